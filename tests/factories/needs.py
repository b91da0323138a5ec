"""Themes, diagnostics, needs and shared needs for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from copil.core.text import name_key
from copil.needs.enums import OriginKind
from copil.needs.models import (
    Antecedent,
    Diagnostic,
    Need,
    NeedOrigin,
    Offer,
    PartnerOpinion,
    PlanLine,
    ProblemSheet,
    SharedNeed,
    Theme,
)
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import WorkspaceFactory

HEARD_ON = dt.date(2026, 6, 3)


class ThemeFactory(DjangoModelFactory[Theme]):
    """A theme of the first level."""

    class Meta:
        model = Theme

    workspace = factory.SubFactory(WorkspaceFactory)
    label = factory.Sequence(lambda n: f"Thème {n}")
    label_key = factory.LazyAttribute(lambda one: name_key(one.label))


class DiagnosticFactory(DjangoModelFactory[Diagnostic]):
    """A diagnostic of a structure."""

    class Meta:
        model = Diagnostic

    organisation = factory.SubFactory(OrganisationFactory)
    workspace = factory.SelfAttribute("organisation.workspace")
    date = HEARD_ON


class NeedOriginFactory(DjangoModelFactory[NeedOrigin]):
    """Something heard from a structure."""

    class Meta:
        model = NeedOrigin

    need = factory.SubFactory("tests.factories.needs.NeedFactory", heard=None)
    workspace = factory.SelfAttribute("need.workspace")
    kind = OriginKind.STRUCTURE.value
    date = HEARD_ON


class NeedFactory(DjangoModelFactory[Need]):
    """A loose need, heard once; ``heard=None`` leaves it without origin."""

    class Meta:
        model = Need
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    workspace = factory.SelfAttribute("organisation.workspace")
    text = factory.Sequence(lambda n: f"Trouver un vélo cargo n° {n}")
    heard = factory.RelatedFactory(NeedOriginFactory, factory_related_name="need")


class SharedNeedFactory(DjangoModelFactory[SharedNeed]):
    """A shared need without needs yet."""

    class Meta:
        model = SharedNeed

    workspace = factory.SubFactory(WorkspaceFactory)
    title = "Renouveler les bénévoles qui dirigent"


class ProblemSheetFactory(DjangoModelFactory[ProblemSheet]):
    """The problem of a shared need."""

    class Meta:
        model = ProblemSheet

    shared_need = factory.SubFactory(SharedNeedFactory)
    workspace = factory.SelfAttribute("shared_need.workspace")
    title = "Trouver qui prendra la suite avant 2028"


class PartnerOpinionFactory(DjangoModelFactory[PartnerOpinion]):
    """Somebody asked about a problem, who has not answered."""

    class Meta:
        model = PartnerOpinion

    sheet = factory.SubFactory(ProblemSheetFactory)
    workspace = factory.SelfAttribute("sheet.workspace")
    person = factory.SubFactory(PersonFactory, workspace=factory.SelfAttribute("..workspace"))
    email = "partenaire@ville.example"
    until = dt.date(2026, 12, 24)


class AntecedentFactory(DjangoModelFactory[Antecedent]):
    """Something tried before."""

    class Meta:
        model = Antecedent

    sheet = factory.SubFactory(ProblemSheetFactory)
    workspace = factory.SelfAttribute("sheet.workspace")
    title = "Un cycle de soirées"


class OfferFactory(DjangoModelFactory[Offer]):
    """An offer that holds everywhere, without an end."""

    class Meta:
        model = Offer

    operator = factory.SubFactory(OrganisationFactory)
    workspace = factory.SelfAttribute("operator.workspace")
    title = factory.Sequence(lambda n: f"Prêt de vélos cargo n° {n}")
    title_key = factory.LazyAttribute(lambda one: name_key(one.title))


class PlanLineFactory(DjangoModelFactory[PlanLine]):
    """An action of a plan."""

    class Meta:
        model = PlanLine

    organisation = factory.SubFactory(OrganisationFactory)
    workspace = factory.SelfAttribute("organisation.workspace")
    title = factory.Sequence(lambda n: f"Diagnostic financier n° {n}")
