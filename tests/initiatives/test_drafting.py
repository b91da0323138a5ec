"""A method being edited: its places, its moves, its growth, what differs between two versions."""

from dataclasses import replace

import pytest

from copil.initiatives import method_file
from copil.initiatives.drafting import carrying, checking, compare, growth, moves, nodes
from copil.initiatives.drafting.moves import Direction
from copil.initiatives.method_file import Method


@pytest.fixture(scope="module")
def method() -> Method:
    return method_file.load(next(one for one in method_file.shipped() if "ingenierie" in one.name))


def at(method: Method, name: str) -> nodes.Node:
    found = nodes.find(method, name)
    assert found is not None
    return found


@pytest.mark.parametrize("path", method_file.shipped(), ids=lambda path: path.stem)
def test_a_written_file_is_read_again_the_same(path: object) -> None:
    read = method_file.load(path)  # type: ignore[arg-type]  # a path
    assert method_file.load(method_file.to_yaml(read)) == read


@pytest.mark.parametrize("path", method_file.shipped(), ids=lambda path: path.stem)
def test_every_move_keeps_every_activity(path: object) -> None:
    read = method_file.load(path)  # type: ignore[arg-type]  # a path
    ids = sorted(one.id for one in read.activities())
    for node in nodes.nodes(read):
        for direction in moves.moves_of(read, node):
            after = moves.moved(read, node, direction)
            assert sorted(one.id for one in after.activities()) == ids
            assert after != read


def test_an_activity_goes_over_the_edge_of_its_step(method: Method) -> None:
    last = at(method, "activite-1.1.6")
    after = moves.moved(method, last, Direction.DOWN)
    assert [one.id for one in after.stages[0].steps[1].activities][:2] == ["1.1.6", "1.2.1"]
    with pytest.raises(moves.CannotMove):
        moves.moved(method, at(method, "activite-1.1.1"), Direction.UP)


def test_a_step_becomes_a_stage_and_comes_back(method: Method) -> None:
    alone = moves.moved(method, at(method, "pas-1.2"), Direction.OUT)
    stage = alone.stages[1]
    assert stage.title == "Cibler les structures bénéficiaires"
    back = moves.moved(alone, at(alone, f"etape-{stage.key}"), Direction.IN)
    assert back.stages[0].steps[-1].title == stage.title
    assert len(back.stages) == 4


def test_an_id_never_serves_twice(method: Method) -> None:
    spent = growth.names_of(method)
    lighter = growth.removed(method, at(method, "activite-1.1.6"))
    _, name = growth.add_activity(lighter, parent=at(lighter, "pas-1.1"), title="Autre", spent=spent)
    assert name == "activite-1.1.7"


def test_what_is_taken_out_is_named_nowhere(method: Method) -> None:
    for node in [*nodes.nodes(method)][1::4]:  # some of each kind: each takes a second
        after = growth.removed(method, node)
        refused = [one for one in checking.problems_of(after) if one.message != "La liste est vide."]
        assert refused == []


def test_a_problem_leads_to_its_place(method: Method) -> None:
    grown, name = growth.add_activity(
        method, parent=at(method, "pas-2.1"), title="Neuve", spent=growth.names_of(method)
    )
    found = checking.problems_of(grown)
    assert {(one.node.name, one.part, one.field) for one in found} == {
        (name, "textes", "à quoi elle sert"),
        (name, "textes", "comment s’y prendre"),
    }


def test_a_comparison_says_what_was_added_removed_moved_and_changed(method: Method) -> None:
    after = moves.moved(method, at(method, "activite-1.2.2"), Direction.DOWN)
    after = growth.removed(after, at(after, "activite-1.1.1"))
    after, _ = growth.add_activity(
        after, parent=at(after, "pas-4.1"), title="Raconter", spent=growth.names_of(method)
    )
    node = at(after, "activite-2.1.1")
    assert isinstance(node.item, method_file.Activity)
    after = nodes.replaced(after, node, replace(node.item, title="Réunir"))
    found = compare.compare(before=method, after=after)
    assert [one.node.title for one in found.added] == ["Raconter"]
    assert [one.node.key for one in found.removed] == ["1.1.1"]
    assert [one.node.key for one in found.moved] == ["1.2.3"] or [one.node.key for one in found.moved] == [
        "1.2.2"
    ]
    [title] = next(one for one in found.changed if one.node.key == "2.1.1").changes
    assert (title.before, title.after) == ("Constituer un réseau partenarial autour du projet", "Réunir")
    assert compare.compare(before=method, after=method).is_empty


def test_what_was_said_is_matched_by_its_activity(method: Method) -> None:
    after = growth.removed(method, at(method, "activite-1.1.1"))
    found = carrying.carry(before=method, after=after, touched={"1.1.1", "1.1.2"})
    assert [(one.before.id, one.state) for one in found] == [("1.1.1", "gone"), ("1.1.2", "kept")]
    gone = growth.removed(method, at(method, "etape-engager"))
    assert carrying.stage_after(before=method, after=gone, current="engager") == "confirmer"
    assert carrying.stage_after(before=method, after=gone, current="identifier") == "identifier"
