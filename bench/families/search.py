"""Find the paragraph of a question (PIAF): MRR@10, recall@1 and recall@10, with the product's stems.

References: BM25 over stems, k1 = 0.9 and b = 0.4, on the whole of PIAF v1.0 (761 paragraphs, 3,835
questions): MRR@10 .7596, R@1 .6860, R@10 .8975. None on another file. "raw words" is the same BM25
without the normaliser; "fts5" is what SQLite answers on the normalised column, as the product asks it.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.formats import Piaf, read_piaf
from bench.ranking import Bm25, reciprocal_rank
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.text.normalise import normalised, query_terms, stems

TOP = 10
WHOLE = (761, 3835)
REFERENCES = {"mrr@10": 0.7596, "r@1": 0.6860, "r@10": 0.8975}

Search = Callable[[str], list[int]]


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each file: three figures for each way to search, over the questions within the budget."""
    for path in paths:
        piaf = read_piaf(path)
        for name, prepare in (("stems", _bm25_stems), ("raw words", _bm25_raw), ("fts5", _fts5)):
            yield from _measure(f"{path.stem} {name}", piaf, prepare, Stopwatch(seconds))


def _measure(name: str, piaf: Piaf, prepare: Callable[[Piaf], Search], watch: Stopwatch) -> Iterator[Result]:
    search = prepare(piaf)
    totals = dict.fromkeys(REFERENCES, 0.0)
    asked = 0
    queries = watch.restarted()
    for question in piaf.questions:
        if watch.over:
            break
        ranking = search(question.text)
        asked += 1
        totals["mrr@10"] += reciprocal_rank(ranking, question.paragraph)
        totals["r@1"] += ranking[:1] == [question.paragraph]
        totals["r@10"] += question.paragraph in ranking
    milliseconds = 1000 * queries.seconds / max(asked, 1)
    complete = asked == len(piaf.questions)
    comparable = complete and name.endswith("stems") and (len(piaf.paragraphs), asked) == WHOLE
    for measure, total in totals.items():
        yield Result(
            family="search",
            instance=f"{name} {measure}",
            value=total / max(asked, 1),
            reference=REFERENCES[measure] if comparable else None,
            seconds=watch.seconds,
            peak_mb=peak_mb(),
            status="ok" if complete else "timeout",
        )
    yield Result(family="search", instance=f"{name} ms per query", value=milliseconds, seconds=watch.seconds)


def _bm25_stems(piaf: Piaf) -> Search:
    index = Bm25([stems(paragraph) for paragraph in piaf.paragraphs], k1=0.9, b=0.4)
    return lambda question: index.top(stems(question), TOP)


def _bm25_raw(piaf: Piaf) -> Search:
    word = re.compile(r"\w+")
    index = Bm25([word.findall(paragraph.lower()) for paragraph in piaf.paragraphs], k1=0.9, b=0.4)
    return lambda question: index.top(word.findall(question.lower()), TOP)


def _fts5(piaf: Piaf) -> Search:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE paragraph USING fts5(text)")
    database.executemany(
        "INSERT INTO paragraph(rowid, text) VALUES (?, ?)",
        [(number, normalised(paragraph)) for number, paragraph in enumerate(piaf.paragraphs)],
    )

    def search(question: str) -> list[int]:
        wanted = " OR ".join(f'"{term}"' for term in query_terms(question))
        rows = database.execute(
            "SELECT rowid FROM paragraph WHERE paragraph MATCH ? ORDER BY bm25(paragraph), rowid LIMIT ?",
            [wanted, TOP],
        )
        return [number for (number,) in rows]

    return search
