"""The benchmark runner, its readers and its measures."""

import json
from pathlib import Path

import pytest

from bench.__main__ import family_names, main
from bench.families.needs import bcubed
from bench.formats import read_needs, read_piaf, read_sts, read_titles
from bench.ranking import Bm25, reciprocal_rank, spearman
from bench.result import Result


@pytest.fixture
def piaf(tmp_path: Path) -> Path:
    paragraphs = [
        {"context": "La trésorerie de l’association est tenue par un bénévole.", "qas": []},
        {
            "context": "Le gymnase ouvre à dix-huit heures.",
            "qas": [{"question": "Quand ouvrent les gymnases ?"}],
        },
    ]
    path = tmp_path / "piaf.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_search_prints_one_json_object_a_line(piaf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(read_piaf(piaf).paragraphs) == 2
    assert main(["search", "--json", str(piaf)]) == 0
    printed = capsys.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert set(lines[0]) == {
        *("family", "instance", "value", "reference", "gap", "seconds", "peak_mb", "status")
    }
    values = {line["instance"]: line["value"] for line in lines}
    assert values["piaf stems mrr@10"] == values["piaf fts5 r@1"] == 1.0
    assert all(line["reference"] is None for line in lines), "not the whole of PIAF"
    assert printed.err == ""


def test_a_failure_is_a_result_and_the_next_file_is_read(
    piaf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", str(piaf.with_name("absent.json")), str(piaf)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (lines[0]["status"], lines[0]["instance"]) == ("error", "absent.json")
    assert lines[1]["status"] == "ok"


def test_an_unknown_family_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unknown"]) == 2
    assert f"known: {', '.join(family_names())}" in capsys.readouterr().err
    assert {"needs", "search", "similarity"} <= set(family_names())


def test_similarity_of_pairs_and_of_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        "Il joue.,Il joue.,5.0\nUn chien court vite.,Un chien court.,3\nUn chat.,Une usine.,0.0\n",
        encoding="utf-8",
    )
    assert read_sts(pairs)[2].score == 0.0
    (tmp_path / "town.pb").write_text(
        "META\nkey;value\nunit;Ville\ninstance;2022\nPROJECTS\nproject_id;name;category\n"
        + "".join(f"{number};Planter des arbres {number};Nature\n" for number in range(60))
        + "VOTES\nvoter_id;vote\n1;2\n",
        encoding="utf-8",
    )
    assert len(read_titles(tmp_path)["Ville 2022"]) == 60
    assert main(["similarity", "--json", str(pairs), str(tmp_path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["value"] for line in lines} == {1.0}


def test_the_gap_is_relative_and_signed() -> None:
    result = Result(family="f", instance="i", value=9.0, reference=10.0, seconds=None)
    assert result.gap == pytest.approx(-0.1)
    assert Result(family="f", instance="i", value=9.0, seconds=None).gap is None


def test_measures_on_small_examples() -> None:
    assert reciprocal_rank([4, 7, 2], 2) == pytest.approx(1 / 3)
    assert reciprocal_rank([4], 2) == 0.0
    assert spearman([1, 2, 3, 4], [10, 20, 40, 30]) == pytest.approx(0.8)
    assert spearman([1, 1, 2], [1, 1, 2]) == pytest.approx(1.0)
    index = Bm25([["local", "local"], ["local", "salle"], ["site"]], k1=0.9, b=0.4)
    assert index.top(["salle", "local"], 2) == [1, 0]
    precision, recall, _ = bcubed([["a", "b"], ["c"]], {"a": "x", "b": "y", "c": "x"})
    assert precision == pytest.approx(2 / 3)
    assert recall == pytest.approx(2 / 3)


def test_filed_needs_are_measured_with_and_without_their_themes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "needs.yaml"
    path.write_text(
        "needs:\n"
        "- {ref: a, text: Partager un minibus, theme: x, cluster: bus}\n"
        "- {ref: b, text: Louer un minibus, theme: x, cluster: bus}\n"
        "- {ref: c, text: Refaire le site}\n",
        encoding="utf-8",
    )
    assert main(["needs", "--json", str(path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["value"] for line in lines] == [1.0] * 6


def test_the_needs_of_the_benchmark_are_told_in_several_ways() -> None:
    folder = Path(__file__).parents[2] / "bench" / "data"
    for name in ("needs_fr.toml", "needs_kept_aside_fr.toml"):
        needs = read_needs(folder / name)
        assert all(len(need.ways) >= 3 and len(set(need.ways)) == len(need.ways) for need in needs)
