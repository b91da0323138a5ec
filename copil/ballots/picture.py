"""The drawing of a result: a bar a proposal, cut by mention for the majority judgment."""

from dataclasses import dataclass

from copil.ballots.counting import Result

WIDTH = 360
_ROW, _BAR = 48, 18


@dataclass(frozen=True)
class Segment:
    """A part of a bar: where it begins, how long it is, how dark."""

    x: int
    width: int
    shade: str


@dataclass(frozen=True)
class Bar:
    """A proposal: its words above its bar."""

    label: str
    figure: str
    text_y: int
    y: int
    chosen: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole figure; ``middle`` is where the middle voter stands, None where it means nothing."""

    height: int
    bars: tuple[Bar, ...]
    middle: int | None


def drawn(result: Result) -> Drawing:
    """Return the drawing of a result, in units of the figure."""
    bars = []
    for place, line in enumerate(result.lines):
        top = place * _ROW
        segments = _cut(line.parts) if line.parts else (Segment(0, round(line.share * WIDTH), "1"),)
        short = line.label if len(line.label) <= 40 else f"{line.label[:39]}…"
        bars.append(Bar(short, line.figure, top + 16, top + 22, line.chosen, segments))
    judged = any(line.parts for line in result.lines)
    return Drawing(len(bars) * _ROW, tuple(bars), WIDTH // 2 if judged else None)


def _cut(parts: tuple[int, ...]) -> tuple[Segment, ...]:
    whole, seen, found = sum(parts) or 1, 0, []
    for grade, votes in enumerate(parts):
        start, seen = round(seen * WIDTH / whole), seen + votes
        end = round(seen * WIDTH / whole)
        if votes:
            found.append(Segment(start, end - start, f"{0.1 + grade * 0.15:.2f}"))
    return tuple(found)
