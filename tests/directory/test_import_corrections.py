"""Rows corrected before the import: judged again, kept with the run, used by what is written."""

import itertools
from typing import Any

import pytest
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.models import Organisation
from copil.exchange import actions, correcting, engine
from copil.exchange.corrections import Said
from copil.exchange.importers import details_of
from copil.exchange.models import ImportRow, ImportRun, RowCorrection
from copil.identity.models import User, Workspace
from copil.notifications import worker
from copil.territories.models import Territory
from tests.factories.directory import OrganisationFactory
from tests.factories.exchange import table, verified

pytestmark = pytest.mark.usefixtures("communes")

HEADER = ["nom", "siret", "cp", "commune", "téléphone"]


def corrected(run: ImportRun, by: User, said: dict[int, Said], **answers: dict[str, str]) -> None:
    run.refresh_from_db()
    correcting.correct(
        by=by, at=timezone.now(), run=run, importer=ORGANISATIONS, said=said, answers=answers,
        expected=run.version,
    )  # fmt: skip  # a table reads by its lines
    run.refresh_from_db()


def row(run: ImportRun, number: int) -> ImportRow:
    return ImportRow.objects.get(run=run, number=number)


def foreseen(run: ImportRun) -> list[Any]:
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return list(rows.values_list("number", "outcome", "reason", "values", "label"))


def write(run: ImportRun, by: User) -> None:
    actions.confirm(by=by, at=timezone.now(), run=run, importer=ORGANISATIONS)
    worker.run_all()
    run.refresh_from_db()


def test_a_refused_row_is_corrected_and_written(workspace: Workspace, pilote: User) -> None:
    content = table([HEADER, ["", "", "94220", "", ""], ["Le Moulin", "123", "", "", ""]])
    run = verified(workspace, pilote, content)
    assert run.refused == 2
    assert [(one.field, one.typed) for one in details_of(row(run, 3).details).troubles] == [("siret", "123")]
    said = {2: Said({"name": "L’Écluse"}), 3: Said({"siret": "81234567600017"})}
    corrected(run, pilote, said)
    assert (run.created, run.refused, run.state) == (2, 0, "read")
    before = foreseen(run)
    write(run, pilote)
    assert foreseen(run) == before, "what is foreseen is what is done"
    assert Organisation.objects.get(name="Le Moulin").siret == "81234567600017"
    assert Organisation.objects.get(name="L’Écluse").postal_code == "94220"


def test_a_wrong_correction_is_kept_with_its_error(workspace: Workspace, pilote: User) -> None:
    run = verified(workspace, pilote, table([HEADER, ["Le Moulin", "123", "", "", ""], ["B"]]))
    corrected(run, pilote, {2: Said({"siret": "1234"})})
    (trouble,) = details_of(row(run, 2).details).troubles
    assert (trouble.typed, "en a 4" in trouble.text) == ("1234", True)


def test_a_row_left_aside_can_be_taken_back(workspace: Workspace, pilote: User) -> None:
    run = verified(workspace, pilote, table([HEADER, ["A", "", "", "", ""], ["B", "", "", "", ""]]))
    corrected(run, pilote, {2: Said(skipped=True)})
    assert (run.created, run.skipped, row(run, 2).label) == (1, 1, "A")
    corrected(run, pilote, {2: Said(skipped=False)})
    assert (run.created, run.skipped) == (2, 0)
    corrected(run, pilote, {3: Said(skipped=True)})
    write(run, pilote)
    assert (run.created, run.skipped, run.state) == (1, 1, "done")
    assert [one.name for one in Organisation.objects.all()] == ["A"]


def test_the_second_of_two_people_is_told(workspace: Workspace, pilote: User) -> None:
    run = verified(workspace, pilote, table([HEADER, ["", "", "94220"], ["B"]]))
    seen = run.version
    corrected(run, pilote, {2: Said({"name": "A"})})
    with pytest.raises(Conflict):
        correcting.correct(
            by=pilote, at=timezone.now(), run=run, importer=ORGANISATIONS,
            said={2: Said({"name": "Z"})}, answers={}, expected=seen,
        )  # fmt: skip  # a table reads by its lines
    assert RowCorrection.objects.get(run=run).cells == {"name": "A"}
    with pytest.raises(ActionRefused, match="plus dans le fichier"):
        corrected(run, pilote, {99: Said({"name": "Z"})})


def test_a_name_several_communes_have_is_chosen_once_for_all(
    workspace: Workspace, pilote: User, communes: dict[str, Territory]
) -> None:
    rows = [
        ["A", "", "", "Saint-Maur", ""],
        ["B", "", "", "SAINT MAUR", ""],
        ["C", "", "36110", "Saint-Maur", ""],
    ]
    run = verified(workspace, pilote, table([HEADER, *rows]))
    details = details_of(row(run, 2).details)
    assert set(details.places) == {"36202", "36249"}
    assert (run.doubtful, details.place, row(run, 4).doubtful) == (2, "", False)
    corrected(run, pilote, {2: Said({"commune_code": "36202"})})
    assert (details_of(row(run, 2).details).place, run.doubtful) == ("36202", 1)
    corrected(run, pilote, {2: Said({"commune_code": ""})}, communes={details.wording: "36249"})
    assert run.doubtful == 0
    write(run, pilote)
    assert set(Organisation.objects.values_list("commune", flat=True)) == {communes["36249"].pk}


