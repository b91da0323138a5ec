"""The service « Recherche d’entreprises »: its answers become entries; off, slow or odd, nothing is lost."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from conftest import ClientFor
from copil.core import outbound
from copil.core.errors import ActionRefused
from copil.directory.models import Organisation, RegisterAnswer, RegisterEntry, RegisterLoad, ValueSource
from copil.directory.registers import answers, facts, rows, service
from copil.directory.registers.service import Question, Reply, Unavailable
from copil.identity.models import User, Workspace
from tests.factories.directory import OrganisationFactory
from tests.factories.territories import TerritoryFactory

NOW = dt.datetime(2026, 11, 24, 18, 30, tzinfo=dt.UTC)
ASK = "Interroger Recherche d’entreprises"
RECORDED = "copil.directory.registers.service.Recorded"


class Silent:
    """A service that never answers."""

    def ask(self, question: Question) -> Reply:
        raise Unavailable("timed out")


class Loud:
    """A service that counts what it is asked."""

    asked: list[Question] = []

    def ask(self, question: Question) -> Reply:
        self.asked.append(question)
        return service.Recorded().ask(question)


@pytest.fixture
def online(settings: Settings, db: None) -> Settings:
    settings.REGISTER_SERVICE = RECORDED
    cache.clear()
    return settings


def url(name: str, **arguments: object) -> str:
    return reverse(f"directory:{name}", kwargs={"workspace": "reseau-marne", **arguments})


def test_off_no_screen_speaks_of_it(pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    assert (
        "Recherche d’entreprises" not in client.get(url("registers"), {"q": "graineterie"}).content.decode()
    )
    client.post(url("registers_ask"), {"q": "graineterie"})
    assert not RegisterEntry.objects.exists()


def test_found_nowhere_it_is_asked_then_adopted(
    online: Settings, pilote: User, client_for: ClientFor
) -> None:
    TerritoryFactory.create(code="94018", name="Charenton-le-Pont", postal_code="94220")
    client = client_for(pilote)
    assert ASK in client.get(url("registers"), {"q": "graineterie"}).content.decode()
    page = client.post(url("registers_ask"), {"q": "graineterie"}, follow=True).content.decode()
    assert "2 fiches sont ajoutées" in page
    assert "LA GRAINETERIE PARTAGEE" in page
    unit = RegisterEntry.objects.get(register="sirene-ul")
    seat = RegisterEntry.objects.get(register="sirene-etab")
    assert (unit.rna, unit.siret, seat.is_seat) == ("W941997001", seat.identifier, True)
    assert (seat.address, seat.postal_code) == ("11 RUE DES PRIMEVERES", "94220")
    assert (
        "donnée par Recherche d’entreprises le"
        in client.get(url("register_entry", pk=unit.pk)).content.decode()
    )
    client.post(url("register_adopt", pk=unit.pk))
    adopted = Organisation.objects.get()
    assert (adopted.rna, adopted.siret, adopted.kind) == ("W941997001", seat.identifier, "association")
    assert adopted.commune is not None
    assert ValueSource.objects.filter(organisation=adopted, field="siren").exists()


def test_a_difference_is_proposed_as_that_of_a_file(online: Settings, workspace: Workspace) -> None:
    answers.ask("radio boucle", None, at=NOW)
    ours = OrganisationFactory.create(workspace=workspace, name="Radio Boucle", siren="999910029")
    lines = facts.lines(ours, facts.of_organisation(ours), [])
    assert "RADIO BOUCLE DE MARNE" in [line.said.text for line in lines if line.is_proposed]


def test_the_same_question_is_asked_once_whoever_asks(online: Settings) -> None:
    online.REGISTER_SERVICE = f"{__name__}.Loud"
    Loud.asked.clear()
    first = answers.ask("Radio  boucle", None, at=NOW)
    again = answers.ask("radio Boucle", None, at=NOW + dt.timedelta(days=2))
    assert len(Loud.asked) == 1
    assert again.answer == first.answer
    later = answers.ask("radio boucle", None, at=NOW + dt.timedelta(days=9))
    assert len(Loud.asked) == 2
    assert later.outcomes["unchanged"] == 2
    assert RegisterLoad.objects.count() == 2


def test_what_a_file_said_is_not_created_twice(online: Settings) -> None:
    unit = next(one for one in service.recorded() if one["sigle"] == "RBM")
    cells, _ = answers.cells_of(unit)
    before = rows.read_unit(cells)
    assert isinstance(before, rows.Fact)
    answers.ask("radio boucle de marne", None, at=NOW)
    result = answers.ask(before.siren, None, at=NOW)
    assert (result.outcomes["created"], result.outcomes["unchanged"]) == (0, 2)


def test_odd_units(online: Settings) -> None:
    every = _replayed(service.recorded())
    names = set(RegisterEntry.objects.filter(register="sirene-ul").values_list("name", flat=True))
    assert "CERCLE DES POMPES A EAU" in names
    assert not any("ROSSIGNOL" in name or "DIFFUSIBLE" in name for name in names)
    closed = RegisterEntry.objects.get(register="sirene-ul", name="COMPAGNIE DES TROIS PONTONS")
    assert (closed.is_closed, closed.closed_on) == (True, dt.date(2023, 12, 31))
    sewers = RegisterEntry.objects.get(register="sirene-etab", name="LES COUSETTES DU FORT")
    assert sewers.address == "27 AVENUE DE LA REPUBLIQUE"
    assert every.outcomes["refused"] == 2


def test_anything_that_a_service_may_say_is_survived(online: Settings) -> None:
    odd: list[dict[str, Any]] = [
        {}, {"siren": None}, {"siren": []}, {"siren": "999910011", "siege": "x", "complements": 3},
        {"siren": "999910011", "nom_raison_sociale": {"a": 1}},
        {"siren": "999910011", "siege": {"siret": 12, "liste_enseignes": [None]}},
        {"siren": "999910011", "nom_raison_sociale": "A\0B" * 400, "nature_juridique": "9" * 50},
    ]  # fmt: skip  # a table reads by its lines
    assert len(_replayed(tuple(odd)).answer.entries) == 1


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"[]", b'{"results": 3}', b'{"erreur": "x"}', b"[" * 100_000, b"\xff\xfe"]
)
def test_an_answer_of_another_shape_is_a_silence(content: bytes) -> None:
    with pytest.raises(Unavailable):
        service.read(content)


def test_the_real_service_is_asked_for_no_director(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def get(url: str, **_: object) -> bytes:
        seen.append(url)
        return json.dumps({"results": [{"siren": "1"}, "x"], "total_results": 40}).encode()

    monkeypatch.setattr(outbound, "get", get)
    reply = service.OverHttps().ask(Question("écluse & co", "code_commune", ("94018", "94002")))
    assert (len(reply.results), reply.total) == (1, 40)
    assert seen[0].startswith("https://recherche-entreprises.api.gouv.fr/search?q=%C3%A9cluse+%26+co&")
    assert "minimal=true&include=siege%2Ccomplements&code_commune=94018%2C94002" in seen[0]


def test_silent_it_says_so_and_keeps_the_search(
    online: Settings, pilote: User, client_for: ClientFor
) -> None:
    online.REGISTER_SERVICE = f"{__name__}.Silent"
    page = client_for(pilote).post(url("registers_ask"), {"q": "graineterie", "lieu": ""}, follow=True)
    assert "ne répond pas pour l’instant" in page.content.decode()
    assert 'value="graineterie"' in page.content.decode()
    assert not RegisterAnswer.objects.exists()


def test_too_short_or_too_often_is_refused(online: Settings) -> None:
    with pytest.raises(ActionRefused, match="trois lettres"):
        answers.ask("ab", None, at=NOW)
    for number in range(30):
        answers.ask(f"rien du tout {number}", None, at=NOW)
    with pytest.raises(ActionRefused, match="minute"):
        answers.ask("encore une", None, at=NOW)


def test_it_says_when_it_knows_nothing_either(online: Settings, pilote: User, client_for: ClientFor) -> None:
    page = client_for(pilote).post(url("registers_ask"), {"q": "zzyzx"}, follow=True).content.decode()
    assert "n’a rien trouvé non plus" in page
    assert ASK not in page


def test_a_reader_sees_the_answers_and_asks_nothing(
    online: Settings, membre: User, client_for: ClientFor
) -> None:
    client = client_for(membre)
    assert ASK not in client.get(url("registers"), {"q": "graineterie"}).content.decode()
    assert client.post(url("registers_ask"), {"q": "graineterie"}).status_code == 403


def test_an_answer_is_shown_when_the_words_do_not_match(
    online: Settings, pilote: User, client_for: ClientFor
) -> None:
    answers.ask("graineterie", None, at=timezone.now())
    RegisterAnswer.objects.update(question="semences du quartier")
    client = client_for(pilote)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url("registers"), {"q": "Semences du quartier"}).content.decode()
    assert "Réponses du service Recherche d’entreprises" in page
    asked = [one["sql"] for one in queries]
    # The setting and the savepoint are those of one question to the word index of PostgreSQL.
    assert len([sql for sql in asked if "SET LOCAL" not in sql and "SAVEPOINT" not in sql]) <= 15


def _replayed(units: tuple[dict[str, Any], ...]) -> answers.Asked:
    return answers._store(Reply(units, len(units)), "tout", None, at=NOW)
