"""What is found of needs, shared needs, problems and diagnostics."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet

from copil.core import typography
from copil.directory.search_entries import departement_of
from copil.identity.models import Workspace, reference
from copil.needs.models import Diagnostic, Need, Offer, ProblemSheet, SharedNeed
from copil.search.actions import Entry

_LOT = 1_000
_SHEET_TEXTS = ("context", "stakes", "needs_summary", "origin", "validation", "earlier_experiences")


def of_need(need: Need) -> Entry:
    """Return the entry of a need (organisation and theme already fetched)."""
    kind, identifier = reference(need)
    theme = need.theme.label if need.theme else ""
    facts = (need.organisation.name, theme)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=need.text,
        excerpt=" · ".join(fact for fact in facts if fact),
        text=f"{need.text} {theme}".strip(),
        place=departement_of(need.organisation.commune_id),
        day=need.created_at.date(),
        passages=False,
    )


def of_shared_need(shared: SharedNeed) -> Entry:
    """Return the entry of a shared need."""
    kind, identifier = reference(shared)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=shared.title,
        excerpt=shared.summary,
        text=shared.summary,
        day=shared.created_at.date(),
    )


def of_problem_sheet(sheet: ProblemSheet) -> Entry:
    """Return the entry of a problem."""
    kind, identifier = reference(sheet)
    text = " ".join(filter(None, (getattr(sheet, name) for name in _SHEET_TEXTS)))
    return Entry(
        kind=kind,
        object_id=identifier,
        title=sheet.title,
        excerpt=sheet.context,
        text=text,
        day=sheet.created_at.date(),
    )


def of_diagnostic(diagnostic: Diagnostic) -> Entry:
    """Return the entry of a diagnostic (organisation already fetched)."""
    kind, identifier = reference(diagnostic)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=f"{diagnostic.get_kind_display()}, {diagnostic.organisation.name}",
        excerpt=typography.day(diagnostic.date, "medium"),
        text=diagnostic.summary,
        place=departement_of(diagnostic.organisation.commune_id),
        day=diagnostic.date,
    )


def of_offer(offer: Offer) -> Entry:
    """Return the entry of an offer (operator and theme already fetched)."""
    kind, identifier = reference(offer)
    facts = (offer.operator.name, offer.get_kind_display())
    told = (offer.content, offer.operator.name, offer.sector, offer.funding_line)
    theme = offer.theme.label if offer.theme else ""
    return Entry(
        kind=kind,
        object_id=identifier,
        title=offer.title,
        excerpt=" · ".join(facts),
        text=" ".join(part for part in (*told, theme) if part),
        place=departement_of(offer.operator.commune_id),
        day=offer.created_at.date(),
    )


def of_organisation(workspace: Workspace, *, organisation: str) -> Iterator[Entry]:
    """Yield the entries that say the name of an organisation, those of the archives included."""
    yield from _of_needs(Need.objects.in_workspace(workspace).filter(organisation=organisation))
    yield from _of_diagnostics(Diagnostic.objects.in_workspace(workspace).filter(organisation=organisation))
    yield from _of_offers(Offer.objects.in_workspace(workspace).filter(operator=organisation))


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Yield every entry of the needs of a workspace, to build the index again."""
    yield from _of_needs(Need.objects.in_workspace(workspace))
    for shared in SharedNeed.objects.in_workspace(workspace).order_by("pk").iterator(_LOT):
        yield replace(of_shared_need(shared), archived=shared.is_archived)
    for sheet in ProblemSheet.objects.in_workspace(workspace).order_by("pk").iterator(_LOT):
        yield replace(of_problem_sheet(sheet), archived=sheet.is_archived)
    yield from _of_diagnostics(Diagnostic.objects.in_workspace(workspace))
    yield from _of_offers(Offer.objects.in_workspace(workspace))


def _of_needs(rows: QuerySet[Need]) -> Iterator[Entry]:
    for need in rows.select_related("organisation", "theme").order_by("pk").iterator(_LOT):
        yield replace(of_need(need), archived=need.is_archived)


def _of_diagnostics(rows: QuerySet[Diagnostic]) -> Iterator[Entry]:
    for diagnostic in rows.select_related("organisation").order_by("pk").iterator(_LOT):
        yield replace(of_diagnostic(diagnostic), archived=diagnostic.is_archived)


def _of_offers(rows: QuerySet[Offer]) -> Iterator[Entry]:
    for offer in rows.select_related("operator", "theme").order_by("pk").iterator(_LOT):
        yield replace(of_offer(offer), archived=offer.is_archived)
