"""What every model must hold to: tags, and foreign keys that point down the tower."""

import importlib
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from copil.core.privacy import Family

ROOT = Path(__file__).parents[2]
OURS = [model for model in apps.get_models() if model.__module__.startswith("copil.")]
COVERED = {"id", "key", "workspace", "version", "created_at", "archived_at"}

# What somebody keeps for their own comfort goes with their account.
COMFORT = {"search.RecentSearch.user", "directory.SavedFilter.owner"}


def tower() -> list[str]:
    """Return the apps from the lowest to the highest, as the import contract lists them."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = contract["contracts"][0]["layers"]
    floors = [[name.strip(" ()") for name in layer.replace(":", "|").split("|")] for layer in layers]
    return [name for floor in reversed(floors) for name in floor]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_says_what_it_tells_of_people(model: type[models.Model]) -> None:
    privacy = importlib.import_module(f"copil.{model._meta.app_label}.privacy")
    tags = privacy.TAGS.get(model.__name__)
    assert tags is not None, f"{model.__name__} is not in copil/{model._meta.app_label}/privacy.py"
    names = {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and field.name not in COVERED
    }
    assert names - tags.keys() == set(), "fields without a tag"
    assert tags.keys() - {field.name for field in model._meta.concrete_fields} == set(), (
        "tags without a field"
    )
    assert all(isinstance(tag, Family) for tag in tags.values())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[models.Model]) -> None:
    order = tower()
    for field in model._meta.get_fields(include_hidden=True):
        if not isinstance(field, models.ForeignKey | models.ManyToManyField) or field.auto_created:
            continue
        target = field.related_model._meta.app_label
        assert target in order, f"{field} points outside the tower"
        assert order.index(target) <= order.index(model._meta.app_label), f"{field} points up"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_is_deleted_by_ricochet(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            expected = models.CASCADE if str(field) in COMFORT else models.PROTECT
            assert field.remote_field.on_delete is expected, f"{field} must be {expected.__name__}"


def test_no_model_hides_an_order() -> None:
    assert [model for model in OURS if model._meta.ordering] == []
