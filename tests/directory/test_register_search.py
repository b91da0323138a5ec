"""A name, a place, a number: what the register answers."""

from pathlib import Path

import pytest

from copil.directory.models import RegisterEntry
from copil.directory.registers import loading, search
from copil.territories.models import Territory
from tests.directory.rna import extract

ROWS = [
    {"id": "W941000001", "titre": "ASSOCIATION LES AMIS DU MOULIN"},
    {"id": "W941000002", "titre": "LES AMIS DU MOULIN ROUGE", "position": "D", "date_disso": "2019-01-01"},
    {"id": "W941000003", "titre": "COMITÉ DES FÊTES DE CHARENTON", "titre_court": "CFC"},
    {"id": "W361000004", "titre": "COMITE DES FETES", "adrs_codeinsee": "36202", "adrs_codepostal": "36250",
     "adrs_libcommune": "SAINT-MAUR"},
    {"id": "W361000005", "titre": "L'Œuvre d'ici", "siret": "81234567600017", "adrs_codeinsee": "36249",
     "adrs_codepostal": "36110", "adrs_libcommune": "SAINT-MAUR"},
]  # fmt: skip  # a table reads by its lines


@pytest.fixture
def register(tmp_path: Path, communes: dict[str, Territory]) -> dict[str, Territory]:
    path = tmp_path / "rna_waldec_20261101.csv"
    path.write_bytes(extract(ROWS))
    loading.load(path, register="rna", dry_run=False, progress=lambda *_: None)
    return communes


def found(typed: str, place: Territory | None = None) -> list[str]:
    return [entry.identifier[-1] for entry in search.entries(search.find(typed, place=place).keys)]


def test_words_in_any_order_without_accents(register: dict[str, Territory]) -> None:
    assert found("moulin amis") == ["1", "2"]
    assert found("fetes comite") == ["4", "3"]
    assert found("oeuvre ici") == ["5"]
    assert found("CFC") == ["3"]
    assert found("rien de tel") == []
    assert found("") == []


def test_the_same_name_comes_first_and_what_is_closed_after(register: dict[str, Territory]) -> None:
    assert found("Comité des fêtes") == ["4", "3"]
    assert found("les amis du moulin rouge")[0] == "2"


def test_a_last_word_still_being_typed(register: dict[str, Territory]) -> None:
    assert found("amis mou") == ["1", "2"]
    assert found("comite des fet") == ["4", "3"]
    assert found("mo") == []


def test_a_place_of_any_level(register: dict[str, Territory]) -> None:
    assert found("comite fetes", register["36202"]) == ["4"]
    assert found("comite fetes", register["94"]) == ["3"]
    assert found("", register["36"]) == ["4", "5"]
    assert found("oeuvre", register["94018"]) == []


@pytest.mark.parametrize("typed", ["812 345 676 00017", "812345676", "W361000005", "w361000005"])
def test_a_number(typed: str, register: dict[str, Territory]) -> None:
    assert found(typed) == ["5"]


@pytest.mark.parametrize(
    "typed",
    ['"', "' | '", "a:*", "NEAR(a b)", "-moulin", "\x00", "%", "zd94 OR 1", "\\", "('", "é" * 300, "½"],
)
def test_whatever_is_typed_is_answered(typed: str, register: dict[str, Territory]) -> None:
    assert isinstance(found(typed), list)


def test_a_question_that_is_too_vague_is_cut(
    register: dict[str, Territory], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 1)
    answer = search.find("comite fetes")
    assert answer.is_cut
    assert not search.find("comite fetes", place=register["94"]).is_cut


def test_a_new_name_replaces_the_old_one(register: dict[str, Territory], tmp_path: Path) -> None:
    path = tmp_path / "rna_waldec_20261201.csv"
    path.write_bytes(extract([{"id": "W941000001", "titre": "LES GARDIENS DU PHARE"}]))
    loading.load(path, register="rna", dry_run=False, progress=lambda *_: None)
    assert found("gardiens phare") == ["1"]
    assert found("amis moulin") == ["2"]
    assert RegisterEntry.objects.count() == len(ROWS)
