"""Evidence found in the needs that an initiative answers, in its problem, in what exists beside it.

A shared need that was joined with another is followed to where its needs are now.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from copil.core import typography
from copil.initiatives.enums import CarrierRole
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Initiative
from copil.needs import rules
from copil.needs.enums import Conclusion, OriginKind, SharedNeedState
from copil.needs.models import NeedOrigin, OfferCheck, PartnerOpinion

_NEED, _SHEET = "needs.sharedneed", "needs.problemsheet"

KEYS = frozenset(
    {
        "needs.shared_confirmed",
        "needs.diagnostics_linked",
        "needs.prior_experience_linked",
        "needs.partner_request_recorded",
        "needs.documents_filed",
        "needs.provider_impression_recorded",
        "needs.problem_sheet_confirmed",
        "needs.existing_offer_checked",
    }
)
# What an origin of each kind proves, said of one and of several.
_TOLD = {
    OriginKind.EXPERIENCE: (
        "needs.prior_experience_linked",
        "expérience du dispositif citée",
        "expériences du dispositif citées",
    ),
    OriginKind.PARTNER_REQUEST: (
        "needs.partner_request_recorded",
        "sollicitation notée",
        "sollicitations notées",
    ),
    OriginKind.DOCUMENT: (
        "needs.documents_filed",
        "source documentaire citée",
        "sources documentaires citées",
    ),
    OriginKind.PROVIDER: (
        "needs.provider_impression_recorded",
        "témoignage noté",
        "témoignages notés",
    ),
}


_Row = tuple[
    uuid.UUID,
    uuid.UUID,
    str,
    str,
    str | None,
    dt.datetime | None,
    dt.datetime | None,
    uuid.UUID | None,
    str,
    str,
]


def from_needs(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the shared needs of initiatives, their origins and the signed check prove (two queries).

    The lead's shared need first, then the one that each associated carrier brings.
    """
    rows = _shared_needs(initiative_ids)
    known: dict[uuid.UUID, dict[uuid.UUID, tuple[str, str]]] = defaultdict(dict)
    checks: dict[uuid.UUID, tuple[str, dt.datetime, dt.datetime | None]] = {}
    for pk, held, title, state, concluded, signed_at, review_at, partner, its_title, its_state in rows:
        known[pk][held] = (title, state)
        if concluded and signed_at:
            checks[pk] = (concluded, signed_at, review_at)
        if partner is not None:
            known[pk][partner] = (its_title, its_state)
    origins = _origins({shared_id for shared in known.values() for shared_id in shared})
    found: dict[uuid.UUID, Facts] = {}
    for pk, shared in known.items():
        first = next(iter(shared))
        found[pk] = {"needs.shared_confirmed": _shared(shared)}
        found[pk] |= _from_origins([origin for one in shared for origin in origins[one]], first)
        if pk in checks:
            found[pk]["needs.existing_offer_checked"] = _check(*checks[pk], first)
    return found


def _shared_needs(initiative_ids: Sequence[uuid.UUID]) -> list[_Row]:
    """Return the lead's shared need with its check, once for each associated carrier's (one query)."""
    rows = Initiative.objects.filter(pk__in=initiative_ids).exclude(shared_need=None)
    partners = Q(carriers__role=CarrierRole.ASSOCIATED, carriers__left_on=None)
    signed = OfferCheck.objects.current().filter(shared_need=OuterRef("held"))
    columns = rows.annotate(
        partner=FilteredRelation("carriers", condition=partners),
        held=Coalesce("shared_need__merged_into", "shared_need"),
    ).annotate(
        said=Coalesce("shared_need__merged_into__title", "shared_need__title"),
        stands=Coalesce("shared_need__merged_into__state", "shared_need__state"),
        concluded=Subquery(signed.values("conclusion")[:1]),
        signed_at=Subquery(signed.values("signed_at")[:1]),
        review_at=Subquery(signed.values("review_at")[:1]),
        its=Coalesce("partner__shared_need__merged_into", "partner__shared_need"),
        its_title=Coalesce("partner__shared_need__merged_into__title", "partner__shared_need__title"),
        its_state=Coalesce("partner__shared_need__merged_into__state", "partner__shared_need__state"),
    )
    lead = ("pk", "held", "said", "stands", "concluded", "signed_at", "review_at")
    return list(columns.order_by("pk", "partner__pk").values_list(*lead, "its", "its_title", "its_state"))


