"""Readers of the public files that the benchmarks use; nothing of the product reads these formats."""

import csv
import json
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import yaml

from copil.algorithms.voting.election import Election


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the number of the paragraph that holds its answer."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Piaf:
    """Paragraphs and the questions asked about them."""

    paragraphs: tuple[str, ...]
    questions: tuple[Question, ...]


def read_piaf(path: Path) -> Piaf:
    """Read a PIAF file: SQuAD-like JSON, `data[].paragraphs[].context` and `.qas[].question`."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    read = [paragraph for article in articles for paragraph in article["paragraphs"]]
    return Piaf(
        paragraphs=tuple(paragraph["context"] for paragraph in read),
        questions=tuple(
            Question(asked["question"], number)
            for number, paragraph in enumerate(read)
            for asked in paragraph["qas"]
        ),
    )


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two sentences and how similar people judged them, 0 to 5."""

    one: str
    other: str
    score: float


def read_sts(path: Path) -> list[ScoredPair]:
    """Read an STS benchmark file: CSV without a header, two sentences and a score."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [ScoredPair(one, other, float(score)) for one, other, score in csv.reader(lines)]


@dataclass(frozen=True, slots=True)
class ToldNeed:
    """A need, its theme, and the ways in which people tell it."""

    key: str
    theme: str
    ways: tuple[str, ...]


def read_needs(path: Path) -> list[ToldNeed]:
    """Read a TOML file of needs: one table a need, `theme` and `ways`."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [ToldNeed(key, table["theme"], tuple(table["ways"])) for key, table in tables.items()]


@dataclass(frozen=True, slots=True)
class FiledNeed:
    """A need as recorded, its theme, and the key of the group that people put it in (None: alone)."""

    key: str
    text: str
    theme: str | None
    cluster: str | None


def read_filed_needs(path: Path) -> list[FiledNeed]:
    """Read a YAML file of needs, as the demonstration: `needs[]` of `ref`, `text`, `theme`, `cluster`."""
    filed = yaml.safe_load(path.read_text(encoding="utf-8"))["needs"]
    return [FiledNeed(one["ref"], one["text"], one.get("theme"), one.get("cluster")) for one in filed]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a project and the category that its town filed it under."""

    text: str
    category: str


def read_titles(folder: Path) -> dict[str, list[Title]]:
    """Read the titles of all the Pabulib files (`.pb`) of a folder, by town and year.

    Files without a category are left out; the same title in two files of a town counts once a file.
    """
    titles: dict[str, list[Title]] = {}
    for path in sorted(folder.glob("*.pb")):
        sections = _pabulib_sections(path)
        meta = dict(row[:2] for row in sections["META"])
        header, *rows = sections["PROJECTS"]
        if "category" in header and "name" in header:
            held = titles.setdefault(f"{meta['unit']} {meta['instance']}", [])
            name, category = header.index("name"), header.index("category")
            held += [Title(row[name], row[category]) for row in rows if row[category]]
    return {place: held for place, held in titles.items() if held}


@dataclass(frozen=True, slots=True)
class Budgeting:
    """A participatory budget: its election, how votes were cast, and what was chosen if the file says so."""

    election: Election
    vote_type: str
    rule: str
    selected: frozenset[str] | None


def read_budgeting(path: Path) -> Budgeting:
    """Read a Pabulib file (`.pb`): one point an approved or ranked project, or the points given."""
    sections = _pabulib_sections(path)
    meta = dict(row[:2] for row in sections["META"] if len(row) > 1)
    header, *rows = sections["PROJECTS"]
    projects = [dict(zip(header, row, strict=False)) for row in rows]
    header, *rows = sections["VOTES"]
    votes = [dict(zip(header, row, strict=False)) for row in rows]
    selected = None
    if projects and "selected" in projects[0]:
        selected = frozenset(one["project_id"] for one in projects if one["selected"] == "1")
    return Budgeting(
        Election(
            budget=Fraction(meta["budget"].replace(",", ".")),
            costs={one["project_id"]: Fraction(one["cost"].replace(",", ".")) for one in projects},
            ballots=[_points(vote) for vote in votes],
        ),
        meta.get("vote_type", "approval"),
        meta.get("rule", ""),
        selected or None,
    )


def _points(vote: dict[str, str]) -> dict[str, int]:
    named = [name.strip() for name in vote.get("vote", "").split(",") if name.strip()]
    given = [int(float(points)) for points in vote.get("points", "").split(",") if points.strip()]
    return dict(zip(named, given, strict=True)) if given else dict.fromkeys(named, 1)


@dataclass(frozen=True, slots=True)
class Tallied:
    """A table of grades: votes by grade (worst first) for each option, what is missing, expected ranks."""

    title: str
    tallies: dict[str, tuple[int, ...]]
    voters: int | None
    mode: str
    default: int
    ranks: dict[str, int]


def read_tallies(path: Path) -> list[Tallied]:
    """Read tallies: a JSON list of tables (`tallies`, `ranks`, `mode`), or shares by name with a ranking."""
    read = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(read, dict):
        ranking = read["mj_ranking"]
        tallies = {name: tuple(round(part * 10_000) for part in read["shares"][name]) for name in ranking}
        ranks = {name: number for number, name in enumerate(ranking, start=1)}
        return [Tallied(path.stem, tallies, None, "Normalized", 0, ranks)]
    return [
        Tallied(
            table["title"],
            {str(number): tuple(tally) for number, tally in enumerate(table["tallies"])},
            table.get("participants") if max(map(sum, table["tallies"])) <= table["participants"] else None,
            table.get("mode", "StaticDefault"),
            table.get("default", 0),
            {str(number): rank for number, rank in enumerate(table["ranks"])},
        )
        for table in read
    ]


def _pabulib_sections(path: Path) -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        current: list[list[str]] = []
        for row in csv.reader(lines, delimiter=";"):
            if len(row) == 1 and row[0].strip() in {"META", "PROJECTS", "VOTES"}:
                current = sections.setdefault(row[0].strip(), [])
            elif row:
                current.append([cell.strip() for cell in row])
    return sections


@dataclass(frozen=True, slots=True)
class Diversity:
    """A maximally diverse grouping: how many elements, the least and most of each group, the distances."""

    least: tuple[int, ...]
    most: tuple[int, ...]
    distances: list[list[float]]


def read_mdgp(path: Path) -> Diversity:
    """Read an instance of MDGPLIB: `n G ds|ss least1 most1 …`, then a line `i j distance` for each pair."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    number, groups, _, *bounds = first.split()
    distances = [[0.0] * int(number) for _ in range(int(number))]
    for one, other, value in (line.split() for line in lines if line.strip()):
        distances[int(one)][int(other)] = distances[int(other)][int(one)] = float(value)
    sizes = tuple(int(value) for value in bounds[: 2 * int(groups)])
    return Diversity(least=sizes[::2], most=sizes[1::2], distances=distances)
