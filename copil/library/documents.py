"""An experience in the common language, as one list of blocks for every output."""

import datetime as dt

from copil.documents.blocks import Block, Document, Heading, Paragraph
from copil.initiatives.documents import Part, action_blocks, beneficiaries_blocks, means_blocks
from copil.library.models import Told

KIND = "library.experience"


def experience(told: Told, *, organisation: str, date: dt.date, footer: str = "", gap: str = "") -> Document:
    """Return the experience: problem, objectives, action, means, structures, results. No query.

    What is not known reads ``gap`` (the author's « À compléter »); without it, it is left out.
    """
    part, only_said = Part(gap), Part("")
    problem = [
        ("Contexte", told.context),
        ("Enjeux", told.stakes),
        ("Besoins repérés", told.needs_summary),
        ("Comment le besoin a été repéré", told.origin),
        ("Comment il a été validé", told.validation),
    ]
    objectives = [
        ("Objectifs stratégiques", told.strategic),
        ("Objectifs opérationnels", told.operational),
    ]
    blocks: list[Block] = [
        *only_said.facts(_identity(told)),
        *part.of("Problématique", [], problem),
        *part.of("Objectifs", [], objectives),
        *action_blocks(part, told),
        *means_blocks(part, told),
        *beneficiaries_blocks(part, told),
        *_skills(told),
        *part.of("Résultats", [], [("", told.results)]),
    ]
    return Document(
        title=told.title,
        kicker="Fiche expérience",
        subtitle=" ".join(told.summary.split())[:300],
        organisation=organisation,
        date=date,
        footer=footer,
        blocks=blocks or [Paragraph("Cette fiche reste à écrire.")],
    )


def _identity(told: Told) -> list[tuple[str, str]]:
    place = told.territory_note or (str(told.territory) if told.territory else "")
    return [
        ("Portée par", told.carriers),
        ("Territoire", place),
        ("Année", str(told.year) if told.year else ""),
        ("Méthode", told.method_title),
    ]


def _skills(told: Told) -> list[Block]:
    blocks = Part("").under([("Savoirs requis", told.skills)])
    if not blocks or told.beneficiaries_count is not None or told.beneficiaries:
        return blocks
    return [Heading(1, "Participation"), *blocks]
