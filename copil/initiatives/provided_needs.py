"""Evidence found in the needs that an initiative answers, in its problem, in what exists beside it.

A shared need that was joined with another is followed to where its needs are now.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from copil.core import typography
from copil.initiatives.enums import CarrierRole
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Initiative
from copil.needs import rules
from copil.needs.enums import Conclusion, OriginKind, SharedNeedState
from copil.needs.models import Antecedent, NeedOrigin, OfferCheck, PartnerOpinion

_NEED, _SHEET = "needs.sharedneed", "needs.problemsheet"
_ORIGIN, _OPINION, _ANSWERED = "origin", "opinion", "answered"

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


@dataclass(frozen=True)
class _Told:
    """What was told of a shared need (kind, diagnostic, document), or answered about a problem."""

    owner: uuid.UUID
    source: str
    kind: str
    diagnostic: uuid.UUID | None
    words: tuple[str, str, str]


def from_needs(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the shared needs of initiatives, their origins, check and problem prove (two queries).

    The lead's shared need first, then the one that each associated carrier brings.
    """
    known: dict[uuid.UUID, dict[uuid.UUID, tuple[str, str]]] = defaultdict(dict)
    first: dict[uuid.UUID, dict[str, Any]] = {}
    for row in _starts(initiative_ids):
        first.setdefault(row["pk"], row)
        if row["held"]:
            known[row["pk"]][row["held"]] = (row["said"], row["stands"])
        if row["its"]:
            known[row["pk"]][row["its"]] = (row["its_title"], row["its_state"])
    told: dict[uuid.UUID, list[_Told]] = defaultdict(list)
    shared_ids = {shared_id for shared in known.values() for shared_id in shared}
    sheets = {row[name] for row in first.values() for name in ("sheet", "first") if row[name]}
    for one in _told(shared_ids, sheets):
        told[one.owner].append(one)
    return {pk: _facts(row, known[pk], told) for pk, row in first.items() if known[pk] or row["sheet"]}


def _starts(initiative_ids: Sequence[uuid.UUID]) -> Iterable[dict[str, Any]]:
    """Return each initiative's shared need, check and problem, once for each other carrier (one query)."""
    partners = Q(carriers__role=CarrierRole.ASSOCIATED, carriers__left_on=None)
    signed = OfferCheck.objects.current().filter(shared_need=OuterRef("held"))
    tried = Antecedent.objects.current().filter(sheet=OuterRef("problem_sheet")).order_by()
    rows = Initiative.objects.filter(pk__in=initiative_ids).annotate(
        partner=FilteredRelation("carriers", condition=partners),
        held=Coalesce("shared_need__merged_into", "shared_need"),
        sheet=Coalesce(
            "problem_sheet", "shared_need__merged_into__problem_sheet", "shared_need__problem_sheet"
        ),
    )
    columns = rows.annotate(
        first=F("problem_sheet__taken_from"),
        said=Coalesce("shared_need__merged_into__title", "shared_need__title"),
        stands=Coalesce("shared_need__merged_into__state", "shared_need__state"),
        concluded=Subquery(signed.values("conclusion")[:1]),
        signed_at=Subquery(signed.values("signed_at")[:1]),
        review_at=Subquery(signed.values("review_at")[:1]),
        tried=Subquery(tried.values("sheet").annotate(number=Count("pk")).values("number")),
        its=Coalesce("partner__shared_need__merged_into", "partner__shared_need"),
        its_title=Coalesce("partner__shared_need__merged_into__title", "partner__shared_need__title"),
        its_state=Coalesce("partner__shared_need__merged_into__state", "partner__shared_need__state"),
    )
    own = ("pk", "held", "said", "stands", "concluded", "signed_at", "review_at", "sheet", "first", "tried")
    ordered = columns.order_by("pk", "partner__pk").values(*own, "its", "its_title", "its_state")
    return cast("Iterable[dict[str, Any]]", ordered)


