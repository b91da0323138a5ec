"""The command speaks French and answers with the code that scripts expect."""

import argparse
import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from copil.cli import entry, parser
from copil.core.errors import ActionRefused

ENGLISH = re.compile(r"\b(usage:|options:|show this|positional|required|invalid|argument [a-z-]+:|error)\b")


def everything_offered() -> list[list[str]]:
    """List the commands and the verbs, as they are typed."""
    found: list[list[str]] = [[]]
    for path in found:
        current: argparse.ArgumentParser = entry.build_parser()
        for word in path:
            current = choices(current)[word]
        found += [[*path, word] for word in choices(current)]
    return found


def choices(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the subcommands of a parser."""
    groups = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(groups[0].choices) if groups else {}


@pytest.mark.parametrize("words", everything_offered(), ids=" ".join)
def test_every_help_is_french(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        entry.main([*words, "--help"])
    shown = capsys.readouterr().out
    assert end.value.code == 0
    assert shown.startswith("Usage\u00a0: copil")
    assert not ENGLISH.search(shown)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "il manque\u00a0: COMMANDE"),
        (["bonjour"], "'bonjour' n’existe pas"),
        (["migrate", "--vite"], "argument inconnu\u00a0: --vite"),
        (["backup"], "il manque\u00a0: FICHIER"),
        (["journal", "verify", "--workspace"], "--workspace\u00a0: il manque une valeur"),
        (["restore", "x.tar.gz", "--force=oui"], "--force ne prend pas de valeur"),
    ],
)
def test_a_wrong_usage_is_explained_in_french(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        entry.main(words)
    shown = capsys.readouterr().err
    assert end.value.code == 2
    assert said in shown
    assert not ENGLISH.search(shown)


def test_a_message_of_our_own_goes_through() -> None:
    assert parser.in_french("la date est passée") == "la date est passée"


def test_a_refusal_ends_with_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(args: argparse.Namespace) -> int:
        raise ActionRefused("Rien à faire ici.")

    monkeypatch.setattr("copil.cli.commands.migrate.run", refuse)
    assert entry.main(["migrate"]) == 1
    assert capsys.readouterr().err == "Rien à faire ici.\n"


def test_a_wrong_setting_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ImproperlyConfigured("PORT")

    monkeypatch.setattr("django.setup", fail)
    assert entry.main(["migrate"]) == 1
    assert "réglage" in capsys.readouterr().err
