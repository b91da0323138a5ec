"""What is done with data about people: the register, as data, with the families that its fields hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings

from copil.core.privacy import Family

FILE = Path(__file__).parent / "data" / "processings.yaml"
NAMES: Mapping[Family, str] = {
    Family.IDENTITY: "identité et fonctions",
    Family.CONTACT: "coordonnées",
    Family.OPINION: "avis et appréciations",
    Family.FINANCIAL: "données financières",
    Family.SENSITIVE: "régimes alimentaires et besoins d’accès",
}
_MONTH, _YEAR = 30, 365


@dataclass(frozen=True)
class Processing:
    """One line of the register, as it is shown."""

    key: str
    title: str
    purpose: str
    basis: str
    people: str
    recipients: str
    retention: str
    models: tuple[str, ...]
    families: tuple[str, ...]


def families_of(label: str) -> set[Family]:
    """Return the families of personal data that the fields of a model hold."""
    model = apps.get_model(label)
    tags: Mapping[str, Mapping[str, Family]] = import_module(f"copil.{model._meta.app_label}.privacy").TAGS
    return {family for family in tags.get(model.__name__, {}).values() if family is not Family.NONE}


def duration(days: int) -> str:
    """Return a number of days as people say it."""
    if days and days % _YEAR == 0:
        years = days // _YEAR
        return f"{years} an{'s' if years > 1 else ''}"
    if days and days % _MONTH == 0:
        return f"{days // _MONTH} mois"
    return f"{days} jour{'s' if days > 1 else ''}"


@lru_cache(maxsize=1)
def register() -> tuple[Processing, ...]:
    """Read the register; the durations are those of the settings."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    days = {name: duration(count) for name, count in settings.RETENTION_DAYS.items()}
    named = {label for row in rows for label in row.get("models", [])}
    return tuple(_processing(row, days, named) for row in rows)


def _models_of(row: Mapping[str, Any], named: Collection[str]) -> list[str]:
    """Return the models that hold data about people in a processing: its own, then those of its apps."""
    of_apps = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in row.get("apps", [])
        and model.__module__.startswith("copil.")
        and model._meta.label not in named
    ]
    return [label for label in [*row.get("models", []), *of_apps] if families_of(label)]


def _processing(row: Mapping[str, Any], days: Mapping[str, str], named: Collection[str]) -> Processing:
    models = _models_of(row, named)
    held = set().union(*(families_of(label) for label in models))
    return Processing(
        key=row["key"],
        title=row["title"],
        purpose=row["purpose"],
        basis=row["basis"],
        people=row["people"],
        recipients=row["recipients"],
        retention=row["retention"].format_map(days),
        models=tuple(models),
        families=tuple(words for family, words in NAMES.items() if family in held),
    )
