"""The verbs of needs, of their origins, of diagnostics and of themes."""

import datetime as dt

import pytest

from copil.core.errors import ActionRefused, Conflict
from copil.directory.models import Organisation, Person
from copil.directory.rules.people import NewPerson
from copil.identity.models import User, Workspace
from copil.journal.actions import verify
from copil.journal.models import JournalEntry
from copil.needs import actions
from copil.needs.actions import Heard
from copil.needs.enums import OriginKind
from copil.needs.models import Need, NeedOrigin
from copil.search import queries
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import DiagnosticFactory, NeedFactory, NeedOriginFactory, ThemeFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 12)
HEARD = [Heard(kind=OriginKind.STRUCTURE, date=DAY)]


def confirmed(need: Need) -> bool:
    return bool(Need.objects.with_confirmation().get(pk=need.pk).confirmed)


def note(workspace: Workspace, fabrique: Organisation, by: User, at: dt.datetime, text: str) -> Need:
    return actions.create_need(
        workspace=workspace, organisation=fabrique, text=text, origins=HEARD, by=by, at=at
    )


def test_noting_a_need_keeps_where_it_comes_from(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    origin = Heard(
        kind=OriginKind.PROVIDER, date=DAY, person=NewPerson("Odile", "Marchetti"), document=" p. 3 "
    )
    need = actions.create_need(
        workspace=workspace,
        organisation=fabrique,
        text="  Trouver un local plus grand.  ",
        origins=[origin],
        by=pilote,
        at=now,
    )
    assert need.text == "Trouver un local plus grand."
    kept = need.origins.get()
    assert (kept.kind, kept.date, kept.document) == ("provider", DAY, "p. 3")
    assert str(kept.person) == "Odile Marchetti"
    assert queries.find(workspace=workspace, question="locaux grands").get().object_id == need.pk
    assert JournalEntry.objects.filter(object_kind="needs.need", verb="create").count() == 1
    assert verify(workspace) == []


@pytest.mark.parametrize("text", ["Un local", "UN  LOCAL", "un lôcal"])
def test_the_same_words_are_not_noted_twice_for_a_structure(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime, text: str
) -> None:
    note(workspace, fabrique, pilote, now, "Un local")
    with pytest.raises(ActionRefused, match="déjà noté"):
        note(workspace, fabrique, pilote, now, text)
    other = OrganisationFactory.create(workspace=workspace)
    assert note(workspace, other, pilote, now, text).organisation == other


def test_what_is_refused_writes_nothing(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    with pytest.raises(ActionRefused, match="avec les mots"):
        note(workspace, fabrique, pilote, now, "  ")
    with pytest.raises(ActionRefused, match="une origine au moins"):
        actions.create_need(
            workspace=workspace, organisation=fabrique, text="Un four", origins=[], by=pilote, at=now
        )
    elsewhere = DiagnosticFactory.create(organisation=OrganisationFactory.create(workspace=workspace))
    heard = Heard(kind="diagnostic", diagnostic=elsewhere, person=NewPerson("Léa", "Roy"))
    with pytest.raises(ActionRefused, match="autre structure"):
        actions.create_need(
            workspace=workspace, organisation=fabrique, text="Un four", origins=[heard], by=pilote, at=now
        )
    fabrique.archived_at = now
    with pytest.raises(ActionRefused, match="archivée"):
        note(workspace, fabrique, pilote, now, "Un four")
    assert not Need.objects.exists()
    assert not Person.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_second_kind_of_origin_confirms_and_taking_it_back_undoes_it(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    need = note(workspace, fabrique, pilote, now, "Un local")
    first = need.origins.get()
    with pytest.raises(ActionRefused, match="au moins une origine"):
        actions.remove_origin(origin=first, by=pilote, at=now)
    actions.add_origin(need=need, heard=Heard(kind="structure"), by=pilote, at=now)
    assert not confirmed(need)
    second = actions.add_origin(need=need, heard=Heard(kind="document"), by=pilote, at=now)
    assert confirmed(need)
    actions.remove_origin(origin=second, by=pilote, at=now)
    assert not confirmed(need)
    with pytest.raises(ActionRefused, match="déjà retirée"):
        actions.remove_origin(origin=NeedOrigin.objects.get(pk=second.pk), by=pilote, at=now)


def test_the_structure_confirms(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    need = note(workspace, fabrique, pilote, now, "Un local")
    actions.confirm_need(need=need, on=DAY, person=NewPerson("Mireille", "Castan"), by=pilote, at=now)
    stored = Need.objects.get(pk=need.pk)
    assert confirmed(need)
    assert (stored.confirmed_on, str(stored.confirmed_by)) == (DAY, "Mireille Castan")
    actions.unconfirm_need(need=need, by=pilote, at=now)
    assert not confirmed(need)
    with pytest.raises(ActionRefused, match="n’avait pas confirmé"):
        actions.unconfirm_need(need=need, by=pilote, at=now)


def test_two_people_do_not_overwrite_one_another(
    fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    need = NeedFactory.create(organisation=fabrique, text="Un local")
    values = {"text": "Un grand local", "theme": None, "organisation": fabrique}
    assert actions.update_need(need=need, values=values, expected=1, by=pilote, at=now)
    with pytest.raises(Conflict):
        actions.update_need(need=need, values={"text": "Un petit local"}, expected=1, by=pilote, at=now)
    assert not actions.update_need(need=need, values=values, expected=2, by=pilote, at=now)
    assert Need.objects.get().text == "Un grand local"


def test_a_need_of_a_diagnostic_stays_with_its_structure(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    need = NeedFactory.create(organisation=fabrique)
    NeedOriginFactory.create(
        need=need, kind="diagnostic", diagnostic=DiagnosticFactory.create(organisation=fabrique)
    )
    other = OrganisationFactory.create(workspace=workspace)
    with pytest.raises(ActionRefused, match="diagnostic"):
        actions.update_need(need=need, values={"organisation": other}, expected=1, by=pilote, at=now)


def test_an_archived_need_leaves_the_search_and_comes_back(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    need = note(workspace, fabrique, pilote, now, "Un local")
    actions.archive_need(need=need, by=pilote, at=now)
    assert not queries.find(workspace=workspace, question="local").exists()
    with pytest.raises(ActionRefused, match="archivé"):
        actions.add_origin(need=need, heard=Heard(kind="document"), by=pilote, at=now)
    actions.restore_need(need=need, by=pilote, at=now)
    assert queries.find(workspace=workspace, question="local").exists()
    with pytest.raises(ActionRefused, match="n’est pas archivé"):
        actions.restore_need(need=need, by=pilote, at=now)


def test_a_diagnostic_brings_its_needs_and_meets_those_known(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    known = note(workspace, fabrique, pilote, now, "Un local")
    diagnostic = actions.create_diagnostic(
        workspace=workspace,
        organisation=fabrique,
        date=DAY,
        led_by=NewPerson("Nadia", "Benhaddou"),
        texts=["un local", "Un four", "Un four"],
        by=pilote,
        at=now,
    )
    assert sorted(Need.objects.values_list("text", flat=True)) == ["Un four", "Un local"]
    assert confirmed(known)
    assert not confirmed(Need.objects.get(text="Un four"))
    values = {"kind": "mission_report", "summary": "Relu"}
    actions.update_diagnostic(
        diagnostic=diagnostic, values=values, texts=["Un four", "Un toit"], expected=1, by=pilote, at=now
    )
    assert NeedOrigin.objects.filter(diagnostic=diagnostic).count() == 3
    with pytest.raises(Conflict):
        actions.update_diagnostic(
            diagnostic=diagnostic, values={"summary": "Autre"}, texts=["Perdu"], expected=1, by=pilote, at=now
        )
    assert not Need.objects.filter(text="Perdu").exists()
    assert verify(workspace) == []


def test_too_many_lines_are_refused_as_a_whole(
    workspace: Workspace, fabrique: Organisation, pilote: User, now: dt.datetime
) -> None:
    with pytest.raises(ActionRefused, match="à la fois"):
        actions.create_diagnostic(
            workspace=workspace,
            organisation=fabrique,
            date=DAY,
            texts=[f"Besoin {number}" for number in range(61)],
            by=pilote,
            at=now,
        )
    assert not Need.objects.exists()


def test_themes_have_two_levels_and_one_name_each(
    workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    heading = actions.create_theme(workspace=workspace, label="Gestion", by=pilote, at=now)
    under = actions.create_theme(workspace=workspace, label="Gestion", parent=heading, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="premier niveau"):
        actions.create_theme(workspace=workspace, label="gestion", by=pilote, at=now)
    with pytest.raises(ActionRefused, match="sous « Gestion »"):
        actions.create_theme(workspace=workspace, label="GESTION", parent=heading, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="deux niveaux"):
        actions.create_theme(workspace=workspace, label="Plus bas", parent=under, by=pilote, at=now)


def test_renaming_a_theme_is_found_at_once(fabrique: Organisation, pilote: User, now: dt.datetime) -> None:
    theme = ThemeFactory.create(workspace=fabrique.workspace, label="Gestion")
    need = NeedFactory.create(organisation=fabrique, theme=theme, text="Un local")
    actions.update_theme(theme=theme, label="Trésorerie", code="g", expected=1, by=pilote, at=now)
    found = queries.find(workspace=fabrique.workspace, question="tresorerie", kind="needs.need")
    assert [entry.object_id for entry in found] == [need.pk]
    assert not actions.update_theme(theme=theme, label="Trésorerie", code="g", expected=2, by=pilote, at=now)
