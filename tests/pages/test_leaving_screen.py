"""The screen: asked by the administration, made by the worker, taken by whoever asked, then erased."""

import datetime as dt
import io
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.journal.models import JournalEntry
from copil.notifications import jobs, worker
from copil.notifications.models import Job
from copil.pages.full_export import shelf
from tests.factories.identity import MembershipFactory, UserFactory

PASSWORD = "un-mot-de-passe-assez-long"
PAGE = "/e/reseau-marne/partir/"


@pytest.fixture
def admin(workspace: Workspace) -> User:
    user = UserFactory.create(given_name="Aïcha", family_name="Morel", email="aicha@marne.example")
    user.set_password(PASSWORD)
    user.save()
    MembershipFactory.create(workspace=workspace, user=user, role=Role.ADMIN)
    return user


def confirmed(user: User) -> Client:
    """Log in and type the password: it is not asked again for a quarter of an hour."""
    client = Client()
    client.force_login(user)
    client.post("/compte/confirmer/", {"password": PASSWORD})
    return client


def test_an_archive_is_asked_made_taken_and_erased(workspace: Workspace, admin: User) -> None:
    client = confirmed(admin)
    assert "Préparer l’archive" in client.get(PAGE).content.decode()
    assert client.post(PAGE).url == PAGE  # type: ignore[attr-defined]  # a redirection
    client.post(PAGE)
    assert "se prépare" in client.get(PAGE).content.decode()
    job = Job.objects.get(name=shelf.MAKE)
    assert worker.run_once()
    job.refresh_from_db()
    shelf.run(job)  # twice is once
    assert "Votre archive est prête" in client.get(PAGE).content.decode()
    answer = client.post(f"{PAGE}{job.pk}/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streamed file
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert answer["Content-Disposition"].startswith('attachment; filename="copil-reseau-marne-')
    verbs = JournalEntry.objects.filter(workspace=workspace).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["ask_export", "take_export"]
    assert shelf.path_of(job.pk).stat().st_mode & 0o077 == 0
    erasing = Job.objects.get(name=shelf.ERASE)
    assert erasing.run_at > timezone.now() + dt.timedelta(hours=23)
    for _ in range(2):
        jobs.run(erasing, at=timezone.now())
    assert not shelf.path_of(job.pk).exists()
    assert client.post(f"{PAGE}{job.pk}/").status_code == 404
    assert "L’archive précédente a été effacée" in client.get(PAGE).content.decode()


def test_only_whoever_asked_takes_it(workspace: Workspace, admin: User, pilote: User) -> None:
    shelf.ask(workspace=workspace, by=pilote, at=timezone.now())
    worker.run_once()
    job = Job.objects.get(name=shelf.MAKE)
    client = confirmed(admin)
    assert "elle seule peut la prendre" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{job.pk}/").status_code == 404
    Membership.objects.filter(user=admin).update(role=Role.COORDINATOR)
    assert client.get(PAGE).status_code == 403
    shelf.path_of(job.pk).unlink()


def test_the_password_is_asked_before(workspace: Workspace, admin: User) -> None:
    client = Client()
    client.force_login(admin)
    answer = client.post(PAGE)
    assert answer.status_code == 302
    assert "/compte/confirmer/" in answer["Location"]
    assert not Job.objects.exists()
