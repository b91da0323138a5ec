"""The demonstration once loaded: whole, each row in its workspace, and the figures of the guide."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Sum
from django.test import Client

from copil.governance import exports
from copil.governance.models import Body, Decision
from copil.identity.models import User, Workspace
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Carrier, Initiative, PresentationSheet
from copil.journal.actions import verify
from copil.needs.models import Need, SharedNeed
from copil.pages import demo
from copil.pages.demo.source import read
from copil.search import queries
from copil.territories import actions as territories
from tests.governance.test_register import faults_of

# A row of a joint initiative keeps its own workspace, and names the initiative of another; so do the parts
# that carriers take in a need of their network, and what they share of it.
MAY_CROSS = {
    *(f"{name}.initiative" for name in ("Carrier", "CarrierSheet", "TargetStructure", "TeamMember")),
    "RoleHolding.initiative",
    "MissionLetter.initiative",
    "NetworkPart.network_need",
    "NetworkShare.network_need",
}


@pytest.fixture
def loaded(db: None) -> None:
    territories.load()
    demo.load(today=read("workspaces")["today"])


def test_the_demonstration(loaded: None) -> None:
    assert demo.is_loaded()
    for workspace in Workspace.objects.all():
        assert verify(workspace) == []
    assert crossing_rows() == []
    check_experiences()
    check_journey()
    check_deliberations()


def crossing_rows() -> list[str]:
    """Return the rows that name a row of another workspace."""
    wrong = []
    for model in apps.get_models():
        own = {field.name for field in model._meta.concrete_fields}
        if not model.__module__.startswith("copil.") or "workspace" not in own:
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or field.name == "workspace":
                continue
            target = {one.name for one in field.related_model._meta.concrete_fields}
            if "workspace" not in target or f"{model.__name__}.{field.name}" in MAY_CROSS:
                continue
            rows = model._default_manager.exclude(**{field.name: None})
            rows = rows.exclude(**{f"{field.name}__workspace": None})  # shipped methods are everybody's
            wrong += [
                f"{model.__name__}.{field.name} {row.pk}"
                for row in rows.exclude(**{f"{field.name}__workspace": models.F("workspace")})
            ]
    return wrong


def check_experiences() -> None:
    """Source of the figures: the six experience sheets of the collective engineering guide (AVISE)."""
    finished = Initiative.objects.filter(state=InitiativeState.FINISHED)
    sheets = PresentationSheet.objects.filter(initiative__in=finished)
    totals = sheets.aggregate(structures=Sum("beneficiaries_count"), days=Sum("days"), cost=Sum("cost"))
    assert finished.count() == 6
    assert totals == {"structures": 156, "days": Decimal(40), "cost": Decimal(43_200)}
    carriers = Carrier.objects.filter(initiative__in=finished).values_list("initiative", flat=True)
    several = {pk for pk in carriers if list(carriers).count(pk) > 1}
    assert len(several) == 3


def check_deliberations() -> None:
    """The decisions of the collectivité's body leave in the open format, as its schema asks."""
    body = Body.objects.select_related("authority").get(authority__isnull=False)
    decisions = Decision.objects.adopted().filter(body=body).order_by("number")
    rows = [
        dict(zip(exports.SCDL_HEADER, row, strict=True)) for row in exports.scdl_rows(decisions, body=body)
    ]
    assert exports.lacking_for_scdl(body) == ""
    assert [row["DELIB_ID"] for row in rows] == ["CSVA 2026-01", "CSVA 2026-02"]
    assert [faults_of(row) for row in rows] == [[], []]


def check_journey() -> None:
    """The main workspace has what the first journey needs, seen by who may see it."""
    main = Workspace.objects.get(slug="reseau-marne")
    assert Need.objects.in_workspace(main).count() >= 80
    assert SharedNeed.objects.in_workspace(main).count() == 2 + len(read("networks")["commons"])
    assert queries.find(workspace=main, question="relève").exists()
    password = read("workspaces")["password"]
    client = Client()
    client.post("/connexion/", {"login": "nadia.benhaddou@marne-solidaire.example", "password": password})
    page = client.get("/e/reseau-marne/").content.decode()
    assert "Relève associative en bords de Marne" in page
    assert client.get("/e/boischaut-sud/").status_code == 404
    assert User.objects.count() == 9 + len(read("networks")["accounts"])
