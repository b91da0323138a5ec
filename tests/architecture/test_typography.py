"""The text of a template has the spaces that do not break: nothing else puts them there."""

import re
from pathlib import Path

import pytest

TEMPLATES = sorted(Path("copil").rglob("templates/**/*.html"))
# What is not text: the marks of a template, tags, what is written for programs.
MARKS = re.compile(
    r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<(?P<raw>script|style|pre|code)\b.*?</(?P=raw)>"
    r"|<[^<>]*?(?:\{[{%][^<]*?[%}]\}[^<>]*?)*>",
    re.DOTALL,
)
BREAKING = re.compile(r"\S [:;?!»](?=[\s.,)]|$)|« \S")


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_line_begins_with_a_sign(template: Path) -> None:
    text = MARKS.sub("\0", template.read_text(encoding="utf-8"))
    found = [text[max(0, one.start() - 20) : one.end() + 20] for one in BREAKING.finditer(text)]
    assert found == [], "an ordinary space where U+00A0 is needed"
