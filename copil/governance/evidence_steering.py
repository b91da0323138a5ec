"""Evidence found in bodies, validations, decisions and light sheets: four providers, two queries each.

Nothing here depends on the date: a mandate counts from the day it is given, decisions from their adoption.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.governance.enums import BodyKind, Opinion, Topic, Validator
from copil.governance.models import Body, Decision, LightSheet, Mandate, Validation
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Carrier

PARTNERS = "governance.partner_body_created"
CONSTITUTED = "governance.bodies_constituted"
OUTSIDERS = "governance.steering_open_to_outsiders"
DIRECTOR = "governance.director_titled"
ELECTED = "governance.elected_members_decide"
MANAGERS = "governance.carrier_validated"
FUNDERS = "governance.carrier_funders_confirmed"
OPINION = "governance.opinion_recorded"
AMBITIONS = "governance.ambitions_decided"
PROJECT = "governance.validation_decided"
CONTINUATION = "governance.continuation_decided"
TERMS = "governance.continuation_terms_decided"
FEASIBILITY = "governance.feasibility_noted"
CONSEQUENCES = "governance.consequences_noted"
SUPPORT = "governance.local_support_noted"
KEYS = frozenset(
    {
        *(PARTNERS, CONSTITUTED, OUTSIDERS, DIRECTOR, ELECTED, MANAGERS, FUNDERS, OPINION, AMBITIONS),
        *(PROJECT, CONTINUATION, TERMS, FEASIBILITY, CONSEQUENCES, SUPPORT),
    }
)
_GATHER = {BodyKind.STEERING, BodyKind.THEMATIC, BodyKind.PARTNERS}
_TOPICS = {
    Topic.AMBITIONS: AMBITIONS,
    Topic.PROJECT: PROJECT,
    Topic.CONTINUATION: CONTINUATION,
    Topic.TERMS: TERMS,
}
_SAID = {Validator.MANAGERS: MANAGERS, Validator.FUNDERS: FUNDERS, Validator.SUPPORT: OPINION}


def from_bodies(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the bodies of each initiative and those who sit there show (two queries)."""
    rows = (
        Body.objects.current().open_ones().filter(initiative__in=initiative_ids).order_by("created_at", "pk")
    )
    bodies: dict[uuid.UUID, list[Body]] = defaultdict(list)
    for body in rows:
        bodies[body.initiative_id].append(body)
    held: dict[uuid.UUID, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.current().filter(
        body__initiative__in=initiative_ids, body__closed_on=None
    ):
        held[mandate.body_id].append(mandate)
    return {pk: _of_bodies(listed, held) for pk, listed in bodies.items()}


def from_validations(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return who has spoken on the side of every carrier (two queries); a reserved opinion is recorded, but
    neither validates nor confirms.
    """
    carriers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Carrier.objects.filter(initiative__in=initiative_ids, left_on=None)
    for initiative, workspace in rows.values_list("initiative", "workspace"):
        carriers[initiative].add(workspace)
    said: dict[tuple[uuid.UUID, str], list[Validation]] = defaultdict(list)
    given = Validation.objects.current().filter(initiative__in=initiative_ids, replaced_at=None)
    for one in given.order_by("given_on", "pk"):
        said[one.initiative_id, one.source].append(one)
    found: dict[uuid.UUID, Facts] = defaultdict(dict)
    for (initiative, source), opinions in said.items():
        counting = [one for one in opinions if source == Validator.SUPPORT or one.opinion != Opinion.RESERVED]
        missing = carriers[initiative] - {one.workspace_id for one in counting}
        last = opinions[-1]
        day = typography.day(last.given_on, "medium")
        text = f"{last.get_source_display()} : avis {last.get_opinion_display().lower()} le {day}"
        if missing:
            text += f", il manque {typography.plural(len(missing), 'structure')}"
        found[initiative][_SAID[Validator(source)]] = Evidence(text, complete=not missing)
    return found


def from_decisions(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return the adopted decisions that settle a moment of the method, the latest of each (one query)."""
    rows = Decision.objects.current().adopted().filter(initiative__in=initiative_ids).exclude(topic="")
    found: dict[uuid.UUID, Facts] = defaultdict(dict)
    for one in rows.select_related("body").order_by("decided_on", "adopted_at", "pk"):
        elected, facts = one.body.kind == BodyKind.GOVERNANCE, found[one.initiative_id]
        day = typography.day(one.decided_on, "medium")
        key = _TOPICS[Topic(one.topic)]
        counts = elected or key in (CONTINUATION, TERMS)
        if counts or key not in facts:
            facts[key] = _decided(f"{one.reference}, {one.body.name}, {day}", one, complete=counts)
        if elected and one.topic == Topic.AMBITIONS:
            facts[ELECTED] = _decided(f"{one.body.name} l’a décidé le {day}", one)
    return found


def from_sheets(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the light sheets say, complete when each of them does (one query)."""
    sheets: dict[uuid.UUID, list[LightSheet]] = defaultdict(list)
    for sheet in LightSheet.objects.current().filter(initiative__in=initiative_ids):
        sheets[sheet.initiative_id].append(sheet)
    return {pk: _of_sheets(listed) for pk, listed in sheets.items()}


def _of_bodies(bodies: Sequence[Body], held: Mapping[uuid.UUID, Sequence[Mandate]]) -> Facts:
    facts: Facts = {}
    whole = [body for body in bodies if body.purpose and held[body.pk]]
    told = f"{typography.plural(len(whole), 'instance')} sur {len(bodies)} avec son rôle et ses membres"
    facts[CONSTITUTED] = _seen(told, bodies[0], complete=len(whole) == len(bodies))
    for body in bodies:
        mandates = held[body.pk]
        if body.kind in _GATHER and PARTNERS not in facts and any(one.is_outsider for one in mandates):
            facts[PARTNERS] = _seen(f"{body.name} réunit des partenaires", body)
        if body.kind != BodyKind.STEERING:
            continue
        outsiders = sum(one.is_outsider for one in mandates)
        if outsiders and OUTSIDERS not in facts:
            told = typography.plural(outsiders, "personne extérieure", "personnes extérieures")
            facts[OUTSIDERS] = _seen(f"{told} : {body.name}", body)
        if DIRECTOR not in facts and any("direct" in one.position.lower() for one in mandates):
            facts[DIRECTOR] = _seen(f"La direction de « {body.name} » est nommée", body)
    return facts


def _of_sheets(sheets: Sequence[LightSheet]) -> Facts:
    facts: Facts = {}
    for key, ready in (
        (FEASIBILITY, [one.has_feasibility for one in sheets]),
        (CONSEQUENCES, [one.has_consequences for one in sheets]),
        (SUPPORT, [one.has_support for one in sheets]),
    ):
        if any(ready):
            told = f"Dit pour {typography.plural(sum(ready), 'priorité')} sur {len(sheets)}"
            facts[key] = Evidence(told, complete=all(ready))
    return facts


def _seen(text: str, body: Body, *, complete: bool = True) -> Evidence:
    return Evidence(text, complete=complete, kind="governance.body", object_id=body.pk)


def _decided(text: str, decision: Decision, *, complete: bool = True) -> Evidence:
    return Evidence(
        text, complete=complete, kind="governance.decision", object_id=decision.pk, on=decision.decided_on
    )
