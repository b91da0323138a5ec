"""How a mail is written: its parts said once, laid out as plain text and as HTML."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from copil.core import typography
from copil.identity.models import User, Workspace
from copil.notifications import links
from copil.notifications.catalogue import DIGEST, FRENCH, Kind, because, kind_of, words
from copil.notifications.enums import Pace
from copil.notifications.models import Notification

_MANY_REASONS = 2
WHY_SEVERAL = "Vous recevez ce message parce que vous suivez ce qui s’y passe, à plus d’un titre."
WHY_DIGEST = "Vous recevez ce résumé parce que vous avez choisi d’être tenu au courant ainsi."


@dataclass(frozen=True)
class Item:
    """One piece of news in a mail: what happened, more about it, and where to see it."""

    title: str
    paragraphs: tuple[str, ...]
    url: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Letter:
    """A mail ready to leave."""

    kind: str
    subject: str
    reason: str
    text: str
    html: str
    language: str = FRENCH


def of_kind(
    *,
    message: uuid.UUID,
    kind: Kind,
    paragraphs: Sequence[str],
    url: str,
    label: str,
    after: str,
    workspace: Workspace | None,
    user: User | None,
    language: str = FRENCH,
) -> Letter:
    """Write the mail of one piece of news, in a language that its kind speaks."""
    item = Item("", tuple(paragraphs), url, label)
    subject, reason = kind.said_in(language)
    return _laid_out(
        message=message,
        kind=kind.key,
        subject=subject,
        reason=reason,
        language=language,
        stoppable=kind.mutable,
        items=[item],
        after=after,
        workspace=workspace,
        user=user,
    )


def of_news(*, message: uuid.UUID, news: Sequence[Notification], at: dt.datetime) -> Letter:
    """Write the mail that tells some news, all to the same person in the same workspace."""
    first = news[0]
    digest = first.pace in (Pace.DAILY, Pace.WEEKLY)
    if len(news) == 1 and not digest:
        item = Item("", _paragraphs(first.text or _sentence(first.title)), _url(first), first.label)
        items, introduction = [item], ""
    else:
        items = [_item(one) for one in news]
        introduction = _introduction(news, digest=digest)
    kinds = {one.kind for one in news}
    alone = kind_of(first.kind) if len(kinds) == 1 and not digest else None
    return _laid_out(
        message=message,
        kind=alone.key if alone else DIGEST,
        subject=alone.subject if alone else _subject(first, at=at),
        reason=alone.reason if alone else _why(kinds, digest=digest),
        stoppable=any(kind_of(key).mutable for key in kinds),
        items=items,
        introduction=introduction,
        workspace=first.workspace,
        user=first.user,
    )


def _laid_out(
    *,
    message: uuid.UUID,
    kind: str,
    subject: str,
    reason: str,
    stoppable: bool,
    items: Sequence[Item],
    workspace: Workspace | None,
    user: User | None,
    introduction: str = "",
    after: str = "",
    language: str = FRENCH,
) -> Letter:
    around = words(language)
    given = user.given_name if user is not None else ""
    context = {
        "subject": subject,
        "words": around,
        "colon": " :" if language == FRENCH else ":",
        "language": language,
        "hello": f"Bonjour {given}," if given else around["hello"],
        "introduction": introduction,
        "items": items,
        "single": len(items) == 1 and not items[0].title,
        "after": _paragraphs(after),
        "sender": around["from"].format(workspace=workspace.name) if workspace is not None else "",
        "reason": reason,
        "stop": links.stop_address(message) if stoppable else "",
        "preferences": links.preferences_address() if user is not None else "",
    }
    text = render_to_string("notifications/mail/mail.txt", context)
    html = render_to_string("notifications/mail/mail.html", context)
    spaced = typography.french if language == FRENCH else str
    return Letter(
        kind=kind,
        subject=spaced(subject),
        reason=spaced(reason),
        text=spaced(text).strip() + "\n",
        html=spaced(html),
        language=language,
    )


def _item(one: Notification) -> Item:
    note = f"{one.times} fois" if one.times > 1 else ""
    said = _paragraphs(one.text)
    if said and said[0].rstrip(".") == one.title:
        said = said[1:]
    return Item(one.title, said, _url(one), one.label, note)


def _url(one: Notification) -> str:
    """Return where to see it; nothing for somebody without an account, whom the page would not let in."""
    return settings.BASE_URL + one.path if one.path and one.user is not None else ""


def _sentence(title: str) -> str:
    """Return a title as the only sentence of a mail."""
    return title if title.endswith((".", "?", "!", "…")) else f"{title}."


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _introduction(news: Sequence[Notification], *, digest: bool) -> str:
    told = typography.plural(len(news), "nouvelle")
    where = f"dans l’espace « {news[0].workspace.name} »"
    return f"Voici ce qui s’est passé {where} : {told}." if digest else f"Du nouveau {where} :"


def _subject(first: Notification, *, at: dt.datetime) -> str:
    if first.pace == Pace.WEEKLY:
        return "Votre résumé de la semaine"
    if first.pace == Pace.DAILY:
        local = at.astimezone(ZoneInfo(first.workspace.time_zone))
        return f"Votre résumé du {typography.day(local.date(), 'long')}"
    return "Du nouveau dans votre espace"


def _why(kinds: set[str], *, digest: bool) -> str:
    if digest:
        return WHY_DIGEST
    told = sorted({kind_of(key).why for key in kinds})
    return because(told) if len(told) < _MANY_REASONS else WHY_SEVERAL
