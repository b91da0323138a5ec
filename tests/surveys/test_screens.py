"""The screens of forms: written, opened, read, by whom."""

import uuid

import pytest
from django.urls import reverse

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.surveys import actions
from copil.surveys.models import Survey
from tests.counting import queries_of
from tests.factories.surveys import AT, lunch, question, survey_of, version_of

pytestmark = pytest.mark.django_db


def to(name: str, workspace: Workspace, **kwargs: object) -> str:
    return reverse(f"surveys:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def test_a_form_is_written_opened_and_published(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    client = client_for(pilote)
    typed = {"title": "Vos attentes", "purpose": "Préparer", "readers": "Nous", "kept_days": "90"}
    client.post(to("create", workspace), {**typed, "languages": ["en"]})
    survey = Survey.objects.get()
    assert survey.languages == ["fr", "en"]
    early = client.post(to("move", workspace, pk=survey.pk, key="ouvrir"))
    assert "Ajoutez d’abord une question" in early.content.decode()
    asked = {"kind": "one", "label": "Quel jour", "choices": "Lundi\n\nMardi\n", "version": survey.version}
    lone = client.post(to("question_add", workspace, pk=survey.pk), {**asked, "choices": "Lundi"})
    assert "au moins deux" in lone.content.decode()
    client.post(to("question_add", workspace, pk=survey.pk), asked)
    stale = client.post(to("question_add", workspace, pk=survey.pk), asked)
    assert stale.status_code == 409
    [one] = version_of(survey).read().questions
    assert [choice.label["fr"] for choice in one.choices] == ["Lundi", "Mardi"]
    version = Survey.objects.get().version
    words = {f"q-{one.key}-label": "Which day", "version": version}
    client.post(to("translate", workspace, pk=survey.pk, language="en"), words)
    client.post(to("move", workspace, pk=survey.pk, key="ouvrir"))
    client.post(to("move", workspace, pk=survey.pk, key="publier"))
    opened = Survey.objects.get()
    page = client_for(None).get(reverse("surveys:public", args=[opened.address]) + "?langue=en")
    assert "Which day" in page.content.decode()
    assert opened.address in client.get(to("survey", workspace, pk=survey.pk)).content.decode()


def test_who_sees_and_who_reads_answers(
    client_for: ClientFor, membre: User, visiteur: User, workspace: Workspace
) -> None:
    survey = survey_of(workspace)
    seen = client_for(membre).get(to("survey", workspace, pk=survey.pk))
    assert seen.status_code == 200
    assert client_for(membre).get(to("answers", workspace, pk=survey.pk)).status_code == 403
    assert client_for(visiteur).get(to("survey", workspace, pk=survey.pk)).status_code == 404


def test_answers_are_counted_filtered_exported_and_cheap(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    survey = survey_of(workspace, question("nom"), lunch())
    client, page = client_for(pilote), to("answers", workspace, pk=survey.pk)

    def give(number: int, **values: object) -> None:
        told = {"nom": f"=SOMME({number})", **values}
        actions.record_answer(
            asked=version_of(survey), values=told, language="fr", holder=("", uuid.uuid4()), at=AT
        )

    give(1, repas=["le-soir"])
    give(2)
    few = queries_of(client, page)
    for number in range(3, 30):
        give(number)
    assert queries_of(client, page) == few <= 15
    body = client.get(page).content.decode()
    assert "29\u00a0réponses" in body
    filtered = client.get(page + "?choix=repas:le-soir").content.decode()
    assert "1\u00a0réponse" in filtered
    export = client.get(to("export", workspace, pk=survey.pk, file_format="csv"))
    text = b"".join(export.streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer
    assert "'=SOMME(1)" in text
    assert client.get(to("export", workspace, pk=survey.pk, file_format="xlsx")).status_code == 200
    given = survey.answers.order_by("pk")[0]
    assert (
        "Question nom" in client.get(to("answer", workspace, pk=survey.pk, answer=given.pk)).content.decode()
    )
    client.post(to("answer_remove", workspace, pk=survey.pk, answer=given.pk))
    assert survey.answers.count() == 28
