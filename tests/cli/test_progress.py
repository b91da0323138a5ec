"""A bar for people, silence for scripts."""

import io

from copil.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_the_bar_then_a_clean_line() -> None:
    stream = Terminal()
    with Progress("Lecture", stream=stream) as progress:
        progress(2, 4)
        progress(4, 4)
    assert "Lecture [###############...............] 2/4" in stream.getvalue()
    assert stream.getvalue().endswith("\r\033[K")


def test_a_file_receives_nothing() -> None:
    stream = io.StringIO()
    with Progress("Lecture", total=3, stream=stream) as progress:
        progress(3)
    assert stream.getvalue() == ""


def test_an_unknown_total_shows_the_count() -> None:
    stream = Terminal()
    with Progress("Lecture", stream=stream) as progress:
        progress(7)
    assert "Lecture 7" in stream.getvalue()
