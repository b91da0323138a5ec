"""The charter of a workspace: seen by its members, changed by who coordinates it."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import ClientFor
from copil.core.errors import Conflict
from copil.documents import actions, archive, charters
from copil.documents.models import Charter
from copil.files import store
from copil.identity.models import User, Workspace
from tests.documents.pictures import png
from tests.documents.sample import sample

pytestmark = pytest.mark.django_db


def url(name: str, workspace: Workspace, **kwargs: str) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def test_a_member_sees_it_and_may_not_change_it(
    membre: User, visiteur: User, workspace: Workspace, client_for: ClientFor
) -> None:
    page = client_for(membre).get(url("home", workspace)).content.decode()
    assert "#75205f" in page
    assert "Changer la charte" not in page
    assert client_for(membre).get(url("charter", workspace)).status_code == 403
    assert client_for(visiteur).get(url("home", workspace)).status_code == 404


def test_a_pale_colour_is_refused_with_one_that_can_be_read(
    pilote: User, workspace: Workspace, client_for: ClientFor
) -> None:
    data = {"accent": "#f0a000", "ground": "#123456", "footer": "Au pied", "version": "0"}
    page = client_for(pilote).post(url("charter", workspace), data).content.decode()
    assert "ne se distingue pas assez du papier blanc" in page
    assert "2,2 pour 1" in page
    assert "ne se distingue pas assez du texte" in page
    assert 'value="Au pied"' in page
    assert 'value="#f0a000"' in page
    assert not Charter.objects.exists()


def test_what_is_chosen_is_on_the_next_documents(
    pilote: User, workspace: Workspace, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    picture = SimpleUploadedFile("logo.png", png(), content_type="image/png")
    client.post(url("logo", workspace), {"file": picture, "version": "0"})
    data = {"accent": "#0A5C36", "ground": "#d9efe3", "footer": "12, rue des Bords", "version": "2"}
    assert client.post(url("charter", workspace), data).status_code == 302

    made = client.get(url("charter_example", workspace, format="docx"))
    word = docx.Document(io.BytesIO(made.content))
    assert "12, rue des Bords" in word.sections[0].footer.paragraphs[0].text
    assert word.inline_shapes[0]._inline.docPr.get("descr") == f"Logo de {workspace.name}"
    assert client.get(url("charter_preview", workspace)).content.startswith(b"\x89PNG")


def test_a_file_that_is_no_logo_is_refused_and_nothing_changes(
    pilote: User, workspace: Workspace, client_for: ClientFor
) -> None:
    picture = SimpleUploadedFile("logo.png", b"MZ" + b"\0" * 90, content_type="image/png")
    page = client_for(pilote).post(url("logo", workspace), {"file": picture, "version": "0"})
    assert "pas une image PNG, JPEG ou SVG" in page.content.decode()
    assert not Charter.objects.exists()


def test_the_second_of_two_people_is_told(pilote: User, workspace: Workspace, client_for: ClientFor) -> None:
    client = client_for(pilote)
    first = {"accent": "#123456", "ground": "#efebe8", "footer": "", "version": "0"}
    assert client.post(url("charter", workspace), first).status_code == 302
    assert client.post(url("charter", workspace), first | {"accent": "#654321"}).status_code == 409


def test_a_kept_document_does_not_change_with_the_charter(
    pilote: User, workspace: Workspace, now: dt.datetime
) -> None:
    asked: dict[str, Any] = {"workspace": workspace, "by": pilote, "at": now}
    actions.save_charter(values={"footer": "Ancienne adresse"}, expected=0, **asked)
    kept = archive.keep(
        kind="library.experience", subject=("essai", workspace.pk), document=sample(), format="html", **asked
    )
    actions.save_charter(values={"footer": "Nouvelle adresse"}, expected=2, **asked)

    assert "Ancienne adresse" in store.read(kept.file).decode()
    assert charters.look_of(charters.of(workspace)).footer == "Nouvelle adresse"


def test_a_logo_is_taken_off_by_who_read_the_last_state(
    pilote: User, workspace: Workspace, now: dt.datetime
) -> None:
    asked: dict[str, Any] = {"workspace": workspace, "by": pilote, "at": now}
    charter = actions.set_logo(content=png(), expected=0, **asked)
    with pytest.raises(Conflict):
        actions.remove_logo(expected=1, **asked)
    actions.remove_logo(expected=charter.version, **asked)
    assert charters.of(workspace).logo is None
