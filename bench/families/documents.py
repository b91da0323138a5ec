"""Write a report of about ten pages with ten tables and a picture, in each format, in seconds.

Takes no file: the report is made here, 240 rows of five cells, another text each time. "first" is the
first writing of the process (fonts and templates still to be read), "next" the median of other reports,
"same" a report already written once. The reference is the limit to hold, half a second; "pages" counts
those of the PDF.
"""

import datetime
import io
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdf

from bench.result import Result, Stopwatch, peak_mb
from copil.documents.blocks import Block, Document, Figure, Heading, Paragraph, Table
from copil.documents.writers import FORMATS, write

LIMIT_SECONDS = 0.5
REPORTS = 7
PARTS, ROWS = 10, 24
SENTENCE = "Les structures du bassin cherchent ensemble des bénévoles, des salles et du temps. "
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 60" font-size="12" fill="#75205f">'
    '<rect x="90" y="6" width="200" height="18"/><rect x="90" y="34" width="90" height="18"/>'
    '<text x="4" y="20">Recrutement</text><text x="4" y="48">Mobilité</text></svg>'
)


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each format within the budget; the paths are not read."""
    for key in FORMATS:
        yield from _measure(key, Stopwatch(seconds))


def _measure(key: str, watch: Stopwatch) -> Iterator[Result]:
    first, content = _timed(report(0), key)
    times = []
    for number in range(1, REPORTS + 1):
        if watch.over:
            break
        times.append(_timed(report(number), key)[0])
    same, _ = _timed(report(0), key)
    complete = len(times) == REPORTS
    measures = {"first": first, "next": statistics.median(times) if times else None, "same": same}
    for name, value in measures.items():
        yield Result(
            family="documents",
            instance=f"{key} {name}",
            value=value,
            reference=LIMIT_SECONDS,
            seconds=watch.seconds,
            peak_mb=peak_mb(),
            status="ok" if complete else "timeout",
        )
    if key == "pdf":
        pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
        yield Result(family="documents", instance="pdf pages", value=pages, seconds=watch.seconds)


def _timed(document: Document, key: str) -> tuple[float, bytes]:
    watch = Stopwatch()
    content = write(document, key)
    return watch.seconds, content


def report(number: int) -> Document:
    """Return the report of that number: no two share a paragraph or a row."""
    blocks: list[Block] = []
    for part in range(1, PARTS + 1):
        blocks += [
            Heading(1, f"Partie {part}"),
            Paragraph(f"Rapport {number}, partie {part}. {SENTENCE * 6}"),
            _table(number, part),
        ]
    blocks.append(Figure(PICTURE, "Thèmes", "Recrutement 20, mobilité 9.", width=0.6))
    return Document(
        f"Rapport {number}", blocks, organisation="Réseau Marne Solidaire", date=datetime.date(2026, 10, 6)
    )


def _table(number: int, part: int) -> Table:
    rows = [
        [
            f"Association {number}-{part}-{row}",
            "Charenton-le-Pont",
            f"Tenir la permanence du quartier, semaine {row}",
            f"{100 * row}\u00a0€",
            f"{90 * row}\u00a0€",
        ]
        for row in range(1, ROWS + 1)
    ]
    return Table(
        ["Structure", "Commune", "Action", "Prévu", "Acquis"],
        rows,
        caption=f"Actions de la partie {part}",
        numeric=[3, 4],
        widths=[3, 2, 4, 1.3, 1.3],
        row_headers=True,
    )
