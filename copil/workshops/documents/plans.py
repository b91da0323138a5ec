"""An edition of the common plan as one list of blocks for every output."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph, Run, Table
from copil.documents.markdown import from_markdown
from copil.workshops.models import PlanEdition
from copil.workshops.plans.content import PRINTED, totals
from copil.workshops.plans.taking import with_dates_in_words
from copil.workshops.rules.plans import Changes

KIND = "workshops.plan"
_LONG = ("description", "objectives", "targets", "means")


def plan_document(edition: PlanEdition, *, organisation: str, changes: Changes) -> Document:
    """Return an edition as it is printed, from its sealed content alone (no query)."""
    content = edition.content
    blocks: list[Block] = []
    if edition.note:
        blocks.append(Paragraph(typography.french(edition.note)))
    if content["presentation"].strip():
        blocks += from_markdown(content["presentation"])
    blocks += [Facts(totals(content)), Heading(1, "Les actions, par ordre de priorité"), _list(content)]
    for one in content["actions"]:
        blocks += _action(one)
    if content["conflicts"]:
        blocks += [
            Heading(1, "Points de vigilance"),
            BulletList([_settled(one) for one in content["conflicts"]]),
        ]
    if changes:
        blocks += [Heading(1, f"Depuis l’édition {edition.number - 1}"), BulletList(told(changes))]
    return Document(
        title="Plan d’action commun",
        subtitle=f"Édition {edition.number}",
        kicker=content["initiative"],
        organisation=organisation,
        date=timezone.localdate(edition.published_at),
        footer=f"Édition {edition.number}, empreinte {edition.digest[:16]}",
        blocks=blocks,
    )


def told(changes: Changes) -> list[str]:
    """Return what changed, one sentence a line."""
    lines = [f"Ajoutée : « {title} »." for title in changes.added]
    lines += [f"Retirée : « {title} »." for title in changes.removed]
    for title, parts in changes.changed:
        lines.append(f"Modifiée : « {title} » ({', '.join(part.lower() for part in parts)}).")
    return [typography.french(line) for line in lines]


def _list(content: Mapping[str, Any]) -> Table:
    rows = [
        (one["rank"], typography.french(one["title"]), one["theme"], one["lead"], one["when"])
        for one in content["actions"]
    ]
    return Table(
        ("Rang", "Action", "Groupe", "Porteur", "Calendrier"), rows, widths=(1, 5, 3, 4, 4), numeric=(0,)
    )


def _action(one: Mapping[str, str]) -> Sequence[Block]:
    blocks: list[Block] = [Heading(2, typography.french(f"{one['rank']}. {one['title']}"))]
    short = [
        (label, with_dates_in_words(one[name]))
        for name, label in PRINTED.items()
        if name not in _LONG and one[name]
    ]
    if short:
        blocks.append(Facts([(label, typography.french(value)) for label, value in short]))
    for name in _LONG:
        if one[name].strip():
            blocks += [Heading(3, PRINTED[name]), *from_markdown(with_dates_in_words(one[name]))]
    return blocks


def _settled(one: Mapping[str, str]) -> tuple[Run, ...]:
    answer = f" Réponse : {one['answer']}" if one["answer"] else " Sans réponse à ce jour."
    return (Run(one["sentence"]), Run(typography.french(answer), bold=bool(one["answer"])))
