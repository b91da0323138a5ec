"""The texts shipped with the methods: every activity is guided, in correct French typography."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from copil.initiatives import method_file
from copil.initiatives.method_file import Method


@pytest.fixture(scope="module", params=method_file.shipped(), ids=lambda path: path.stem)
def method(request: pytest.FixtureRequest) -> Method:
    return method_file.load(request.param)


def test_every_activity_is_guided(method: Method) -> None:
    for activity in method.activities():
        assert len(activity.purpose) >= 80, activity.id
        assert len(activity.how) >= 80, activity.id
        assert 2 <= len(re.findall(r"[.?](?:\s|$)", activity.how)) <= 6, activity.id
        assert activity.actors, activity.id
        assert all(point.label and point.text.endswith("\u00a0?") for point in activity.questions), (
            activity.id
        )


def test_guidance_is_never_written_twice(method: Method) -> None:
    texts = [text for activity in method.activities() for text in (activity.purpose, activity.how)]
    texts += [point.text for activity in method.activities() for point in activity.questions]
    assert len(texts) == len(set(texts))


def shipped_texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from shipped_texts(child)


@pytest.mark.parametrize("path", sorted(method_file.DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_texts_follow_french_typography(path: Path) -> None:
    # The slow reader in pure Python is stricter than the C one: shipped files please both.
    for text in shipped_texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert "\u202f" not in text
        assert not re.search(r"[^\W_]'[^\W_]", text), text
        assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", text), text
        assert not re.search(r"(?<!\u00a0)[;?!](?:\s|$)|(?<!\u00a0):\s", text), text
        assert not re.search(r"[!]|Veuillez|\b(?:Etat|Evaluer|Etablir|Etudes?|Ecole|Etre)\b", text), text
