"""Evidence found in the needs that an initiative answers, in its problem, in what exists beside it.

A shared need that was joined with another is followed to where its needs are now.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from copil.core import typography
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


def from_needs(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what each initiative's shared need, its origins and its signed check prove (two queries)."""
    rows = Initiative.objects.filter(pk__in=initiative_ids).exclude(shared_need=None).order_by()
    held = Coalesce("shared_need__merged_into", "shared_need")
    signed = OfferCheck.objects.current().filter(shared_need=OuterRef("held"))
    columns = rows.annotate(held=held).annotate(
        said=Coalesce("shared_need__merged_into__title", "shared_need__title"),
        stands=Coalesce("shared_need__merged_into__state", "shared_need__state"),
        concluded=Subquery(signed.values("conclusion")[:1]),
        signed_at=Subquery(signed.values("signed_at")[:1]),
        review_at=Subquery(signed.values("review_at")[:1]),
    )
    needs = list(columns.values_list("pk", "held", "said", "stands", "concluded", "signed_at", "review_at"))
    origins = _origins({row[1] for row in needs})
    found: dict[uuid.UUID, Facts] = {}
    for pk, shared_id, title, state, concluded, signed_at, review_at in needs:
        found[pk] = {"needs.shared_confirmed": _shared(shared_id, title, state)}
        found[pk] |= _from_origins(origins[shared_id], shared_id)
        if concluded:
            found[pk]["needs.existing_offer_checked"] = _check(concluded, signed_at, review_at, shared_id)
    return found


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


def _shared(held: uuid.UUID, title: str, state: str) -> Evidence:
    confirmed = state == SharedNeedState.CONFIRMED
    text = f"Besoin partagé {'confirmé' if confirmed else 'à confirmer'} : {title}"
    return Evidence(typography.french(text), complete=confirmed, kind=_NEED, object_id=held)


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
