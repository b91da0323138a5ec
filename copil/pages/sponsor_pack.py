"""The pack for elected members and managers: why, for whom, where it stands, what it costs, what is asked."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph, Table
from copil.governance.enums import Verdict
from copil.governance.models import Body, GateReview
from copil.initiatives import journey
from copil.initiatives.documents import Part, identity_blocks, means_blocks, objective_blocks
from copil.initiatives.journey import Journey
from copil.initiatives.models import Initiative, PresentationSheet, TargetStructure
from copil.needs.models import Need, PartnerOpinion

KIND = "pages.sponsor_pack"
NAME = "argumentaire"
TITLE = "Argumentaire pour les élus et la direction"
PASSING = (Verdict.GO, Verdict.CONDITIONS)
_ASKED = 4
_PLACES = {"past": "Passée", "now": "En cours", "ahead": "À venir"}


@dataclass(frozen=True)
class Known:
    """What the pack draws on beside the initiative and its path, read once."""

    sheet: PresentationSheet
    targets: int
    heard: int
    opinions: int
    bodies: Sequence[str]
    decided: Collection[str]
    """The moments of decision that were passed, by their key."""


def known_of(initiative: Initiative) -> Known:
    """Return what is told of an initiative (``presentation`` fetched with it): two queries."""
    targets = TargetStructure.objects.current().filter(initiative=OuterRef("pk"))
    heard = Need.objects.current().filter(shared_need=OuterRef("shared_need"))
    asked = Q(sheet=OuterRef("problem_sheet")) | Q(sheet=OuterRef("problem_sheet__taken_from"))
    given = PartnerOpinion.objects.current().filter(asked).exclude(answered_at=None)
    rows = Initiative.objects.filter(pk=initiative.pk)
    row = rows.annotate(aimed_at=_number(targets), voiced=_number(heard), given=_number(given))
    counted = row.values("aimed_at", "voiced", "given").get()
    sheet = getattr(initiative, "presentation", None) or PresentationSheet()
    bodies, decided = _governance_of(initiative)
    return Known(sheet, counted["aimed_at"], counted["voiced"], counted["given"], bodies, decided)


def sponsor_pack(initiative: Initiative, known: Known, *, today: dt.date) -> Document:
    """Return the pack, from what the initiative already says; what it does not say is left out."""
    walked, part = journey.journey_of(initiative), Part("")
    blocks: list[Block] = [
        *identity_blocks(initiative),
        *_asked(known, walked),
        *_why(initiative, known, part),
        *objective_blocks(part, initiative),
        *_engaged(known),
        *_standing(walked),
        *means_blocks(part, known.sheet),
        *part.of("Ce qui a déjà changé", [], [("", known.sheet.results)]),
    ]
    return Document(
        title=initiative.title,
        kicker=TITLE,
        subtitle=" ".join(initiative.summary.split())[:300],
        organisation=initiative.workspace.name,
        date=today,
        blocks=blocks,
    )


def missing(initiative: Initiative, known: Known) -> list[str]:
    """Return what would make the pack stronger and nobody has said yet, by name."""
    problem = initiative.problem_sheet
    said = [
        ("la problématique", problem is not None),
        ("ses enjeux", problem is not None and bool(problem.stakes)),
        ("les structures visées", bool(known.targets)),
        ("le coût", known.sheet.cost is not None),
        ("qui le prend en charge", bool(known.sheet.cost_borne_by)),
    ]
    return [name for name, is_said in said if not is_said]


def _number(rows: "QuerySet[Any]") -> Coalesce:
    """Return how many rows there are, as a column of another query."""
    one = rows.order_by().annotate(same=Value(1)).values("same").annotate(number=Count("pk"))
    return Coalesce(Subquery(one.values("number"), output_field=IntegerField()), 0)


def _governance_of(initiative: Initiative) -> tuple[Sequence[str], Collection[str]]:
    """Return the names of the bodies in place and the keys of the decisions taken (one query)."""
    bodies = Body.objects.current().open_ones().filter(initiative=initiative).order_by()
    taken = GateReview.objects.filter(initiative=initiative, reopened_at=None, verdict__in=PASSING)
    rows = bodies.values_list(Value("body"), "name_key", "name").union(
        taken.order_by().values_list(Value("gate"), "gate", "gate"), all=True
    )
    said = sorted(rows)
    return [name for kind, _, name in said if kind == "body"], {
        key for kind, _, key in said if kind == "gate"
    }


def _asked(known: Known, walked: Journey) -> Sequence[Block]:
    """Return the decisions that the method expects and that nobody took yet."""
    ahead = [
        one
        for one in walked.gates()
        if one.gate.key not in known.decided and one.progress.settled < one.progress.total
    ]
    if not ahead:
        return []
    texts = [gate.gate.title for gate in ahead[:_ASKED]]
    lead = Paragraph("Votre appui compte pour les décisions qui viennent :")
    return [Heading(1, "Ce qui vous est demandé"), lead, BulletList(texts)]


def _why(initiative: Initiative, known: Known, part: Part) -> Sequence[Block]:
    """Return the problem, with how many needs were heard."""
    problem = initiative.problem_sheet
    facts = [("Besoins entendus", typography.plural(known.heard, "besoin"))] if known.heard else []
    if problem is None:
        return part.of("Pourquoi agir", facts, [])
    texts = [("", problem.title), ("Ce qui est en jeu", problem.stakes), ("Le contexte", problem.context)]
    return part.of("Pourquoi agir", facts, texts)


def _engaged(known: Known) -> Sequence[Block]:
    """Return who is already in, in figures: nobody is named."""
    pairs = [
        ("Structures visées", typography.plural(known.targets, "structure") if known.targets else ""),
        ("Partenaires qui ont donné leur avis", str(known.opinions) if known.opinions else ""),
        ("Instances en place", ", ".join(known.bodies)),
    ]
    shown = [(label, value) for label, value in pairs if value]
    return [Heading(1, "Qui est déjà engagé"), Facts(shown)] if shown else []


def _standing(walked: Journey) -> Sequence[Block]:
    rows = [
        [one.stage.title, _PLACES[one.position], f"{one.progress.settled} sur {one.progress.total}"]
        for one in walked.stages
    ]
    table = Table(["Étape", "Où", "Activités réglées"], rows, row_headers=True)
    return [Heading(1, "Où en est la démarche"), table]
