"""The fields that a template may name are those that the documents really hold."""

import pytest
from django.utils import timezone

from copil.documents.blocks import Document, Facts, Heading, Table
from copil.documents.kind_fields import Field
from copil.documents.kinds import KINDS
from copil.initiatives import paper_kinds
from copil.initiatives.models import Initiative
from copil.initiatives.papers import PAPERS
from tests.factories.initiatives import InitiativeFactory
from tests.factories.needs import ProblemSheetFactory

pytestmark = pytest.mark.django_db
# Said only when there is something to say, whatever stands in place of a gap.
SOMETIMES = set(
    "avec territoire ouverte_le resultats pour ecarts existant calendrier equipe experiences_anterieures "
    "cout_par_structure cout_par_journee".split()
)


def places(document: Document) -> set[tuple[tuple[str, ...], str]]:
    """Return every place of a document: the path of its titles and what stands there."""
    path: tuple[str, ...] = ()
    found = {(path, "")}
    for block in document.blocks:
        if isinstance(block, Heading):
            path = (*path[: block.level - 1], block.text)
            found.add((path, ""))
        if isinstance(block, Facts):
            found |= {(path, label) for label, _ in block.pairs}
        if isinstance(block, Table):
            found.add((path, "|".join(block.header)))
    return found


def asked(field: Field) -> tuple[tuple[str, ...], str]:
    return (field.where, "|".join(one.label for one in field.inside) or field.fact)


@pytest.mark.parametrize("key", PAPERS)
def test_each_field_is_a_place_of_the_document(key: str) -> None:
    paper = PAPERS[key]
    initiative = InitiativeFactory.create()
    problem = ProblemSheetFactory.create(workspace=initiative.workspace, title="La relève")
    Initiative.objects.filter(pk=initiative.pk).update(problem_sheet=problem)
    initiative.refresh_from_db()
    document = paper.build(initiative, timezone.localdate(), "À compléter")
    known = places(document)
    missing = [one.name for one in KINDS[paper.kind].own if asked(one) not in known]
    assert set(missing) <= SOMETIMES


def test_each_document_of_an_initiative_has_its_fields() -> None:
    kinds = {paper_kinds.PRESENTATION, paper_kinds.CONCEPT_NOTE, paper_kinds.METHOD_FRAME}
    assert kinds | {paper_kinds.ONE_PAGE, paper_kinds.HANDBOOK} <= KINDS.keys()
