"""What is found of the methods a workspace uses: stages, steps, activities, and the sheets they send to.

A published version never changes, and has a page for each of its parts: a part is known by an identifier made
from that of the version and its own key, the same whoever computes it.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from copil.identity.models import Workspace
from copil.initiatives import guide_data, journey, method_file
from copil.initiatives.guide_data import PracticeSheet
from copil.initiatives.models import Initiative, Method
from copil.search import actions as search
from copil.search.actions import Entry
from copil.search.models import SearchEntry

KIND = "initiatives.methodpart"
_SHEETS = uuid.UUID("6f1c7a52-3c1e-5d0b-9c55-7b8f5c0b7a11")


@dataclass(frozen=True)
class Part:
    """A part of a method and where it is read: the name of an address, its arguments, a place on the page."""

    entry: Entry
    url_name: str
    arguments: dict[str, str]
    fragment: str = ""


def used_by(workspace: Workspace) -> list[Method]:
    """Return the versions of methods that the initiatives of a workspace follow."""
    followed = Initiative.objects.carried_by(workspace).filter(archived_at=None).values("method")
    return list(Method.objects.filter(pk__in=followed).defer("content").order_by("title", "pk"))


def parts_of(rows: Iterable[Method]) -> Iterator[Part]:
    """Yield the parts of methods, then the sheets they send to, each once."""
    methods = list(rows)
    named: dict[str, None] = {}
    for row, content in zip(methods, journey.methods_of(methods), strict=True):
        yield from _parts(row, content)
        named |= dict.fromkeys(_sheets_of(content))
    known = guide_data.practice_sheets()
    yield from (_sheet(known[key]) for key in named if key in known)


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Yield what is found of the methods of a workspace, to build its index again."""
    for part in parts_of(used_by(workspace)):
        yield part.entry


def index(workspace: Workspace, method: Method) -> None:
    """Write what is found of the methods of a workspace, unless this one is already in its index.

    They are as old as their version: what people write comes before.
    """
    rows = SearchEntry.objects.filter(workspace=workspace, kind=KIND)
    if not rows.filter(object_id=_identifier(method, "")).exists():
        rows.delete()
        search.index_many(workspace=workspace, entries=entries(workspace), at=method.published_at)


def places(workspace: Workspace) -> dict[uuid.UUID, Part]:
    """Return each part of the methods of a workspace by its identifier (two queries at most)."""
    return {part.entry.object_id: part for part in parts_of(used_by(workspace))}


def _parts(row: Method, content: method_file.Method) -> Iterator[Part]:
    own = {"pk": str(row.pk)}
    yield _part(row, "", "Méthode", row.title, content.summary, "method", own)
    for stage in content.stages:
        here = own | {"stage": stage.key}
        yield _part(row, f"stage:{stage.key}", "Étape", stage.title, stage.purpose, "method_stage", here)
        for step in stage.steps:
            if step.title:
                place = f"etape-{step.id}"
                yield _part(row, f"step:{step.id}", "Pas", step.title, step.help, "method_stage", here, place)
            for one in step.activities:
                name, there = f"{one.id} {one.title}", own | {"activity": one.id}
                text = _text_of(one)
                yield _part(row, f"activity:{one.id}", "Activité", name, text, "method_activity", there)


def _part(
    row: Method,
    key: str,
    what: str,
    title: str,
    text: str,
    url_name: str,
    arguments: dict[str, str],
    fragment: str = "",
) -> Part:
    entry = Entry(
        kind=KIND,
        object_id=_identifier(row, key),
        title=title,
        excerpt=f"{what} · {row.title}" if key else what,
        text=f"{text} {row.title}",
        day=row.published_at.date(),
    )
    return Part(entry, f"initiatives:{url_name}", arguments, fragment)


def _sheet(sheet: PracticeSheet) -> Part:
    texts = [sheet.lead]
    for section in sheet.sections:
        texts += [section.heading, *section.paragraphs, *section.items]
    entry = Entry(
        kind=KIND,
        object_id=uuid.uuid5(_SHEETS, sheet.key),
        title=sheet.title,
        excerpt=f"Fiche pratique {sheet.key}",
        text=" ".join(texts),
    )
    return Part(entry, "initiatives:sheet", {"key": sheet.key})


def _text_of(activity: method_file.Activity) -> str:
    questions = (f"{one.label} {one.text}" for one in activity.questions)
    documents = (one.title for one in activity.documents)
    return " ".join([activity.purpose, activity.how, *questions, *documents])


def _sheets_of(content: method_file.Method) -> Iterator[str]:
    for stage in content.stages:
        for step in stage.steps:
            yield from step.refs
            for activity in step.activities:
                yield from activity.all_refs


def _identifier(row: Method, key: str) -> uuid.UUID:
    return uuid.uuid5(row.pk, key)