def test_killed_in_the_middle_the_corrections_are_still_used(
    workspace: Workspace, pilote: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        ["", "", "", "", ""] if number % 3 == 0 else [f"A{number}", "", "", "", ""] for number in range(12)
    ]
    rows = [[name, siret, "94220", *others] for name, siret, _, *others in rows]
    run = verified(workspace, pilote, table([HEADER, *rows]))
    said = {number: Said({"name": f"Corrigée {number}"}) for number in (2, 5, 8)}
    corrected(run, pilote, {**said, 11: Said(skipped=True), 3: Said(skipped=True)})
    before = foreseen(run)
    actions.confirm(by=pilote, at=timezone.now(), run=run, importer=ORGANISATIONS)
    run.refresh_from_db()
    calls = itertools.count()

    class Killed(BaseException):
        """What a power cut looks like from inside."""

    def beat(_done: int, _total: int) -> bool:
        if next(calls) == 1:
            raise Killed
        return True

    with pytest.raises(Killed):
        engine.apply(run, ORGANISATIONS, beat=beat, chunk=4)
    engine.apply(ImportRun.objects.get(pk=run.pk), ORGANISATIONS, beat=lambda _d, _t: True, chunk=4)
    run.refresh_from_db()
    assert foreseen(run) == before
    assert (run.created, run.skipped, run.refused) == (10, 2, 0)
    assert Organisation.objects.filter(name__startswith="Corrigée").count() == 3


def test_a_large_file_is_verified_again_before_it_is_confirmed(
    workspace: Workspace, pilote: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["A"], ["", "", "94220"], *[[f"B{n}", "", "", "", ""] for n in range(6)]]
    monkeypatch.setattr(actions, "AT_ONCE", 5)
    run = verified(workspace, pilote, table([HEADER, *rows]))
    corrected(run, pilote, {3: Said({"name": "A", "postal_code": "", "phone": "0143680000"})})
    assert (run.is_stale, row(run, 3).outcome) == (True, "created"), "judged alone"
    with pytest.raises(ActionRefused, match="pas été vérifiées"):
        actions.confirm(by=pilote, at=timezone.now(), run=run, importer=ORGANISATIONS)
    correcting.verify_again(at=timezone.now(), run=run, importer=ORGANISATIONS)
    worker.run_all()
    run.refresh_from_db()
    assert (run.is_stale, row(run, 3).outcome) == (False, "refused"), "with the others, it repeats a row"


def test_what_resembles_is_shown_and_settled(workspace: Workspace, pilote: User) -> None:
    there = OrganisationFactory.create(
        workspace=workspace, name="Les Amis du Moulin", postal_code="94220", phone="01 43 68 00 00"
    )
    rows = [
        ["Amis du moulin", "", "94220", "", ""],
        ["Asso. Les Amis du moulin", "81234567600017", "94220", "", ""],
    ]
    run = verified(workspace, pilote, table([HEADER, *rows]))
    (alike,) = details_of(row(run, 2).details).alike
    assert (alike.id, alike.label, run.doubtful) == (str(there.pk), there.name, 2)
    assert any("Au même endroit" in reason for reason in alike.why)
    corrected(run, pilote, {2: Said(choice="new"), 3: Said(choice=str(there.pk))})
    assert (run.created, run.updated, run.doubtful) == (1, 1, 0)
    before = foreseen(run)
    write(run, pilote)
    assert foreseen(run) == before
    there.refresh_from_db()
    assert (there.siret, Organisation.objects.current().count()) == ("81234567600017", 2)


def test_a_choice_that_a_number_contradicts_is_refused(workspace: Workspace, pilote: User) -> None:
    there = OrganisationFactory.create(workspace=workspace, name="Le Moulin", postal_code="94220")
    OrganisationFactory.create(workspace=workspace, name="L’Écluse", numbered=True)
    run = verified(workspace, pilote, table([HEADER, ["Moulin", "81234567600017", "94220", "", ""]]))
    assert run.updated == 1
    corrected(run, pilote, {2: Said(choice=str(there.pk))})
    assert "un numéro de la ligne est celui de « L’Écluse »" in row(run, 2).reason


def test_several_answer_and_one_is_chosen(workspace: Workspace, pilote: User) -> None:
    one, _ = OrganisationFactory.create_batch(2, workspace=workspace, name="Le Moulin", postal_code="94220")
    run = verified(workspace, pilote, table([HEADER, ["Le Moulin", "", "94220", "", "0143680000"]]))
    assert (run.refused, len(details_of(row(run, 2).details).alike)) == (1, 2)
    corrected(run, pilote, {2: Said(choice=str(one.pk))})
    write(run, pilote)
    one.refresh_from_db()
    assert one.phone == "01 43 68 00 00"