def _told(shared_ids: Iterable[uuid.UUID], sheet_ids: Iterable[uuid.UUID]) -> Iterable[_Told]:
    """Return the origins of the needs gathered in shared needs, and the answers on problems (one query)."""
    nobody = Value(None, output_field=UUIDField())
    empty = Value("", output_field=CharField())
    origins = NeedOrigin.objects.current().filter(need__shared_need__in=shared_ids, need__archived_at=None)
    asked = PartnerOpinion.objects.current().filter(sheet__in=sheet_ids)
    answered = Case(When(answered_at=None, then=empty), default=Value(_ANSWERED), output_field=CharField())
    rows = origins.order_by().values_list(
        "need__shared_need", Value(_ORIGIN), "kind", "diagnostic", "document", empty, empty
    )
    answers = asked.order_by().values_list(
        "sheet", Value(_OPINION), answered, nobody, "shared", "complementary", "interesting"
    )
    for owner, source, kind, diagnostic, *words in rows.union(answers, all=True):
        yield _Told(owner, source, kind, diagnostic, (words[0], words[1], words[2]))


def _facts(
    row: Mapping[str, Any],
    shared: Mapping[uuid.UUID, tuple[str, str]],
    told: Mapping[uuid.UUID, Sequence[_Told]],
) -> Facts:
    facts: Facts = {}
    if shared:
        facts["needs.shared_confirmed"] = _shared(shared, row["held"])
        origins = [one for held in shared for one in told.get(held, ()) if one.source == _ORIGIN]
        facts |= _from_origins(origins, row["held"])
    if row["concluded"]:
        facts["needs.existing_offer_checked"] = _check(
            row["concluded"], row["signed_at"], row["review_at"], row["held"]
        )
    if row["tried"]:
        number = typography.plural(
            row["tried"], "expérience antérieure rattachée", "expériences antérieures rattachées"
        )
        facts["needs.prior_experience_linked"] = Evidence(number, True, _SHEET, row["sheet"])
    # A problem that was passed on keeps the opinions given on its first text.
    asked = (*told.get(row["sheet"], ()), *told.get(row["first"], ()))
    opinions = [one for one in asked if one.source == _OPINION]
    if opinions:
        verdicts = Counter(rules.verdict(one.words) if one.kind else "" for one in opinions)
        facts["needs.problem_sheet_confirmed"] = _confirmation(verdicts, row["sheet"])
    return facts


def _shared(known: Mapping[uuid.UUID, tuple[str, str]], held: uuid.UUID | None) -> Evidence:
    """Return whether every carrier's shared need is confirmed; it points to the lead's."""
    title, _ = next(iter(known.values()))
    confirmed = sum(state == SharedNeedState.CONFIRMED for _, state in known.values())
    complete = confirmed == len(known)
    if len(known) > 1:
        carriers = typography.plural(confirmed, "porteur")
        text = f"Besoin partagé confirmé par {carriers} sur {len(known)} : {title}"
    else:
        text = f"Besoin partagé {'confirmé' if complete else 'à confirmer'} : {title}"
    return Evidence(typography.french(text), complete=complete, kind=_NEED, object_id=held)


def _from_origins(origins: Sequence[_Told], held: uuid.UUID | None) -> Facts:
    facts: Facts = {}
    diagnostics = {one.diagnostic for one in origins if one.diagnostic is not None}
    if diagnostics:
        told = typography.plural(len(diagnostics), "diagnostic rattaché", "diagnostics rattachés")
        facts["needs.diagnostics_linked"] = Evidence(told, True, _NEED, held)
    # A document without its name cannot be found again: it proves nothing.
    named = [one.kind for one in origins if one.kind != OriginKind.DOCUMENT or one.words[0]]
    for kind, (key, single, several) in _TOLD.items():
        number = named.count(kind)
        if number:
            facts[key] = Evidence(typography.plural(number, single, several), True, _NEED, held)
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
