"""The handbook of a method: its cycle, its activities, its rules, its sheets, as blocks for every output."""

from collections.abc import Iterator

from copil.core import typography
from copil.documents.blocks import (
    Block,
    Break,
    BulletList,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Table,
)
from copil.documents.markdown import from_markdown
from copil.initiatives import guide_data, method_file
from copil.initiatives.method_file import Activity, Method, Severity, Stage
from copil.initiatives.models import Method as Version

# A stage of so many activities begins on a page of its own.
_LONG_STAGE = 6


def handbook(version: Version, method: Method) -> Document:
    """Return the whole method as a document to print or to hand over."""
    blocks: list[Block] = [
        Heading(1, "Le cycle"),
        _cycle(method),
        *_principles(method),
        *(block for number, stage in enumerate(method.stages, 1) for block in _stage(method, number, stage)),
        *_gates(method),
        *_rules(method),
        *_sheets(method),
    ]
    counted = method_file.counts(method)
    activities = typography.plural(counted["activities"], "activité")
    return Document(
        title=version.title,
        kicker="Manuel",
        subtitle=" ".join(method.summary.split())[:300],
        organisation=version.workspace.name if version.workspace else "",
        date=version.published_at.date(),
        footer=f"Version {version.number}, {activities}",
        blocks=blocks,
    )


def _cycle(method: Method) -> Table:
    rows = []
    for number, stage in enumerate(method.stages, 1):
        named = [step for step in stage.steps if step.title]
        inside = [step.title for step in named] or [one.title for one in stage.activities]
        rows.append((f"{number}. {stage.title}", stage.purpose or "–", "\n".join(inside) or "–"))
    return Table(
        header=("Étape", "À quoi elle sert", "Ce qu’elle contient"),
        rows=rows,
        widths=(1, 1.6, 2),
        row_headers=True,
    )


def _principles(method: Method) -> Iterator[Block]:
    if method.principles:
        yield Heading(1, "Pour bien s’en servir")
        yield BulletList([one.text for one in method.principles])


def _stage(method: Method, number: int, stage: Stage) -> Iterator[Block]:
    if number == 1 or len(stage.activities) >= _LONG_STAGE:
        yield Break()
    yield Heading(1, f"{number}. {stage.title}")
    yield from _text(stage.purpose)
    for step in stage.steps:
        if step.title:
            yield Heading(2, f"{step.id} {step.title}")
            yield from _text(step.help)
        for activity in step.activities:
            yield Heading(3 if step.title else 2, f"{activity.id} {activity.title}")
            yield from _activity(method, activity)


def _activity(method: Method, activity: Activity) -> Iterator[Block]:
    if activity.purpose.strip():
        yield Paragraph((Run(activity.purpose, italic=True),))
    yield from _text(activity.how)
    if activity.questions:
        yield BulletList(
            [
                (Run(f"{one.label} : ", bold=True), Run(one.text)) if one.label else one.text
                for one in activity.questions
            ]
        )
    catalogue = method_file.catalogue()
    keys = activity.evidence.keys if activity.evidence else ()
    pairs = [
        ("Avec qui", ", ".join(one.label for one in activity.actors)),
        ("Ce que cela laisse", " ; ".join(one.title for one in activity.documents)),
        ("Ce qui la montre", " ; ".join(catalogue[key].label for key in keys if key in catalogue)),
        ("À lire à côté", ", ".join(activity.all_refs)),
        ("À tenir", " ".join(rule.text for rule in method.rules_of(activity.id))),
    ]
    known = [(label, value) for label, value in pairs if value]
    if known:
        yield Facts(known)


def _gates(method: Method) -> Iterator[Block]:
    if not method.gates:
        return
    yield Heading(1, "Moments de décision")
    for gate in method.gates:
        yield Heading(2, gate.title)
        yield from _text(gate.question)
        yield Facts(
            [
                ("Qui décide", ", ".join(one.label for one in gate.actors) or "À choisir"),
                ("Activités regardées", ", ".join(gate.activities)),
            ]
        )


def _rules(method: Method) -> Iterator[Block]:
    if method.rules:
        yield Heading(1, "Règles à tenir")
        yield Table(
            header=("Règle", "Force"),
            rows=[
                (one.text, "Attendue" if one.severity is Severity.EXPECTED else "Conseillée")
                for one in method.rules
            ],
            widths=(4, 1),
        )


def _sheets(method: Method) -> Iterator[Block]:
    known = guide_data.practice_sheets()
    for reference in method.references:
        sheet = known.get(reference.key)
        if sheet is None:
            continue
        yield Break()
        yield Heading(1, f"{sheet.key} – {sheet.title}")
        yield from _text(sheet.lead)
        for section in sheet.sections:
            yield Heading(2, section.heading)
            for paragraph in section.paragraphs:
                yield from _text(paragraph)
            if section.items:
                yield from from_markdown("\n".join(f"- {item}" for item in section.items))
            if section.table:
                table = section.table
                yield Table(header=table.columns, rows=table.rows, caption=table.caption, row_headers=True)


def _text(text: str) -> Iterator[Block]:
    yield from from_markdown(text)
