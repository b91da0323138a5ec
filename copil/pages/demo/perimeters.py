"""Perimeters of the demonstration, all invented, over real communes."""

import datetime as dt
from importlib import resources

from copil.pages.demo.source import Cast, morning
from copil.territories import actions
from copil.territories.forms import kind_named
from copil.territories.models import PerimeterKind

_YEAR = 2026
_FILES = (("PETR", "perimetres-petr.csv", False), ("QPV", "perimetres-qpv.csv", True))


def load_perimeters(cast: Cast) -> None:
    """Load two kinds: whole communes, and parts of communes. Those really loaded here stay as they are."""
    if PerimeterKind.objects.exists():
        return
    at = morning(dt.date(_YEAR, 1, 15))
    for name, file_name, is_partial in _FILES:
        source = resources.files("copil.pages.demo").joinpath("data", file_name)
        with resources.as_file(source) as path:
            kind = kind_named(name, year=_YEAR, is_partial=is_partial, at=at)
            actions.load_perimeters(kind=kind, path=path, file_name=file_name, is_complete=False, at=at)
