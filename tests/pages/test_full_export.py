"""A workspace leaves with everything, and comes back the same."""

from pathlib import Path

import pytest
from django.apps import apps
from django.test import override_settings
from django.utils import timezone

from copil.identity.models import Network, Workspace
from copil.journal import actions as journal
from copil.pages import search_sources
from copil.pages.full_export import bringing, left_out, parts
from copil.search.models import SearchEntry
from tests.access.world import World, build
from tests.pages.leaving import data_of, export, forget, manifest_of

NO_STEP = lambda done, total: None  # noqa: E731  # a progress nobody looks at


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    """A workspace with an object for each address of the application."""
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        return build("partante")


def test_somebody_decided_of_every_model_and_field() -> None:
    assert parts.undecided() == []
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    assert left_out.MODELS.keys() <= models.keys()
    for name in left_out.FIELDS.keys() | left_out.NO_SECRET:
        label, _, field = name.rpartition(".")
        assert field in {one.name for one in models[label]._meta.get_fields()}


def test_a_workspace_comes_back_the_same(world: World, tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        first, second = tmp_path / "first.zip", tmp_path / "second.zip"
        export(world.workspace, first)
        found = search_sources.rebuild(world.workspace, at=timezone.now())
        for workspace in Workspace.objects.all():  # whoever leads a joint initiative keeps it
            forget(workspace, people=True)
        Network.objects.all().delete()
        brought = bringing.bring(first, slug=None, at=timezone.now(), step=NO_STEP)
        assert brought.notices == []
        export(brought.workspace, second)
        assert data_of(first) == data_of(second)
        assert manifest_of(first)["counts"] == manifest_of(second)["counts"]
        assert journal.verify(brought.workspace) == []
        assert SearchEntry.objects.filter(workspace=brought.workspace).count() == found
