"""What a carrier that leaves an initiative takes away from its governance, told before it confirms."""

from copil.core import typography
from copil.core.typography import french
from copil.governance.models import Mandate, MandateQuerySet, RoleHolding, Validation
from copil.governance.models.gates import GovernedQuerySet
from copil.governance.models.roles import RoleHoldingQuerySet
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative

_NAMED = 6


def mandates_of(initiative: Initiative, workspace: Workspace) -> MandateQuerySet:
    """Return the mandates that a carrier gave in the bodies of an initiative, without an end."""
    rows = Mandate.objects.current().filter(body__initiative=initiative, workspace=workspace, ends_on=None)
    return rows.select_related("person", "body__workspace").order_by(
        "body__name_key", "person__name_key", "pk"
    )


def holdings_of(initiative: Initiative, workspace: Workspace) -> RoleHoldingQuerySet:
    """Return the roles that a carrier gave in an initiative, without an end."""
    rows = RoleHolding.objects.held().filter(initiative=initiative, workspace=workspace)
    return rows.select_related("person", "initiative", "workspace").order_by("role", "pk")


def validations_of(initiative: Initiative, workspace: Workspace) -> GovernedQuerySet:
    """Return the opinions in force on the side of a carrier."""
    rows = Validation.objects.current().filter(initiative=initiative, workspace=workspace, replaced_at=None)
    return rows.select_related("workspace", "body", "organisation", "person", "initiative").order_by(
        "source", "pk"
    )


def told(initiative: Initiative, workspace: Workspace) -> list[str]:
    """Return what will happen, a sentence for each kind of thing (three queries)."""
    said = []
    mandates = list(mandates_of(initiative, workspace))
    if mandates:
        count = typography.plural(len(mandates), "mandat finit", "mandats finissent")
        who = _named([f"{one.person} ({one.body.name})" for one in mandates])
        said.append(f"{count} ce jour-là et restent dans l’historique : {who}.")
    holdings = list(holdings_of(initiative, workspace))
    if holdings:
        count = typography.plural(len(holdings), "rôle finit", "rôles finissent")
        who = _named([f"{one.person} ({one.title.lower()})" for one in holdings])
        said.append(f"{count} ce jour-là : {who}.")
    validations = list(validations_of(initiative, workspace))
    if validations:
        count = typography.plural(
            len(validations), "avis de votre côté est clos", "avis de votre côté sont clos"
        )
        who = _named([one.get_source_display().lower() for one in validations])
        said.append(f"{count} avec votre raison, et restent lisibles : {who}.")
    return [french(one) for one in said]


def _named(names: list[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" et {rest} de plus" if rest > 0 else "")
