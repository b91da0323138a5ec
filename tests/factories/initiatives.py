"""Methods, initiatives and what belongs to them, for tests."""

import datetime as dt
import functools
from typing import Any

import factory
from factory.django import DjangoModelFactory

from copil.core.text import name_key
from copil.initiatives import method_file
from copil.initiatives.enums import CarrierRole, MarkKind, ObjectiveLevel, TeamRole
from copil.initiatives.models import (
    ActivityMark,
    Carrier,
    Initiative,
    Method,
    Objective,
    PlannedActivity,
    PresentationSheet,
    TargetStructure,
    TeamMember,
)
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import WorkspaceFactory

OPENED_ON = dt.date(2026, 9, 7)
SAID_AT = dt.datetime(2026, 10, 6, 14, 30, tzinfo=dt.UTC)


def shipped_method() -> Method:
    """Return the newest shipped version of the collective engineering method, published when it is not.

    The other shipped methods are left out: a test that wants them publishes them.
    """
    published = Method.objects.filter(workspace=None, key="ingenierie-collective").order_by("number").last()
    return published or Method.objects.create(published_at=SAID_AT, **_engineering())


@functools.cache
def _engineering() -> dict[str, Any]:
    """Return what the row of the collective engineering method holds, made once for all tests."""
    method, digest = next(
        pair for pair in method_file.load_shipped() if pair[0].key == "ingenierie-collective"
    )
    content = method_file.to_json(method)
    return {"key": method.key, "number": 1, "title": method.title, "content": content, "digest": digest}


class CarrierFactory(DjangoModelFactory[Carrier]):
    """A carrier associated with an initiative."""

    class Meta:
        model = Carrier

    initiative = factory.SubFactory("tests.factories.initiatives.InitiativeFactory")
    workspace = factory.SubFactory(WorkspaceFactory)
    role = CarrierRole.ASSOCIATED.value


class PresentationSheetFactory(DjangoModelFactory[PresentationSheet]):
    """An empty presentation sheet."""

    class Meta:
        model = PresentationSheet

    initiative = factory.SubFactory("tests.factories.initiatives.InitiativeFactory", sheet=None)
    workspace = factory.SelfAttribute("initiative.workspace")


class InitiativeFactory(DjangoModelFactory[Initiative]):
    """A running initiative at its first stage, with its lead and an empty sheet."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    workspace = factory.SubFactory(WorkspaceFactory)
    title = factory.Sequence(lambda n: f"Relève associative {n}")
    title_key = factory.LazyAttribute(lambda one: name_key(one.title))
    method = factory.LazyFunction(shipped_method)
    current_stage = "identifier"
    opened_on = OPENED_ON
    lead = factory.RelatedFactory(
        CarrierFactory,
        factory_related_name="initiative",
        role=CarrierRole.LEAD.value,
        workspace=factory.SelfAttribute("..workspace"),
    )
    sheet = factory.RelatedFactory(PresentationSheetFactory, factory_related_name="initiative")


class OfInitiativeFactory(DjangoModelFactory[Any]):
    """What belongs to an initiative, in the workspace of its lead."""

    class Meta:
        abstract = True

    initiative = factory.SubFactory(InitiativeFactory)
    workspace = factory.SelfAttribute("initiative.workspace")


class TeamMemberFactory(OfInitiativeFactory):
    """Somebody who contributes."""

    class Meta:
        model = TeamMember

    person = factory.SubFactory(PersonFactory, workspace=factory.SelfAttribute("..workspace"))
    role = TeamRole.CONTRIBUTOR.value


class ObjectiveFactory(OfInitiativeFactory):
    """An operational objective of its own words."""

    class Meta:
        model = Objective

    level = ObjectiveLevel.OPERATIONAL.value
    text = factory.Sequence(lambda n: f"Former {n} trésorières et trésoriers")


class TargetFactory(OfInitiativeFactory):
    """A structure aimed at."""

    class Meta:
        model = TargetStructure

    organisation = factory.SubFactory(OrganisationFactory, workspace=factory.SelfAttribute("..workspace"))


class MarkFactory(OfInitiativeFactory):
    """An activity attested by hand."""

    class Meta:
        model = ActivityMark

    activity = "1.1.2"
    kind = MarkKind.ATTESTED.value
    note = "Deux collègues d’autres départements ont raconté leur démarche."
    said_at = SAID_AT


class PlannedActivityFactory(OfInitiativeFactory):
    """An activity with a date."""

    class Meta:
        model = PlannedActivity

    activity = "1.1.4"
    due_on = dt.date(2026, 12, 15)
