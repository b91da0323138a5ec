"""A workspace brings its own Word file, uses it, withdraws it; the archive says which version served."""

import datetime as dt
import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import ClientFor
from copil.documents import actions, archive, produce
from copil.documents.blocks import Document, Heading, Paragraph
from copil.documents.kinds import BY_SLUG
from copil.documents.models import WordTemplate
from copil.files import store
from copil.identity.models import User, Workspace
from tests.documents.words import word

pytestmark = pytest.mark.django_db
NOTE = BY_SLUG["note-de-cadrage"]
DOCUMENT = Document(title="Relève", blocks=[Heading(1, "L’idée"), Paragraph("Chercher ensemble")])


def url(name: str, workspace: Workspace, **kwargs: object) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def bring(client: Client, workspace: Workspace, content: bytes) -> str:
    """Bring a file, and return the page that comes after."""
    data = {"file": SimpleUploadedFile("notre note.docx", content)}
    answer = client.post(url("template", workspace, kind=NOTE.slug), data, follow=True)
    return answer.content.decode()


def made(workspace: Workspace, format: str = "docx") -> produce.Produced:  # noqa: A002  # the word of the door
    return produce.produce(DOCUMENT, kind=NOTE.key, format=format, workspace=workspace)


def texts(produced: produce.Produced) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(produced.content)).paragraphs if one.text]


def test_it_is_checked_used_then_withdrawn(pilote: User, workspace: Workspace, client_for: ClientFor) -> None:
    client = client_for(pilote)
    page = bring(client, workspace, word("Chez nous, {{ titr }}"))
    assert "paragraphe 1" in page
    assert "Vouliez-vous dire" in page
    assert texts(made(workspace))[0] == "Relève"

    page = bring(client, workspace, word("Chez nous : {{ titre }}", "{{ idee }}"))
    assert "En service" in page
    assert texts(made(workspace)) == ["Chez nous : Relève", "Chercher ensemble"]
    assert made(workspace, "html").content.startswith(b"<!doctype html>")

    row = WordTemplate.objects.get()
    client.post(url("template_withdraw", workspace, pk=row.pk), {"version": row.version})
    assert made(workspace).template is None
    client.post(url("template_use", workspace, pk=row.pk), {"version": row.version + 1})
    assert made(workspace).template == row


def test_a_file_that_is_no_word_file_is_refused(
    pilote: User, workspace: Workspace, client_for: ClientFor
) -> None:
    assert "pas un document Word" in bring(client_for(pilote), workspace, b"%PDF-1.7")
    assert not WordTemplate.objects.exists()


def test_a_loop_that_closes_elsewhere_is_explained(
    pilote: User, workspace: Workspace, client_for: ClientFor
) -> None:
    lame = word("{%p for partie in parties %}", table=[["{{ partie.titre }}{% endfor %}"]])
    assert "ne se ferme pas au même endroit" in bring(client_for(pilote), workspace, lame)


def test_every_field_is_listed_and_the_example_can_be_taken(
    membre: User, workspace: Workspace, client_for: ClientFor
) -> None:
    client = client_for(membre)
    page = client.get(url("template", workspace, kind=NOTE.slug)).content.decode()
    listed = re.findall(r"<code>\{\{ (\w+) \}\}</code>", page)
    assert {one.name for one in NOTE.fields if not one.is_list} <= set(listed)
    assert "Vérifier et mettre en service" not in page
    example = client.get(url("template_example", workspace, kind=NOTE.slug))
    assert "{{ idee }}" in texts(produce.Produced(example.content, "", ""))
    assert client.get(url("template", workspace, kind="inconnu")).status_code == 404


def test_the_archive_says_which_version_served(pilote: User, workspace: Workspace, now: dt.datetime) -> None:
    for text in ("Un {{ titre }}", "Deux {{ titre }}"):
        actions.add_template(
            workspace=workspace, kind=NOTE, content=word(text), name="a.docx", by=pilote, at=now
        )
    kept = [
        archive.keep(
            workspace=workspace,
            kind=NOTE.key,
            subject=("essai", workspace.pk),
            document=DOCUMENT,
            format=format_key,
            by=pilote,
            at=now,
        )
        for format_key in ("docx", "pdf")
    ]
    assert [one.template and one.template.number for one in kept] == [2, None]
    assert kept[0].content_digest == kept[0].file.sha256


def test_a_template_whose_file_was_lost_gives_ours(
    pilote: User, workspace: Workspace, now: dt.datetime, caplog: pytest.LogCaptureFixture
) -> None:
    template = actions.add_template(
        workspace=workspace,
        kind=NOTE,
        content=word("Chez nous {{ titre }}"),
        name="a.docx",
        by=pilote,
        at=now,
    )
    store.local(workspace.pk, template.file.sha256).unlink()
    assert texts(made(workspace))[0] == "Relève"
    assert "cannot be filled" in caplog.text
