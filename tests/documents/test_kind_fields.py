"""What a template of the workspace may name is found in the documents of the kind; no database."""

import datetime as dt
from typing import Any

from copil.directory.models import Person
from copil.documents.kinds import KINDS
from copil.documents.merging import context_of
from copil.governance.documents import decision_document
from copil.governance.mission_letters import FIELDS, letter_document
from copil.governance.models import Body, Decision, LetterVersion, MissionLetter
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.needs.documents import problem_document
from copil.needs.enums import Outcome, Standing
from copil.needs.models import Antecedent, ProblemSheet, SharedNeed
from copil.needs.opinions import Count, Panel

DAY = dt.date(2026, 11, 20)


def empty_fields(kind: str, document: Any) -> list[str]:
    """Return the fields of a kind that find nothing in a document that says everything."""
    given = context_of(document, KINDS[kind])
    return [one.name for one in KINDS[kind].own if not given[one.name]]


def test_a_problem_fills_all_its_fields() -> None:
    said = dict.fromkeys(("context", "stakes", "needs_summary", "origin", "validation"), "Dit.")
    shared = SharedNeed(title="La relève")
    sheet = ProblemSheet(
        title="Qui prendra la suite ?", shared_need=shared, earlier_experiences="Deux", **said
    )
    tried = [Antecedent(title="Un cycle", held_when="2023", outcome=Outcome.SUCCESS, lesson="Préparer")]
    asked: Any = [object()]
    counts = [Count("Elle est partagée", 1, 0, 0)]
    panel = Panel(Standing.CONFIRMED, "", "", "1 partenaire la confirme.", counts, [], asked, 0)
    document = problem_document(sheet, opinions=panel, antecedents=tried, organisation="Ici", date=DAY)
    assert empty_fields("needs.problem_sheet", document) == []


def test_a_decision_fills_all_its_fields() -> None:
    decision = Decision(
        title="Ouvrir le groupe", decided_on=DAY, review_on=DAY, options="Oui\nNon", reason="Demandé",
        consequences="Un groupe de plus", owner_name="Anna", body=Body(name="Comité"),
        initiative=Initiative(title="Relève"), way="consensus",
    )  # fmt: skip  # a table reads by its lines
    document = decision_document(decision, organisation="Ici", date=DAY)
    assert empty_fields("governance.decision", document) == []


def test_a_mission_letter_fills_all_its_fields() -> None:
    at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    letter = MissionLetter(
        person=Person(given_name="Inès", family_name="Morel"), role="technical",
        initiative=Initiative(title="Relève"), workspace=Workspace(name="Ici"),
    )  # fmt: skip  # a table reads by its lines
    words = dict.fromkeys(FIELDS, "Dit.")
    version = LetterVersion(
        letter=letter, number=1, sent_at=at, answer="accepted", answered_at=at, created_at=at, **words
    )
    document = letter_document(version, organisation="Ici", date=DAY)
    assert empty_fields("governance.mission_letter", document) == []


def test_a_problem_not_written_yet_says_so() -> None:
    panel = Panel(Standing.UNASKED, "", "", "", [], [], [], 0)
    document = problem_document(
        ProblemSheet(title="Qui prendra la suite ?"),
        opinions=panel,
        antecedents=[],
        organisation="",
        date=DAY,
    )
    assert "reste à écrire" in str(document.blocks)
