"""The register of decisions as tables: for a spreadsheet, and in the open format of deliberations."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from copil.governance.enums import Way
from copil.governance.models import Body, Decision, DecisionQuerySet

HEADER = (
    "Numéro", "Décision", "Instance", "Démarche", "Décidée le", "État", "Prise", "Pour", "Contre",
    "Abstention", "N’ont pas pris part", "Options pesées", "Pourquoi", "Ce qu’elle change", "Mise en œuvre",
    "À revoir le", "Revue le", "Corrige", "Corrigée",
)  # fmt: skip  # a table reads by its lines
SCDL_HEADER = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM",
    "DELIB_OBJET", "BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL",
    "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip  # a table reads by its lines
_LOT = 500


def decision_rows(rows: DecisionQuerySet) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a register read ``with_surroundings``."""
    for one in rows.iterator(_LOT):
        yield (
            one.reference,
            one.title,
            one.body.name,
            one.initiative.title if one.initiative else "",
            one.decided_on,
            one.get_state_display(),
            one.get_way_display(),
            one.votes_for,
            one.votes_against,
            one.votes_abstained,
            one.votes_absent,
            one.options,
            one.reason,
            one.consequences,
            one.owner_name or str(one.owner or ""),
            one.review_on,
            one.reviewed_on,
            one.corrects.reference if one.corrects else "",
            one.is_corrected,
        )


def lacking_for_scdl(body: Body) -> str:
    """Return why the decisions of a body cannot be given as deliberations; empty when they can."""
    if body.authority is None:
        return "Seules les décisions d’une instance de collectivité se donnent au format des délibérations."
    if len(body.authority.siret) != 14:
        return f"Le SIRET de {body.authority.name} manque : complétez sa fiche."
    return ""


def scdl_rows(decisions: Iterable[Decision], *, body: Body) -> Iterator[tuple[str, ...]]:
    """Yield the adopted decisions of a collectivité that have a matter (schema « deliberations » 2.1.5).

    Votes are given whole or not at all, as the schema asks.
    """
    authority = body.authority
    if authority is None:
        return
    for one in decisions:
        if not (one.is_adopted and one.matter_code and one.matter_name):
            continue
        yield (
            authority.name,
            authority.siret,
            one.reference,
            one.decided_on.isoformat(),
            one.matter_code,
            one.matter_name,
            one.title,
            *("", "", "", ""),
            *_votes(one),
            "",
        )


def scdl_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as the text of a CSV file: commas, UTF-8, header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(SCDL_HEADER)
    writer.writerows(rows)
    return buffer.getvalue()


def _votes(one: Decision) -> tuple[str, ...]:
    if one.way != Way.VOTE:
        return ("",) * 5
    counts = (max(one.seats, one.votes_cast), one.votes_cast, one.votes_for, one.votes_against)
    return tuple(str(count) for count in (*counts, one.votes_abstained))
