"""Say how far an action is, as a member or by the link of whoever leads it; send that link, close it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.notifications import recipients
from copil.notifications.actions import notify, write
from copil.workshops.actions.lead_links import close_update_link
from copil.workshops.actions.leading import CLOSED
from copil.workshops.actions.sheet_common import locked, record
from copil.workshops.enums.sheets import LeadState, Progress, Weather
from copil.workshops.models import ActionSheet, ActionStatement, UpdateLink
from copil.workshops.rules import sheets as sheet_rules

LIFETIME = dt.timedelta(days=365)
SAID = ("state", "progress", "weather", "sentence", "blocked_by", "unblocked_when")


@transaction.atomic
def state_progress(
    *, sheet: ActionSheet, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> ActionStatement:
    """Keep what somebody of the team says of an action, at a review meeting or outside one."""
    return _keep(locked(sheet), values, by=by, link=None, at=at)


@transaction.atomic
def state_by_link(*, link: SignedLink, values: Mapping[str, Any], at: dt.datetime) -> ActionStatement:
    """Keep what whoever holds an open link says: one statement a sending, the same one twice is one.

    Raises ``ActionRefused`` when the link closed or ran out since the page was opened.
    """
    found = UpdateLink.objects.filter(pk=link.object_id).select_related("sheet").first()
    held = locked(found.sheet, away=True) if found is not None else None
    rows = SignedLink.objects.select_for_update().filter(pk=link.pk, purpose=LinkPurpose.SHEET_UPDATE)
    stored = rows.first()
    if held is None or held.is_archived or stored is None or not stored.is_open(at=at):
        raise ActionRefused(CLOSED)
    kept: UpdateLink = UpdateLink.objects.select_related("workspace", "sent_by", "person").get(
        pk=link.object_id
    )
    if kept.closed_at is not None:
        raise ActionRefused(CLOSED)
    rows_said = ActionStatement.objects.filter(sheet=held).order_by("-stated_at", "-pk")
    last: ActionStatement | None = rows_said.first()
    if last is not None and last.link_id == kept.pk and _is_same(last, values):
        return last
    said = _keep(held, values, by=None, link=kept, at=at)
    _tell(said, kept, at=at)
    return said


@transaction.atomic
def send_update_link(
    *, sheet: ActionSheet, email: str, by: User, at: dt.datetime, word: str = ""
) -> UpdateLink:
    """Send to whoever leads an action the link by which they say how far it is; one sent before closes."""
    held = locked(sheet)
    if held.lead_state != LeadState.ACCEPTED:
        raise ActionRefused("Attendez que le porteur ait accepté : ce lien parle en son nom.")
    close_update_link(held, at=at)
    made: UpdateLink = UpdateLink.objects.create(
        workspace=held.workspace,
        sheet=held,
        person=held.lead_person,
        email=email,
        until=timezone.localdate(at) + LIFETIME,
        sent_by=by,
        sent_at=at,
        created_at=at,
    )
    _write(made, by=by, word=word, at=at)
    record(held, verb="send_update_link", by=by, at=at, changes={"lead": held.lead})
    return made


@transaction.atomic
def revoke_update_link(*, sheet: ActionSheet, by: User, at: dt.datetime) -> None:
    """Close the link of whoever leads an action; what was said by it stays."""
    held = locked(sheet)
    if not close_update_link(held, at=at):
        raise ActionRefused("Aucun lien n’est ouvert.")
    record(held, verb="revoke_update_link", by=by, at=at, changes={"lead": held.lead})


def _keep(
    sheet: ActionSheet,
    values: Mapping[str, Any],
    *,
    by: User | None,
    link: UpdateLink | None,
    at: dt.datetime,
) -> ActionStatement:
    said = _settled(values)
    refusal = sheet_rules.statement_refusal(
        **{name: said[name] for name in ("state", "sentence", "blocked_by", "unblocked_when")}
    )
    if refusal:
        raise ActionRefused(refusal)
    made: ActionStatement = ActionStatement.objects.create(
        workspace=sheet.workspace,
        sheet=sheet,
        stated_at=at,
        stated_by=by,
        link=link,
        meeting=values.get("meeting"),
        created_at=at,
        **said,
    )
    changes = {"state": Progress(made.state).label.lower(), "progress": made.progress}
    record(sheet, verb="state_progress", by=by, at=at, changes=changes)
    return made


def _settled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said as it is kept: what blocks only when blocked, a progress that the state allows."""
    state = str(values.get("state", ""))
    blocked = state == Progress.BLOCKED
    weather = str(values.get("weather", ""))
    progress = values.get("progress")
    return {
        "state": state,
        "progress": sheet_rules.settled_progress(state=state, progress=int(progress or 0)),
        "weather": weather if weather in Weather.values else Weather.CLOUD.value,
        "sentence": " ".join(str(values.get("sentence", "")).split())[:500],
        "blocked_by": str(values.get("blocked_by", "")).strip()[:300] if blocked else "",
        "unblocked_when": str(values.get("unblocked_when", "")).strip()[:300] if blocked else "",
    }


def _is_same(last: ActionStatement, values: Mapping[str, Any]) -> bool:
    return all(getattr(last, name) == value for name, value in _settled(values).items())


def _write(made: UpdateLink, *, by: User, word: str, at: dt.datetime) -> None:
    """Issue the link and put the message in the outbox; the token is kept nowhere else."""
    ends = dt.datetime.combine(made.until + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    token = links.issue(
        workspace=made.workspace,
        purpose=LinkPurpose.SHEET_UPDATE,
        target=reference(made),
        at=at,
        lifetime=ends - at,
        single_use=False,
    )
    said = f"\n\n« {word.strip()} »" if word.strip() else ""
    write(
        kind="workshops.update_link",
        email=made.email,
        text=(
            f"Vous portez l’action « {made.sheet.title} » de la démarche "
            f"« {made.sheet.initiative.title} ». {by.get_full_name()} ({made.workspace.name}) vous "
            f"donne un lien pour dire où elle en est, chaque fois que cela change.{said}\n\n"
            "Gardez ce message : le même lien sert à chaque fois, sans compte."
        ),
        url=settings.BASE_URL + reverse("workshops:sheet_update", kwargs={"token": token}),
        label="Dire où en est l’action",
        after=f"Ce lien est le vôtre, jusqu’au {typography.day(made.until)} inclus : ne le transmettez pas.",
        at=at,
        workspace=made.workspace,
    )


def _tell(said: ActionStatement, link: UpdateLink, *, at: dt.datetime) -> None:
    """Tell whoever sent the link what was said by it."""
    if link.sent_by is None:
        return
    sheet = said.sheet
    notify(
        kind="workshops.statement",
        workspace=link.workspace,
        to=[recipients.account(link.sent_by)],
        obj=reference(sheet),
        title=f"L’action « {sheet.title} » : {said.get_state_display().lower()}, {said.progress} %",
        text=said.sentence,
        path=reverse("workshops:sheet", kwargs={"workspace": link.workspace.slug, "pk": sheet.pk}),
        label="Voir l’action",
        at=at,
    )
