"""French typography: what a reader sees, and that doing it twice changes nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from copil.core import typography
from copil.core.templatetags.copil import typo

NOW = dt.datetime(2026, 10, 6, 15, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi ? Parce que.", "Pourquoi\u00a0? Parce que."),
        ("Pourquoi?", "Pourquoi\u00a0?"),
        ("Budget: à voir", "Budget\u00a0: à voir"),
        ("à 10:30", "à 10:30"),
        ("l'élue d'ici", "l’élue d’ici"),
        ("« Mobilités »", "«\u00a0Mobilités\u00a0»"),
        ("«Mobilités»", "«\u00a0Mobilités\u00a0»"),
        ("24 300 € et 5 %", "24\u00a0300\u00a0€ et 5\u00a0%"),
        ("9 h 30, 15 min, 3 km", "9\u00a0h\u00a030, 15\u00a0min, 3\u00a0km"),
        ("copil n° 4 de Mme Roy", "copil n°\u00a04 de Mme\u00a0Roy"),
        ("trop fin\u202f;", "trop fin\u00a0;"),
        (
            "voir https://exemple.fr/a?b=1;c ou a.b@exemple.fr",
            "voir https://exemple.fr/a?b=1;c ou a.b@exemple.fr",
        ),
        ("&lt;b&gt; &amp; l&#x27;eau ; fin", "&lt;b&gt; &amp; l’eau\u00a0; fin"),
        ("seul &#x27; ici", "seul &#x27; ici"),
        ('<a href="/a?b;c" title="d ; e">f ; g</a>', '<a href="/a?b;c" title="d ; e">f\u00a0; g</a>'),
    ],
)
def test_spaces_and_apostrophes(typed: str, shown: str) -> None:
    assert typography.french(typed) == shown


@given(st.text(alphabet=list("ab1 2:;?!»«'’&#x7;<>%€.,@/\u00a0\u202f\nhn°"), max_size=60))
def test_twice_is_the_same_as_once(text: str) -> None:
    once = typography.french(text)
    assert typography.french(once) == once


@given(st.text(alphabet=list("a &<>\"';:?«»"), max_size=40))
def test_the_filter_never_lets_a_tag_through(text: str) -> None:
    shown = typo(text)
    assert isinstance(shown, SafeString)
    assert not set("<>\"'") & set(shown)


def test_the_filter_keeps_html_that_is_already_safe() -> None:
    assert typo(SafeString("<b>Oui !</b>")) == "<b>Oui\u00a0!</b>"


@pytest.mark.parametrize("run", ["a", " ", "«", "<", "&", "1 ", "a.", "\u00a0"])
@pytest.mark.timeout(60)  # a fraction of a second; minutes if a pattern were to look back over the whole text
def test_a_long_text_does_not_hang_the_page(run: str) -> None:
    shown = typography.french(run * 40_000)
    assert typography.french(shown) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (24300, "24\u00a0300"),
        (1204.5, "1\u00a0204,5"),
        (Decimal("3.10"), "3,1"),
        (-7, "−7"),
        (1_500_000, "1\u00a0500\u00a0000"),
    ],
)
def test_numbers(value: int | float | Decimal, shown: str) -> None:
    assert typography.number(value) == shown


def test_amounts_show_cents_only_when_there_are_some() -> None:
    assert typography.money(Decimal("24300.00")) == "24\u00a0300\u00a0€"
    assert typography.money(Decimal("24300.5")) == "24\u00a0300,50\u00a0€"


def test_days_in_every_style() -> None:
    day = dt.date(2026, 10, 6)
    shown = {
        style: typography.day(day, style) for style in ("long", "medium", "near", "short", "tiny", "month")
    }
    assert shown == {
        "long": "mardi 6\u00a0octobre 2026",
        "medium": "6\u00a0octobre 2026",
        "near": "mardi 6\u00a0octobre",
        "short": "6\u00a0oct. 2026",
        "tiny": "6\u00a0oct.",
        "month": "octobre 2026",
    }
    assert typography.day(dt.date(2026, 11, 1)) == "dimanche 1er\u00a0novembre 2026"


def test_instants_are_told_in_local_time() -> None:
    late = dt.datetime(2026, 10, 6, 22, 5, tzinfo=dt.UTC)
    assert typography.instant(late) == "7\u00a0octobre 2026 à 0\u00a0h\u00a005"
    assert typography.hour(dt.time(14)) == "14\u00a0h"


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (NOW - dt.timedelta(seconds=20), "à l’instant"),
        (NOW - dt.timedelta(minutes=12), "il y a\u00a012\u00a0min"),
        (NOW - dt.timedelta(hours=3), "il y a\u00a03\u00a0h"),
        (NOW + dt.timedelta(hours=2), "dans\u00a02\u00a0h"),
        (NOW - dt.timedelta(hours=20), "hier"),
        (NOW - dt.timedelta(days=3), "il y a\u00a03\u00a0jours"),
        (NOW + dt.timedelta(days=1), "demain"),
        (dt.date(2026, 10, 6), "aujourd’hui"),
        (dt.date(2026, 8, 1), "il y a\u00a02\u00a0mois"),
        (dt.date(2025, 10, 5), "il y a\u00a01\u00a0an"),
        (dt.date(2020, 10, 5), "il y a\u00a06\u00a0ans"),
    ],
)
def test_how_long_ago(when: dt.date, shown: str) -> None:
    assert typography.since(when, now=NOW) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nadia Benhaddou", "NB"),
        ("Jean-Marc de La Tour", "JT"),
        ("Élise", "É"),
        ("l&#x27;Hermite", "L"),
        ("", "?"),
        ("de la", "DL"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert typography.initials(name) == shown


def test_the_plural_starts_at_two() -> None:
    assert [typography.plural(count, "réponse") for count in (0, 1, 2)] == [
        "0\u00a0réponse",
        "1\u00a0réponse",
        "2\u00a0réponses",
    ]
    assert typography.plural(3, "journal", "journaux") == "3\u00a0journaux"
    assert typography.plural(1.5, "jour") == "1,5\u00a0jour"
