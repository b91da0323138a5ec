"""Two sheets become one: whose values, what moves, what would be there twice, and all of it undone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.directory.actions import merging as actions
from copil.directory.actions import organisations, people, unmerging
from copil.directory.models import FormerValue, Function, Merge, Organisation, Person, Profile
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace
from copil.initiatives.models import TargetStructure
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.needs.models import Need
from copil.search import queries
from copil.search.models import SearchEntry
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory, ProfileFactory
from tests.factories.initiatives import InitiativeFactory, TargetFactory, TeamMemberFactory
from tests.factories.needs import DiagnosticFactory, NeedFactory

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
Merging = Callable[..., Merge]


@pytest.fixture
def kept(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Ressourcerie La Boucle", siret="99990274500036", siren="999902745"
    )


@pytest.fixture
def merged(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="La Boucle", rna="W941990226", phone="01 99 00 48 60", external_ref="A12"
    )


@pytest.fixture
def bring(pilote: User) -> Merging:
    def make(one: Any, other: Any, values: dict[str, Any] | None = None) -> Merge:
        return actions.merge(
            kept=one,
            merged=other,
            values=values if values is not None else {},
            expected=(one.version, other.version),
            by=pilote,
            at=AT,
        )

    return make


def test_everything_moves_and_comes_back(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    made = (NeedFactory, DiagnosticFactory, FunctionFactory, ProfileFactory)
    initiative = InitiativeFactory.create(workspace=workspace)
    target = TargetFactory.create(initiative=initiative, organisation=merged)
    file = StoredFile.objects.create(
        workspace=workspace, sha256="0" * 64, size=1, name="Statuts", media_type="text/plain",
        owner_kind="directory.organisation", owner_id=merged.pk,
    )  # fmt: skip  # a table reads by its lines
    rows = (*(each.create(organisation=merged) for each in made), target, file)

    def owners() -> list[Any]:
        for row in rows:
            row.refresh_from_db()
        return [getattr(row, "organisation_id", None) or row.owner_id for row in rows]

    done = bring(kept, merged)
    assert set(owners()) == {kept.pk}
    merged.refresh_from_db()
    assert (merged.merged_into_id, merged.archived_at) == (kept.pk, AT)
    undone = unmerging.undo(merge=done, by=pilote, at=AT)
    assert set(owners()) == {merged.pk}
    merged.refresh_from_db()
    assert (merged.merged_into_id, merged.archived_at, undone.left) == (None, None, [])
    assert journal.verify(workspace) == []
    verbs = JournalEntry.objects.order_by("seq").values_list("verb", "object_id")
    assert list(verbs) == [
        ("merged_into", merged.pk), ("merge", kept.pk), ("unmerge", kept.pk), ("unmerge", merged.pk)
    ]  # fmt: skip  # a table reads by its lines


def test_values_are_kept_as_chosen_and_given_back(
    kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    done = bring(kept, merged, {"rna": merged.rna, "phone": merged.phone, "name": "La Boucle"})
    kept.refresh_from_db()
    assert (kept.rna, kept.phone, kept.name, kept.name_key) == (
        "W941990226", "01 99 00 48 60", "La Boucle", "la boucle"
    )  # fmt: skip  # a table reads by its lines
    organisations.update(
        by=pilote, at=AT, organisation=kept, values={"phone": "01 99 00 00 00"}, expected=kept.version
    )
    undone = unmerging.undo(merge=done, by=pilote, at=AT)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.rna, kept.name, kept.phone) == ("", "Ressourcerie La Boucle", "01 99 00 00 00")
    assert undone.left == ["Téléphone : modifié depuis, gardé tel quel."]
    assert (merged.rna, merged.phone) == ("W941990226", "01 99 00 48 60")


def test_a_row_changed_since_stays_and_is_said(
    kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    stays, leaves = NeedFactory.create_batch(2, organisation=merged)
    done = bring(kept, merged)
    Need.objects.filter(pk=stays.pk).update(version=9, text="Autre chose")
    undone = unmerging.undo(merge=done, by=pilote, at=AT)
    stays.refresh_from_db()
    leaves.refresh_from_db()
    assert (stays.organisation_id, leaves.organisation_id) == (kept.pk, merged.pk)
    assert undone.left == ["« Autre chose » a été modifié depuis : il reste avec « Ressourcerie La Boucle »."]


def test_what_would_be_there_twice_is_there_once(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    person = PersonFactory.create(workspace=workspace, given_name="Mireille", family_name="Castan")
    for organisation in (kept, merged):
        TargetFactory.create(initiative=initiative, organisation=organisation)
        FunctionFactory.create(organisation=organisation, person=person, title="Présidente")
        ProfileFactory.create(organisation=organisation, sector=f"Secteur {organisation.name}")
    done = bring(kept, merged, {"sector": "Secteur La Boucle"})
    assert TargetStructure.objects.current().get().organisation == kept
    assert Function.objects.current().get().organisation == kept
    assert Profile.objects.get(organisation=kept).sector == "Secteur La Boucle"
    assert sorted(done.notes) == [
        "Les deux fiches avaient un profil : celui qui reste a les réponses choisies.",
        "« Mireille Castan, Présidente » était noté sur les deux fiches : une seule fois suffit.",
        "« Ressourcerie La Boucle » était noté sur les deux fiches : une seule fois suffit.",
    ]
    assert unmerging.undo(merge=done, by=pilote, at=AT).left == []
    assert Function.objects.current().count() == TargetStructure.objects.current().count() == 2
    assert Profile.objects.get(organisation=kept).sector == "Secteur Ressourcerie La Boucle"


def test_the_names_and_numbers_of_both_are_found(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    done = bring(kept, merged, {"name": "Boucle 94"})
    found = FormerValue.objects.current().values_list("field", "value").order_by("value")
    assert list(found) == [
        ("external_ref", "A12"), ("name", "La Boucle"), ("name", "Ressourcerie La Boucle"),
        ("rna", "W941990226"),
    ]  # fmt: skip  # a table reads by its lines
    for question in ("ressourcerie", "W941990226", "A12"):
        assert [one.object_id for one in queries.find(workspace=workspace, question=question)] == [kept.pk]
    assert queries.find(workspace=workspace, question="ressourcerie").count() == 1
    unmerging.undo(merge=done, by=pilote, at=AT)
    assert not FormerValue.objects.current().exists()
    assert SearchEntry.objects.filter(kind="directory.organisation").count() == 2


def test_only_the_first_of_two_merges_is_done(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging
) -> None:
    stale = Organisation.objects.get(pk=kept.pk)
    third = OrganisationFactory.create(workspace=workspace, name="Une autre")
    bring(kept, third)
    with pytest.raises(Conflict):
        bring(stale, merged)
    with pytest.raises(ActionRefused, match="vient d’être réunie"):
        bring(Organisation.objects.get(pk=kept.pk), third)


def test_merges_are_undone_from_the_last(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    first = bring(kept, merged)
    third = OrganisationFactory.create(workspace=workspace, name="La Grande Boucle")
    second = bring(third, Organisation.objects.get(pk=kept.pk))
    merged.refresh_from_db()
    assert merged.merged_into == third, "one step leads there"
    with pytest.raises(ActionRefused, match="annulez d’abord cette fusion-là"):
        unmerging.undo(merge=first, by=pilote, at=AT)
    unmerging.undo(merge=second, by=pilote, at=AT)
    unmerging.undo(merge=first, by=pilote, at=AT)
    assert Organisation.objects.current().count() == 3
    with pytest.raises(ActionRefused, match="déjà annulée"):
        unmerging.undo(merge=first, by=pilote, at=AT)


def test_a_number_given_to_another_meanwhile_prevents_the_undoing(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    done = bring(kept, merged)
    OrganisationFactory.create(workspace=workspace, rna=merged.rna)
    with pytest.raises(ActionRefused, match="celui d’une autre fiche"):
        unmerging.undo(merge=done, by=pilote, at=AT)
    assert Organisation.objects.get(pk=merged.pk).merged_into == kept


def test_an_archived_or_merged_sheet_is_refused(
    workspace: Workspace, kept: Organisation, merged: Organisation, bring: Merging, pilote: User
) -> None:
    with pytest.raises(ActionRefused, match="deux fiches différentes"):
        bring(kept, kept)
    bring(kept, merged)
    merged.refresh_from_db()
    with pytest.raises(ActionRefused, match="annulez plutôt la fusion"):
        organisations.restore(by=pilote, at=AT, organisation=merged)
    old = OrganisationFactory.create(workspace=workspace, archived_at=timezone.now())
    with pytest.raises(ActionRefused, match="est archivée"):
        bring(Organisation.objects.get(pk=kept.pk), old)


def test_people_are_brought_together_with_their_account(
    workspace: Workspace, membre: User, pilote: User, bring: Merging
) -> None:
    one = PersonFactory.create(workspace=workspace, family_name="Castan")
    other = PersonFactory.create(
        workspace=workspace, given_name="M.", family_name="Castan", email="m@castan.example", user=membre
    )
    initiative = InitiativeFactory.create(workspace=workspace)
    TeamMemberFactory.create(initiative=initiative, person=one)
    twice = TeamMemberFactory.create(initiative=initiative, person=other)
    function = FunctionFactory.create(
        person=other, organisation=OrganisationFactory.create(workspace=workspace)
    )
    done = bring(one, other, {"email": other.email})
    one.refresh_from_db()
    function.refresh_from_db()
    twice.refresh_from_db()
    assert (one.user, one.email, function.person, twice.is_archived) == (membre, other.email, one, True)
    assert queries.find(workspace=workspace, question="m@castan.example").count() == 1
    unmerging.undo(merge=done, by=pilote, at=AT)
    for row in (one, other, function, twice):
        row.refresh_from_db()
    assert (one.user, other.user, one.email, function.person) == (None, membre, "", other)
    assert not twice.is_archived


def test_two_accounts_are_two_people(
    workspace: Workspace, membre: User, pilote: User, bring: Merging
) -> None:
    one, other = (PersonFactory.create(workspace=workspace, user=user) for user in (membre, pilote))
    with pytest.raises(ActionRefused, match="chacune leur compte"):
        bring(one, other)
    assert Person.objects.current().count() == 2
    people.archive(by=pilote, at=AT, person=other)


def test_a_change_by_hand_leaves_its_trace(workspace: Workspace, kept: Organisation, pilote: User) -> None:
    values = {"name": "Boucle 94", "siret": "99990274500044"}
    organisations.update(by=pilote, at=AT, organisation=kept, values=values, expected=1)
    former = FormerValue.objects.order_by("field").values_list("field", "value", "until")
    day = timezone.localdate(AT)
    assert list(former) == [("name", "Ressourcerie La Boucle", day), ("siret", "99990274500036", day)]
    assert queries.find(workspace=workspace, question="ressourcerie").count() == 1
