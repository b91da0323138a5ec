"""What is found of needs, shared needs, problems and diagnostics."""

from collections.abc import Iterator
from dataclasses import replace

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
    """Yield the entries that say the name of an organisation."""
    needs = Need.objects.in_workspace(workspace).current().filter(organisation=organisation)
    for need in needs.select_related("organisation", "theme").order_by("pk").iterator(_LOT):
        yield of_need(need)
    diagnostics = Diagnostic.objects.in_workspace(workspace).current().filter(organisation=organisation)
    for diagnostic in diagnostics.select_related("organisation").order_by("pk").iterator(_LOT):
        yield of_diagnostic(diagnostic)
    offers = Offer.objects.in_workspace(workspace).current().filter(operator=organisation)
    for offer in offers.select_related("operator", "theme").order_by("pk").iterator(_LOT):
        yield of_offer(offer)


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Yield every entry of the needs of a workspace, to build the index again."""
    needs = Need.objects.in_workspace(workspace).select_related("organisation", "theme")
    for need in needs.order_by("pk").iterator(_LOT):
        yield replace(of_need(need), archived=need.is_archived)
    for shared in SharedNeed.objects.in_workspace(workspace).order_by("pk").iterator(_LOT):
        yield replace(of_shared_need(shared), archived=shared.is_archived)
    for sheet in ProblemSheet.objects.in_workspace(workspace).order_by("pk").iterator(_LOT):
        yield replace(of_problem_sheet(sheet), archived=sheet.is_archived)
    diagnostics = Diagnostic.objects.in_workspace(workspace).select_related("organisation")
    for diagnostic in diagnostics.order_by("pk").iterator(_LOT):
        yield replace(of_diagnostic(diagnostic), archived=diagnostic.is_archived)
    offers = Offer.objects.in_workspace(workspace).select_related("operator", "theme")
    for offer in offers.order_by("pk").iterator(_LOT):
        yield replace(of_offer(offer), archived=offer.is_archived)
