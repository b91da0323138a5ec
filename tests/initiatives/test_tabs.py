"""The pages of an initiative in groups: every page is in one, the current one is said."""

import re

import pytest
from django.urls import get_resolver

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import tabs
from tests.factories.initiatives import InitiativeFactory

_CURRENT = re.compile(r'<a href="[^"]+" aria-current="(page|true)">([^<]+)</a>')


def test_each_page_is_in_one_group_and_exists() -> None:
    listed = [tab for group in tabs.GROUPS for tab in group.tabs]
    assert len({tab.key for tab in listed}) == len(listed)
    resolver = get_resolver()
    for tab in listed:
        app, name = tab.url_name.split(":")
        assert name in resolver.namespace_dict[app][1].reverse_dict, tab


@pytest.mark.django_db
def test_the_group_and_the_page_where_one_stands_are_said(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    client, root = client_for(pilote), f"/e/reseau-marne/demarches/{initiative.pk}/"

    def said(address: str) -> list[tuple[str, str]]:
        page = client.get(root + address).content.decode().split("<main")[1]
        found: list[tuple[str, str]] = _CURRENT.findall(page)
        return found

    assert said("") == [("page", "Cockpit")]
    assert said("lettres/") == [("true", "Réunir"), ("page", "Lettres de mission")]
    assert said("avis/") == [("true", "Décider"), ("page", "Avis")]
    page = client.get(f"{root}lettres/").content.decode()
    assert all(f">{group.label}</a>" in page for group in tabs.GROUPS)
    assert all(f">{tab.label}</a>" in page for tab in tabs.GROUPS[3].tabs)
