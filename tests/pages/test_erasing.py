"""Erase a person met everywhere, then look for them in every table and every file."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from copil.api.models import ApiToken
from copil.core.errors import ActionRefused
from copil.core.text import fold
from copil.directory.actions import people as directory
from copil.directory.models import Person
from copil.files import store
from copil.identity.models import Membership, User, Workspace
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import TeamMember
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.pages.erasing import actions, columns, fates, people, rows, wiping
from tests.access.world import World, build
from tests.factories.api import token_of
from tests.factories.directory import PersonFactory
from tests.factories.governance import body_of, decision_of

AT = dt.datetime(2026, 11, 22, 20, 0, tzinfo=dt.UTC)
GIVEN, FAMILY, EMAIL, PHONE = "Zénaïde", "Quillebœuf", "zenaide@quillebeuf.example", "06 98 76 54 31"
SAID = f"{GIVEN} {FAMILY} {EMAIL} {PHONE}"
# The guard of the database refuses another text in these: one of each is made with the name in it.
SEALED = {"governance.Decision", "governance.LetterVersion"}


def test_each_column_that_names_somebody_has_a_fate() -> None:
    named = {
        f"{model._meta.label}.{field.name}": target
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and (target := field.related_model) in (Person, User)
    }
    assert {name for name, target in named.items() if target is Person} == set(fates.PEOPLE)
    assert {name for name, target in named.items() if target is User} == set(fates.ACCOUNTS)


def test_nothing_holds_back_what_is_deleted_with_an_account() -> None:
    """Tokens go before the access that they were made for; nothing else hangs on a row that is deleted."""
    deleted = {name.rsplit(".", 1)[0] for name, fate in fates.ACCOUNTS.items() if fate is fates.Fate.DELETED}
    held = {
        f"{field.model._meta.label}.{field.name}"
        for field in (
            field
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.local_concrete_fields
        )
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.PROTECT
        and field.remote_field.model._meta.label in deleted
    }
    assert held == {"api.ApiToken.membership"}


@pytest.mark.django_db
def test_an_account_with_tokens_is_erased(workspace: Workspace, pilote: User, now: dt.datetime) -> None:
    token_of(pilote, workspace)
    rows.erase_account(pilote, at=now)
    assert not ApiToken.objects.exists()
    assert not Membership.objects.filter(user=pilote).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [("LEFEVRE", "Lefèvre"), ("Lecoeur", "LECŒUR"), ("Œuvrard", "Oeuvrard"), ("Strauss", "Strauß")],
)
def test_a_name_typed_without_accents_is_found_with_them(
    workspace: Workspace, pilote: User, typed: str, said: str
) -> None:
    person = PersonFactory.create(workspace=workspace, given_name="Helene", family_name=typed)
    other = PersonFactory.create(workspace=workspace, internal_note=f"Vu avec Hélène {said} hier.")
    asked: Any = {"workspace": workspace, "alone": False, "attachments": False, "by": pilote, "at": AT}
    actions.erase(subject=people.of_sheet(person), **asked)
    other.refresh_from_db()
    assert other.internal_note == "Vu avec Personne effacée hier."


@pytest.mark.django_db
def test_former_names_and_addresses_go_too(workspace: Workspace, pilote: User) -> None:
    values = {"given_name": "Jeanne", "family_name": "Durand", "email": "jeanne.durand@marne.example"}
    person = directory.create(workspace=workspace, values=values, by=pilote, at=AT)
    now = {**values, "family_name": "Martin", "email": "jeanne.martin@marne.example"}
    directory.update(person=person, values=now, expected=person.version, by=pilote, at=AT)
    other = PersonFactory.create(
        workspace=workspace, internal_note="Voir Jeanne Durand, jeanne.durand@marne.example."
    )
    person.refresh_from_db()
    asked: Any = {"workspace": workspace, "alone": False, "attachments": False, "by": pilote, "at": AT}
    actions.erase(subject=people.of_sheet(person), **asked)
    other.refresh_from_db()
    assert other.internal_note == "Voir Personne effacée, adresse effacée."
    lines = JournalEntry.objects.filter(object_id=person.pk).exclude(verb="erase")
    assert lines.count() == 2
    assert set(lines.values_list("payload", flat=True)) == {None}
    assert journal.verify(workspace) == []


@pytest.mark.django_db
def test_an_archive_that_cannot_be_read_holds_nothing_back(
    workspace: Workspace, pilote: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<p>Odile Vasseur</p>" * 99)
    content = bytearray(file.getvalue())
    for start in (content.index(b"PK\x01\x02") + 8, 6):
        content[start] |= 1  # said to be encrypted
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    for broken in (bytes(content), file.getvalue()[:60] + b"\xff" * 20 + file.getvalue()[80:]):
        store.keep(
            workspace=workspace, content=broken, name="a.docx", media_type=word, owner=("tasks.task", None)
        )
    person = PersonFactory.create(workspace=workspace, given_name="Odile", family_name="Vasseur")
    asked: Any = {"workspace": workspace, "alone": False, "attachments": True, "by": pilote, "at": AT}
    assert actions.erase(subject=people.of_sheet(person), **asked).counts["files"] == 0


def name_everywhere(world: World) -> int:
    """Write somebody in every text of a workspace that holds it; return in how many places."""
    done = 0
    for model in columns.read():
        path = columns.path_to_workspace(model)
        if not path or model._meta.label in SEALED:
            continue
        for field in columns.texts_of(model):
            rows = model._base_manager.filter(**{path: world.workspace})
            for row in rows[:2]:
                done += _write(row, field)
    return done


def _write(row: models.Model, field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, models.JSONField):
        value: Any = {"dit": [SAID]} if isinstance(getattr(row, field.name), dict) else [SAID]
    elif isinstance(field, models.EmailField):
        value = EMAIL
    elif (field.max_length or 1000) < len(SAID) + 8:
        return False
    else:
        value = f"{SAID} {str(row.pk)[-6:]}"
    try:
        with transaction.atomic():
            return bool(type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value}))
    except IntegrityError:
        return False


def point_everywhere(world: World, person: Person) -> None:
    for name in fates.PEOPLE:
        label, field = name.rsplit(".", 1)
        model = apps.get_model(label)
        for row in model._base_manager.filter(workspace=world.workspace).exclude(pk=person.pk)[:1]:
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{field: person})
            except IntegrityError:
                continue


def dump() -> Iterator[tuple[str, str]]:
    """Yield every row of every table, as text, letters unescaped and plain."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # tables of ours
            for row in cursor.fetchall():
                text = " ".join(str(one) for one in row)
                yield table, re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def traces_left() -> set[str]:
    digits = re.sub(r"\D", "", PHONE)
    sought = (fold(FAMILY), fold(GIVEN), EMAIL)
    found = set()
    for table, text in dump():
        folded = fold(text)
        if any(one in folded for one in sought) or digits[1:] in re.sub(r"[\s.]", "", text):
            found.add(f"{table}: {text[:300]}")
    return found


