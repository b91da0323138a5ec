"""What a person must be able to read at once: functions of 60 lines, modules of 400, templates of 200."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_FUNCTION, MOST_MODULE, MOST_TEMPLATE = 60, 400, 200
FOLDERS = ("copil", "tests", "bench", "tools")
# Written by a tool: one migration says a whole app.
GENERATED = "migrations"
BEGINS = re.compile(r"( *)(?:async )?def (\w+)")


def modules() -> Iterator[tuple[str, str]]:
    """Yield each module with its text; migrations aside."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if GENERATED not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def long_functions(source: str) -> list[str]:
    """Return the functions and methods that go over the limit, with their lines.

    A function ends where something stands again at its own margin: read as text, since parsing the whole
    tree would cost seconds.
    """
    lines = source.splitlines()
    found = []
    for first, line in enumerate(lines):
        begins = BEGINS.match(line)
        if not begins:
            continue
        length = 1
        for place, later in enumerate(lines[first + 1 :], 2):
            bare = later.lstrip()
            if bare and len(later) - len(bare) <= len(begins[1]) and not bare.startswith(")"):
                break
            length = place if bare else length
        if length > MOST_FUNCTION:
            found.append(f"{begins[2]}: {length}")
    return found


def test_a_long_function_is_seen() -> None:
    body = "\n".join(["    pass"] * MOST_FUNCTION)
    assert long_functions(f"def long():\n{body}") == [f"long: {MOST_FUNCTION + 1}"]
    assert long_functions("def short():\n    pass") == []


def test_modules_and_functions_are_short() -> None:
    found = {}
    for name, source in modules():
        lines = source.count("\n")
        over = [f"{lines} lines"] if lines > MOST_MODULE else []
        if lines > MOST_FUNCTION:
            over += long_functions(source)
        if over:
            found[name] = over
    assert found == {}


def test_templates_are_short() -> None:
    lengths = {
        path: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / "copil").rglob("*.html")
    }
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > MOST_TEMPLATE}
    assert long == {}
