"""Fields that name an organisation or a person, with and without script."""

import pytest
from django import forms

from copil.directory.fields import OrganisationField, PersonField
from copil.directory.models import Organisation, Person
from copil.directory.rules.people import NewPerson
from copil.identity.models import Workspace
from copil.territories.models import Territory
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory


@pytest.fixture
def ponts(workspace: Workspace, communes: dict[str, Territory]) -> list[Organisation]:
    return [
        OrganisationFactory.create(
            workspace=workspace, name="La Fabrique du Pont", commune=communes["94018"]
        ),
        OrganisationFactory.create(
            workspace=workspace, name="La Fabrique du Pont", commune=communes["94080"]
        ),
        OrganisationFactory.create(workspace=workspace, name="L’Œuvre des îles"),
    ]


def test_an_organisation_by_its_name_or_some_of_its_words(
    workspace: Workspace, ponts: list[Organisation]
) -> None:
    field = OrganisationField(workspace)
    for typed in ("L’Œuvre des îles", "oeuvre", "ILES œuvre"):
        assert field.clean((typed, "")) == ponts[2]


def test_namesakes_are_told_apart_by_their_commune(workspace: Workspace, ponts: list[Organisation]) -> None:
    field = OrganisationField(workspace)
    with pytest.raises(forms.ValidationError, match="Charenton-le-Pont"):
        field.clean(("La Fabrique du Pont", ""))
    assert field.clean(("La Fabrique du Pont (Vincennes)", "")) == ponts[1]
    assert field.clean(("La Fabrique du Pont", str(ponts[0].pk))) == ponts[0]


def test_a_chosen_key_no_longer_counts_once_the_text_is_another(
    workspace: Workspace, ponts: list[Organisation]
) -> None:
    assert OrganisationField(workspace).clean(("œuvre", str(ponts[0].pk))) == ponts[2]
    assert OrganisationField(workspace).clean(("œuvre", "pas une clé")) == ponts[2]


def test_archived_and_foreign_ones_cannot_be_named(workspace: Workspace, ponts: list[Organisation]) -> None:
    foreign = OrganisationFactory.create(name="Ailleurs")
    field = OrganisationField(workspace, required=False)
    for typed, key in (("Ailleurs", str(foreign.pk)), ("Personne", "")):
        with pytest.raises(forms.ValidationError):
            field.clean((typed, key))
    assert field.clean(("  ", "")) is None


def test_the_widget_shows_what_is_chosen_and_where_to_ask(
    workspace: Workspace, ponts: list[Organisation]
) -> None:
    class Choose(forms.Form):
        organisation = OrganisationField(workspace)

    html = str(Choose(initial={"organisation": ponts[0].pk})["organisation"])
    assert "La Fabrique du Pont (Charenton-le-Pont)" in html
    assert f'value="{ponts[0].pk}"' in html
    assert 'data-typeahead="/e/reseau-marne/organisations/suggestions/"' in html
    assert not OrganisationField(workspace).has_changed(ponts[0], ("La Fabrique du Pont", str(ponts[0].pk)))
    assert OrganisationField(workspace).has_changed(ponts[0], ("œuvre", ""))


def test_a_person_either_way_round(workspace: Workspace) -> None:
    castan: Person = PersonFactory.create(
        workspace=workspace, family_name="de La Tour", given_name="Jean-Paul"
    )
    for typed in ("Jean-Paul de La Tour", "de la tour jean paul", "latour"):
        if typed == "latour":
            with pytest.raises(forms.ValidationError):
                PersonField(workspace).clean((typed, ""))
        else:
            assert PersonField(workspace).clean((typed, "")) == castan


def test_homonyms_are_told_apart_by_their_organisation(
    workspace: Workspace, ponts: list[Organisation]
) -> None:
    first, second = PersonFactory.create_batch(2, workspace=workspace, family_name="Castan")
    FunctionFactory.create(person=second, organisation=ponts[2])
    field = PersonField(workspace, allow_new=True)
    with pytest.raises(forms.ValidationError, match="virgule"):
        field.clean(("Mireille Castan", ""))
    assert field.clean(("Mireille Castan, œuvre", "")) == second
    assert field.clean(("Mireille Castan", str(first.pk))) == first


def test_somebody_new_only_where_that_is_allowed(workspace: Workspace) -> None:
    PersonFactory.create(workspace=workspace, family_name="Castan")
    assert PersonField(workspace, allow_new=True).clean(("Mireille Castang", "")) == NewPerson(
        "Mireille", "Castang"
    )
    with pytest.raises(forms.ValidationError, match="Personne ne s’appelle"):
        PersonField(workspace).clean(("Mireille Castang", ""))
