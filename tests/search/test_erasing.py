"""What somebody kept for their own comfort does not hold back the erasure of their account."""

from django.utils import timezone

from copil.directory.models import SavedFilter
from copil.identity.models import User, Workspace
from copil.search import recent
from copil.search.models import RecentSearch
from tests.factories.identity import UserFactory


def test_a_user_is_erased_with_their_searches_and_filters(workspace: Workspace, pilote: User) -> None:
    leaving = UserFactory.create()
    for user in (leaving, pilote):
        recent.remember(user=user, workspace=workspace, question="jardin partagé", at=timezone.now())
        SavedFilter.objects.create(
            workspace=workspace, owner=user, list_kind="organisations", name="Les miennes", query="q=x"
        )
    leaving.delete()
    assert [one.user for one in RecentSearch.objects.all()] == [pilote]
    assert [one.owner for one in SavedFilter.objects.all()] == [pilote]
