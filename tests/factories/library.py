"""Experience sheets and their editions, for tests."""

import datetime as dt
from typing import Any

from copil.identity.models import NetworkMembership, Workspace
from copil.initiatives.models import Initiative, PresentationSheet
from copil.library import actions
from copil.library.enums import Scope, SheetState
from copil.library.models import Edition, ExperienceSheet
from tests.factories.initiatives import InitiativeFactory

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
FILLED: dict[str, Any] = {"typology": "B", "has_collective_support": True, "contents": "Le planning partagé"}


def sheet_of(
    workspace: Workspace,
    *,
    state: SheetState = SheetState.DRAFT,
    initiative: Initiative | None = None,
    **values: Any,
) -> ExperienceSheet:
    """Return a sheet begun from an initiative, then given a state and other words."""
    chosen: Initiative = initiative or InitiativeFactory.create(workspace=workspace)
    PresentationSheet.objects.filter(initiative=chosen).update(**FILLED)
    chosen = Initiative.objects.with_surroundings().get(pk=chosen.pk)
    sheet = actions.begin(initiative=chosen, by=None, at=AT)
    words = {"context": "Des comptes tenus en retard", "state": state, **values}
    ExperienceSheet.objects.filter(pk=sheet.pk).update(**words)
    rows = ExperienceSheet.objects.select_related("workspace", "initiative")
    found: ExperienceSheet = rows.get(pk=sheet.pk)
    return found


def edition_of(
    workspace: Workspace,
    *,
    scope: Scope = Scope.WORKSPACE,
    stay: NetworkMembership | None = None,
    at: dt.datetime = AT,
    **values: Any,
) -> Edition:
    """Return a published edition with these words."""
    sheet = sheet_of(workspace, state=SheetState.READY, **values)
    return actions.publish(sheet=sheet, scope=scope, stay=stay, expected=sheet.version, by=None, at=at)
