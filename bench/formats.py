"""Readers of the public files that the benchmarks use; nothing of the product reads these formats."""

import csv
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path


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
