"""The verbs of the console, each on a small database."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from copil.cli import main
from copil.directory.models import Organisation
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.initiatives import method_file
from copil.initiatives.models import Method
from copil.journal import actions as journal
from copil.pages.demo import loader
from copil.search.models import SearchEntry
from copil.territories import actions as territories

CSV = "Nom;SIREN\nLes Jardins de la Marne;732829320\nSans numéro;\nFaux numéro;123456789\n"
PASSWORD = "quatre mots sans aucun rapport"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def nothing(db: None, tmp_path: Path) -> Iterator[Path]:
    """An installation without any data."""
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        yield tmp_path


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is loaded is noted, and nothing is."""
    calls: list[str] = []
    monkeypatch.setattr(territories, "load", lambda **_: calls.append("territories"))
    monkeypatch.setattr(loader, "load", lambda **_: calls.append("demo"))
    return calls


def test_the_demonstration_fills_what_is_empty(nothing: Path, loaded: list[str], capsys: Captured) -> None:
    assert main(["demo"]) == 0
    assert loaded == ["territories", "demo"]
    assert loader.accounts()[0].email in capsys.readouterr().out


def test_the_demonstration_leaves_real_data_alone(
    nothing: Path, workspace: Workspace, loaded: list[str], capsys: Captured
) -> None:
    assert main(["demo", "--once"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["demo"]) == 1
    assert "contient déjà des données" in capsys.readouterr().err
    assert loaded == []


def test_files_alone_are_data_too(nothing: Path, loaded: list[str]) -> None:
    (nothing / "files" / "w").mkdir(parents=True)
    (nothing / "files" / "w" / "x").write_text("original")
    assert main(["demo"]) == 1
    assert loaded == []


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file of three organisations, one of them with a wrong number."""
    path = tmp_path / "organisations.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def imported(table: Path, capsys: Captured, *options: str) -> dict[str, float]:
    words = ["import", "organisations", str(table), "--format", "csv", "--workspace", "reseau-marne"]
    assert main([*words, "--json", *options]) == 0
    answer: dict[str, float] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.django_db(transaction=True)
def test_an_import_is_foreseen_then_done_then_changes_nothing(
    workspace: Workspace, table: Path, capsys: Captured
) -> None:
    foreseen = imported(table, capsys, "--dry-run")
    assert not Organisation.objects.exists()
    done = imported(table, capsys)
    assert set(done) == {"created", "updated", "unchanged", "refused", "seconds"}
    assert {**done, "seconds": 0} == {**foreseen, "seconds": 0}
    assert Organisation.objects.filter(workspace=workspace).count() == done["created"]
    again = imported(table, capsys)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, done["created"])


def test_an_import_says_what_is_missing(workspace: Workspace, table: Path, capsys: Captured) -> None:
    words = ["import", "organisations", "--format", "csv", "--workspace"]
    assert main([*words, "ailleurs", str(table)]) == 1
    assert "ailleurs" in capsys.readouterr().err
    assert main([*words, "reseau-marne", str(table) + ".absent"]) == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_only_formats_that_exist_are_offered(table: Path, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as end:
        main(["import", "organisations", str(table), "--format", "excel", "--workspace", "reseau-marne"])
    assert end.value.code == 2
    assert "csv" in capsys.readouterr().err


def test_methods_are_listed_with_their_counts(capsys: Captured) -> None:
    assert main(["methods", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["key"], one["stages"], one["steps"], one["activities"]) for one in listed] == [
        ("atelier-prospectif", 3, 0, 11),
        ("experimentation-collective", 3, 0, 16),
        ("ingenierie-collective", 4, 12, 45),
        ("projet-de-territoire", 4, 0, 13),
    ]
    assert main(["methods", "list"]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "4 étapes, 12 pas, 45 activités" in shown
    assert "3 étapes, 16 activités" in shown


def test_methods_are_published_once(db: None, capsys: Captured) -> None:
    assert main(["methods", "load"]) == 0
    assert Method.objects.count() == len(method_file.shipped())
    assert main(["methods", "load"]) == 0
    assert "déjà publiées" in capsys.readouterr().out


def test_a_method_file_is_checked_line_by_line(tmp_path: Path, capsys: Captured) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("key: essai\ntitre: Essai\n", encoding="utf-8")
    assert main(["methods", "check", str(broken)]) == 1
    assert "ligne 2, titre" in capsys.readouterr().out
    assert main(["methods", "check", str(method_file.shipped()[0])]) == 0
    assert "aucun problème" in capsys.readouterr().out


def test_the_search_index_is_written_again(workspace: Workspace, capsys: Captured) -> None:
    SearchEntry.objects.create(
        workspace=workspace, kind="x", object_id=workspace.pk, title="Reste", at=workspace.created_at
    )
    assert main(["search", "rebuild"]) == 0
    assert not SearchEntry.objects.exists()
    assert "1 espace." in capsys.readouterr().out


def founded(monkeypatch: pytest.MonkeyPatch, *words: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return main(["createadmin", "--password-stdin", *words])


def test_a_first_account_opens_its_workspace(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert founded(monkeypatch, "--email", "Ana@Marne.example", "--workspace", "Réseau d’ici") == 0
    membership = Membership.objects.select_related("user", "workspace").get()
    assert (membership.user.email, membership.role) == ("ana@marne.example", Role.ADMIN)
    assert (membership.workspace.slug, membership.workspace.name) == ("reseau-dici", "Réseau d’ici")
    assert membership.user.check_password(PASSWORD)
    assert membership.user.is_operator
    assert journal.verify(membership.workspace) == []


def test_an_account_that_exists_keeps_its_password(
    workspace: Workspace, membre: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = membre.password
    assert founded(monkeypatch, "--email", membre.email, "--workspace", workspace.slug) == 0
    membership = Membership.objects.select_related("user").get()
    assert (membership.role, membership.version, membership.user.password) == (Role.ADMIN, 2, before)
    assert founded(monkeypatch, "--email", membre.email, "--workspace", workspace.slug) == 0
    assert Membership.objects.get().version == 2


@pytest.mark.parametrize(
    ("email", "workspace_name", "password", "said"),
    [
        ("ana", "Ici", PASSWORD, "pas une adresse"),
        ("ana@marne.example", "…", PASSWORD, "un nom qui contient"),
        ("ana@marne.example", "Ici", "court", "15 caractères"),
    ],
)
def test_nothing_is_created_from_a_mistake(
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    email: str,
    workspace_name: str,
    password: str,
    said: str,
) -> None:
    assert founded(monkeypatch, "--email", email, "--workspace", workspace_name, password=password) == 1
    assert said in capsys.readouterr().err
    assert not User.objects.exists()
    assert not Workspace.objects.exists()


def test_nobody_there_to_answer_is_a_refusal(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert founded(monkeypatch, "--workspace", "Ici") == 1


def test_two_passwords_that_differ_are_refused(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    typed = iter([PASSWORD, "autre chose de tout à fait différent"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert main(["createadmin", "--email", "ana@marne.example", "--workspace", "Ici"]) == 1
    assert "différents" in capsys.readouterr().err
