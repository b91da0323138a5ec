"""Somebody erased between a backup and its restoration is not back, nor a sheet brought into theirs since."""

import dataclasses

import pytest

from tests.cli.conftest import POPULATE, Installation

STORY = """
import re
from django.db import connection
from copil.core.text import name_key
from copil.directory.models import Person
from copil.identity.models import Membership
from copil.pages.erasing import actions as erasing, ledger, people
GIVEN, FAMILY, EMAIL = "Zenaide", "Quillebois", "zenaide@quillebois.example"
def left():
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                if re.search(f"{FAMILY}|{GIVEN}", " ".join(map(str, row)), re.IGNORECASE):
                    found.add(table)
    return sorted(found)
def sheet(**values):
    return Person.objects.create(workspace=workspace, given_name=GIVEN, family_name=FAMILY,
                                 name_key=name_key(f"{FAMILY} {GIVEN}"), email=EMAIL, **values)
odile = User.objects.create_user(EMAIL, "un mot de passe assez long", given_name=GIVEN, family_name=FAMILY)
Membership.objects.create(workspace=workspace, user=odile, role="member")
hers, double = sheet(user=odile), sheet()
with transaction.atomic():
    actions.record(by=user, at=timezone.now(), workspace=workspace, verb="update", obj=("test", double.pk),
                   changes={"text": f"Vu avec {GIVEN} {FAMILY}."})
"""
ACT = """
saved = copil("backup", FILE)
before = left()
Person.objects.filter(pk=double.pk).update(merged_into=hers, archived_at=timezone.now())
erasing.erase(subject=people.of_account(odile), workspace=workspace, alone=False, attachments=False,
              by=user, at=timezone.now())
between = left()
restored = copil("restore", FILE, "--force")
answer = [saved[0], before, between, restored, left(), copil("journal", "verify")[0]]
"""


@pytest.mark.once
def test_somebody_erased_since_the_backup_is_not_back(empty: Installation) -> None:
    file = repr(str(empty.folder / "copil.tar.gz"))
    patient = dataclasses.replace(empty, patience=300)
    saved, before, between, restored, after, verified = patient.inside(
        f"copil('migrate')\n{POPULATE}\n{STORY}\n{ACT.replace('FILE', file)}"
    )
    assert {"directory_person", "identity_user", "journal_journalentry"} <= set(before)
    assert between == after == []
    assert (saved, restored[0], verified) == (0, 0, 0)
    assert "Personnes effacées depuis cette sauvegarde, effacées de nouveau : 1." in restored[1]
