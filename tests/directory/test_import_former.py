"""An import that replaces a name or a number keeps the earlier one, as an edit by hand does."""

from unittest.mock import patch

from django.utils import timezone

from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.models import FormerValue, Organisation
from copil.exchange import undoing
from copil.identity.models import User, Workspace
from copil.notifications import jobs
from copil.search import queries
from tests.factories.directory import FunctionFactory, OrganisationFactory
from tests.factories.exchange import table, verified, written

HEADER = ["référence", "nom", "siret", "cp"]


def former() -> list[tuple[str, str]]:
    return list(FormerValue.objects.current().order_by("field").values_list("field", "value"))


def test_the_earlier_name_and_number_are_kept_found_and_taken_back(
    workspace: Workspace, pilote: User
) -> None:
    there = OrganisationFactory.create(
        workspace=workspace, name="Le Moulin", external_ref="A-1", siret="81234567600017", siren="812345676"
    )
    president = FunctionFactory.create(organisation=there).person
    with patch.object(jobs, "enqueue_many", wraps=jobs.enqueue_many) as told:
        run = written(workspace, pilote, table([HEADER, ["A-1", "La Roue", "81234567600025", "94220"]]))
    assert [list(call.kwargs["payloads"].values()) for call in told.mock_calls] == [
        [{"organisation": str(there.pk)}]
    ]
    found = queries.find(workspace=workspace, question="roue").values_list("object_id", flat=True)
    assert set(found) == {there.pk, president.pk}
    assert run.updated == 1
    assert former() == [("name", "Le Moulin"), ("siret", "81234567600017")]
    assert queries.find(workspace=workspace, question="moulin").count() == 1
    undoing.ask(by=pilote, at=timezone.now(), run=run, importer=ORGANISATIONS)
    there.refresh_from_db()
    assert (there.name, former()) == ("Le Moulin", [])
    assert queries.find(workspace=workspace, question="roue").count() == 0


def test_the_earlier_name_brought_again_changes_nothing(workspace: Workspace, pilote: User) -> None:
    OrganisationFactory.create(workspace=workspace, name="Le Moulin", external_ref="A-1", postal_code="94220")
    written(workspace, pilote, table([HEADER, ["A-1", "La Roue", "", "94220"]]))
    again = verified(workspace, pilote, table([HEADER, ["A-1", "Le Moulin", "", "94220"]]))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert Organisation.objects.get().name == "La Roue"


def test_a_change_of_case_or_of_anything_else_keeps_nothing(workspace: Workspace, pilote: User) -> None:
    OrganisationFactory.create(workspace=workspace, name="Le Moulin", external_ref="A-1")
    written(workspace, pilote, table([HEADER, ["A-1", "LE MOULIN", "", "94220"]]))
    assert former() == []