@pytest.mark.django_db
def test_nothing_is_left_of_a_person_met_everywhere(
    tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    world = build("effacement")
    person = PersonFactory.create(
        workspace=world.workspace, given_name=GIVEN, family_name=FAMILY, email=EMAIL, phone=PHONE
    )
    point_everywhere(world, person)
    assert name_everywhere(world) > 200
    person.refresh_from_db()
    Person.objects.filter(pk=person.pk).update(
        given_name=GIVEN,
        family_name=FAMILY,
        email=EMAIL,
        phone=PHONE,
        archived_at=None,
        merged_into=None,
        user=None,
    )
    person.refresh_from_db()
    store.keep(
        workspace=world.workspace,
        content=f"nom;mél\n{FAMILY} {GIVEN};{EMAIL}".encode("cp1252"),
        name="liste.csv",
        media_type="text/csv",
        owner=("exchange.importrun", None),
    )
    admin = world.users["admin"]
    body = body_of(world.workspace)
    decision = decision_of(
        body, reason=f"Sur proposition de {GIVEN} {FAMILY}", owner=person, owner_name=f"{GIVEN} {FAMILY}"
    )
    with pytest.raises(ActionRefused, match="pilotage"):
        actions.erase(
            subject=people.of_sheet(person),
            workspace=world.workspace,
            alone=True,
            attachments=True,
            by=admin,
            at=AT,
        )
    TeamMember.objects.filter(person=person).update(role=TeamRole.CONTRIBUTOR)
    subject = people.of_sheet(person)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(
            subject=subject, workspace=world.workspace, alone=True, attachments=True, by=admin, at=AT
        )
    wiping.wipe()
    assert traces_left() == set()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert fold(FAMILY) not in fold(path.read_bytes().decode("latin-1")), path
    decision.refresh_from_db()
    assert decision.owner_name == "Personne effacée"
    assert decision.reason == "Sur proposition de Personne effacée"
    assert journal.verify(world.workspace) == []
