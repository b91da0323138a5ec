"""The documents that an initiative writes and issues: what they hold, and what they start from.

Each is a row of texts completed by people, beside what Copil knows of the initiative. The same list of
blocks goes to every output.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copil.core import typography
from copil.documents.blocks import Block, Document, Heading
from copil.initiatives import documents, paper_frame
from copil.initiatives.documents import Part
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import (
    ConceptNote,
    Initiative,
    MethodFrame,
    TargetStructure,
    TeamMember,
)
from copil.initiatives.paper_kinds import CONCEPT_NOTE, METHOD_FRAME, PRESENTATION
from copil.initiatives.proposals import Proposal

_NBSP = "\N{NO-BREAK SPACE}"
_FROM = f"Proposé d’après ce que dit déjà la démarche{_NBSP}: à vous de corriger."
Row = ConceptNote | MethodFrame


@dataclass(frozen=True)
class Paper:
    """A document of an initiative: how it is called, what people write in it, how it is put together."""

    key: str
    kind: str
    title: str
    about: str
    model: type[Row] | None
    build: Callable[[Initiative, dt.date, str], Document]
    propose: Callable[[Initiative], dict[str, str]]

    @property
    def fields(self) -> tuple[str, ...]:
        """The texts that people write."""
        if self.model is None:
            return ()
        texts = self.model._meta.concrete_fields
        return tuple(one.name for one in texts if one.get_internal_type() == "TextField")

    def row(self, initiative: Initiative) -> Row:
        """Return what is written, an unsaved row the first time."""
        if self.model is None:
            raise LookupError(self.key)
        found = self.model.objects.filter(initiative=initiative).first()
        return found or self.model(initiative=initiative, workspace_id=initiative.workspace_id)

    def proposals(self, initiative: Initiative, row: Row) -> dict[str, Proposal]:
        """Return a text for each field that is still empty, when the initiative already says it."""
        known = self.propose(initiative)
        return {
            name: Proposal(text, _FROM) for name, text in known.items() if text and not getattr(row, name)
        }

    def to_complete(self, row: Row) -> list[str]:
        """Return the texts that nobody wrote yet, by name."""
        names = [(name, str(row._meta.get_field(name).verbose_name)) for name in self.fields]  # type: ignore[union-attr]  # fields with a name
        return [label for name, label in names if not getattr(row, name)]


def _presentation(initiative: Initiative, today: dt.date, gap: str) -> Document:
    return documents.presentation_sheet(initiative, today=today, gap=gap)


def _concept_note(initiative: Initiative, today: dt.date, gap: str) -> Document:
    """The idea made explicit, its content, its terms, how people hear of it (activity 1.3.2)."""
    note = ConceptNote.objects.filter(initiative=initiative).first() or ConceptNote()
    part = Part(gap)
    problem = initiative.problem_sheet
    targets = TargetStructure.objects.current().filter(initiative=initiative).count()
    aimed = typography.plural(targets, "structure visée", "structures visées") if targets else ""
    blocks: list[Block] = [
        *part.of("L’idée", [], [("", note.idea)]),
        *part.of("Le problème", [], [("", problem.title), ("Enjeux", problem.stakes)] if problem else []),
        *part.of("Le contenu", [], [("", note.content)]),
        *documents.objective_blocks(part, initiative),
        *part.of("Les modalités", [("Pour", aimed)] if aimed else [], [("", note.terms)]),
        *part.of("L’information et la sensibilisation", [], [("", note.awareness)]),
    ]
    return _document(initiative, "Note de cadrage", blocks, today)


def _method_frame(initiative: Initiative, today: dt.date, gap: str) -> Document:
    frame = MethodFrame.objects.filter(initiative=initiative).first() or MethodFrame()
    blocks = paper_frame.blocks(initiative, frame, Part(gap))
    return _document(initiative, "Cadre méthodologique", blocks, today)


def _document(initiative: Initiative, kicker: str, blocks: Sequence[Block], today: dt.date) -> Document:
    return Document(
        title=initiative.title,
        kicker=kicker,
        subtitle=" ".join(initiative.summary.split())[:300],
        organisation=initiative.workspace.name,
        date=today,
        blocks=documents.after_identity(initiative, _tidy(blocks)),
    )


def _tidy(blocks: Sequence[Block]) -> list[Block]:
    """Leave out a heading under which nothing is said."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        bare = isinstance(after, Heading) and isinstance(block, Heading) and after.level <= block.level
        if not isinstance(block, Heading) or not (after is None or bare):
            kept.append(block)
    return kept


def _note_proposals(initiative: Initiative) -> dict[str, str]:
    problem = initiative.problem_sheet
    pilots = TeamMember.objects.current().filter(initiative=initiative, role=TeamRole.PILOT)
    named = ", ".join(str(one.person) for one in pilots.select_related("person").order_by("pk"))
    led = f"Pilotage{_NBSP}: {named}." if named else ""
    sheet = initiative.carrier_sheets.filter(workspace=initiative.workspace_id).first()
    return {
        "idea": initiative.summary.strip() or (problem.title if problem else ""),
        "content": problem.needs_summary.strip() if problem else "",
        "terms": " ".join(filter(None, [f"Méthode «{_NBSP}{initiative.method.title}{_NBSP}».", led])),
        "awareness": sheet.access.strip() if sheet else "",
    }


_ALL = (
    Paper(
        "fiche",
        PRESENTATION,
        "Fiche de présentation",
        "La démarche dans le langage commun, pour être lue ailleurs.",
        None,
        _presentation,
        lambda _: {},
    ),
    Paper(
        "note-de-cadrage",
        CONCEPT_NOTE,
        "Note de cadrage",
        "L’idée, ce qu’elle contient, à quelles conditions : de quoi en parler aux premiers intéressés.",
        ConceptNote,
        _concept_note,
        _note_proposals,
    ),
    Paper(
        "cadre-methodologique",
        METHOD_FRAME,
        "Cadre méthodologique",
        "La méthode suivie, ce qui en est adapté et pourquoi, le calendrier, qui fait quoi.",
        MethodFrame,
        _method_frame,
        paper_frame.proposals,
    ),
)
PAPERS = {one.key: one for one in _ALL}
KINDS = {one.kind: one for one in _ALL}
