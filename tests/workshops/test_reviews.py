"""Review meetings: found from the sheets, the group and the plan they reviewed; an action names its own."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.workshops import actions, follow
from copil.workshops.models import ActionSheet
from tests.counting import queries_of
from tests.factories.initiatives import InitiativeFactory
from tests.factories.meetings import STARTS, meeting_of
from tests.workshops.test_plan import AT, gathered

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
SAID = {"state": "doing", "progress": 30, "weather": "sun", "sentence": "Le local est trouvé."}


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made: Initiative = InitiativeFactory.create(workspace=workspace)
    return made


def test_a_review_is_found_from_where_its_actions_are(
    client_for: ClientFor, pilote: User, membre: User, workspace: Workspace, initiative: Initiative
) -> None:
    action, _ = gathered(initiative, "Louer un minibus", "Relier les arrêts")
    sheet, other = ActionSheet.objects.order_by("title_key")
    actions.state_progress(sheet=sheet, values=SAID, by=pilote, at=AT)
    client, of = client_for(membre), {"workspace": workspace.slug}
    pages = {
        "sheets": {"pk": initiative.pk},
        "plan": {"pk": initiative.pk},
        "plan_action": {"pk": initiative.pk, "action": action.pk},
        "group": {"pk": sheet.group_id},
    }
    addresses = [reverse(f"workshops:{name}", kwargs={**of, **kwargs}) for name, kwargs in pages.items()]
    before = [queries_of(client, one) for one in addresses]
    assert "Réunions de revue" not in client.get(addresses[0]).content.decode()
    meeting = meeting_of(workspace, initiative=initiative, title="Point d’étape")
    for progress in (40, 60):
        told = {**SAID, "progress": progress, "meeting": meeting}
        actions.state_progress(sheet=sheet, values=told, by=pilote, at=AT)
    held = reverse("meetings:meeting", kwargs={**of, "pk": meeting.pk})
    of_action = addresses.pop(2)
    assert f'<a href="{held}">en réunion</a>' in client.get(of_action).content.decode()
    assert queries_of(client, of_action) == before.pop(2)
    for address in addresses:
        page = client.get(address).content.decode().replace("\u00a0", " ")
        assert f'href="{held}">Point d’étape, 10 décembre 2026' in page, address
        assert "1 action passée en revue" in page, address
        assert "Louer un minibus</a> : en cours, 60 %" in page, address
    assert [queries_of(client, one) for one in addresses] == before
    elsewhere = reverse("workshops:group", kwargs={**of, "pk": other.group_id})
    assert "Point d’étape" not in client.get(elsewhere).content.decode()


def test_the_latest_review_comes_first_and_one_put_aside_is_not_shown(
    pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    gathered(initiative, "Louer un minibus")
    sheet = ActionSheet.objects.get()
    made = [
        meeting_of(workspace, initiative=initiative, title=title, starts_at=STARTS + dt.timedelta(days=days))
        for title, days in (("Première", 0), ("Dernière", 30), ("Mise de côté", 60))
    ]
    for one in made:
        actions.state_progress(sheet=sheet, values={**SAID, "meeting": one}, by=pilote, at=AT)
    type(made[2]).objects.filter(pk=made[2].pk).update(archived_at=AT)
    found = follow.reviews_of(ActionSheet.objects.all())
    assert [one.meeting.title for one in found] == ["Dernière", "Première"]