def from_problems(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what each initiative's problem proves: earlier experiences, partners' opinions (two queries)."""
    sheet = Coalesce("problem_sheet", "shared_need__merged_into__problem_sheet", "shared_need__problem_sheet")
    kept = Q(problem_sheet__antecedents__archived_at=None)
    rows = Initiative.objects.filter(pk__in=initiative_ids).order_by().annotate(
        sheet_id=sheet, tried=Count("problem_sheet__antecedents", filter=kept)
    )  # fmt: skip
    sheets = {pk: (held, tried) for pk, held, tried in rows.values_list("pk", "sheet_id", "tried") if held}
    verdicts: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    asked = PartnerOpinion.objects.current().filter(sheet__in={held for held, _ in sheets.values()})
    columns = asked.values_list("sheet", "answered_at", "shared", "complementary", "interesting")
    for held, answered_at, *answers in columns:
        verdicts[held][rules.verdict(answers) if answered_at else ""] += 1
    found: dict[uuid.UUID, Facts] = defaultdict(dict)
    for pk, (held, tried) in sheets.items():
        if tried:
            told = typography.plural(
                tried, "expérience antérieure rattachée", "expériences antérieures rattachées"
            )
            found[pk]["needs.prior_experience_linked"] = Evidence(told, True, _SHEET, held)
        if verdicts[held]:
            found[pk]["needs.problem_sheet_confirmed"] = _confirmation(verdicts[held], held)
    return found


def _origins(held: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[str, uuid.UUID | None, str]]]:
    found: dict[uuid.UUID, list[tuple[str, uuid.UUID | None, str]]] = defaultdict(list)
    rows = NeedOrigin.objects.current().filter(need__shared_need__in=held, need__archived_at=None)
    for shared_id, *told in rows.values_list("need__shared_need", "kind", "diagnostic", "document"):
        found[shared_id].append((told[0], told[1], told[2]))
    return found


def _shared(known: Mapping[uuid.UUID, tuple[str, str]]) -> Evidence:
    """Return whether every carrier's shared need is confirmed; it points to the lead's."""
    first, (title, _) = next(iter(known.items()))
    confirmed = sum(state == SharedNeedState.CONFIRMED for _, state in known.values())
    complete = confirmed == len(known)
    if len(known) > 1:
        text = f"Besoin partagé confirmé par {confirmed} porteurs sur {len(known)} : {title}"
    else:
        text = f"Besoin partagé {'confirmé' if complete else 'à confirmer'} : {title}"
    return Evidence(typography.french(text), complete=complete, kind=_NEED, object_id=first)


def _from_origins(rows: Sequence[tuple[str, uuid.UUID | None, str]], held: uuid.UUID) -> Facts:
    facts: Facts = {}
    diagnostics = {diagnostic for _, diagnostic, _ in rows if diagnostic is not None}
    if diagnostics:
        told = typography.plural(len(diagnostics), "diagnostic rattaché", "diagnostics rattachés")
        facts["needs.diagnostics_linked"] = Evidence(told, True, _NEED, held)
    # A document without its name cannot be found again: it proves nothing.
    named = [kind for kind, _, document in rows if kind != OriginKind.DOCUMENT or document]
    for kind, (key, one, several) in _TOLD.items():
        number = named.count(kind)
        if number:
            facts[key] = Evidence(typography.plural(number, one, several), True, _NEED, held)
    return facts


def _confirmation(verdicts: Mapping[str, int], sheet_id: uuid.UUID) -> Evidence:
    parts = []
    for verdict, one, several in (
        ("confirmed", "partenaire la confirme", "partenaires la confirment"),
        ("contested", "la conteste", "la contestent"),
        ("", "n’a pas répondu", "n’ont pas répondu"),
    ):
        if verdicts.get(verdict):
            parts.append(typography.plural(verdicts[verdict], one, several))
    return Evidence(", ".join(parts), bool(verdicts.get("confirmed")), _SHEET, sheet_id)


def _check(
    concluded: str, signed_at: dt.datetime, review_at: dt.datetime | None, shared_id: uuid.UUID
) -> Evidence:
    told = f"{Conclusion(concluded).label}, signé le {typography.day(signed_at, 'medium')}"
    told = f"{told}, à revoir : une offre s’est ajoutée" if review_at else told
    return Evidence(typography.french(told), review_at is None, "needs.offercheck", shared_id)
