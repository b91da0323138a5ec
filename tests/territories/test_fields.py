"""Naming a territory in a form, with and without JavaScript."""

import pytest
from django import forms

from copil.identity.models import Workspace
from copil.territories.enums import Kind
from copil.territories.fields import CommuneField, TerritoryField, connect
from copil.territories.models import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("france")]

CHARENTON = "2026-commune-94018"


class PlaceForm(forms.Form):
    """A commune, and perhaps a territory of any level."""

    commune = CommuneField(label="Commune")
    territory = TerritoryField(label="Territoire", required=False)


def commune_of(**data: str) -> str:
    form = PlaceForm(data)
    assert form.is_valid(), form.errors
    return str(form.cleaned_data["commune"].key)


def refusal_of(**data: str) -> str:
    form = PlaceForm(data)
    assert not form.is_valid()
    return str(next(iter(form.errors.values()))[0])


@pytest.mark.parametrize(
    "typed",
    ["Charenton-le-Pont", "charenton le pont", "Charenton-le-Pont (94220)", "94220", "94018", " charenton "],
)
def test_without_script_what_is_typed_is_looked_up(typed: str) -> None:
    assert commune_of(commune=typed) == CHARENTON


def test_a_suggestion_chosen_is_taken_as_it_is() -> None:
    paris = commune_of(commune="Saint-Maurice (94410)", commune_key="2026-commune-94069")
    assert paris == "2026-commune-94069"


def test_a_text_changed_after_the_choice_wins() -> None:
    assert commune_of(commune="Châteauroux", commune_key=CHARENTON) == "2026-commune-36044"


@pytest.mark.parametrize("key", ["n’importe quoi", "2026-departement-94", "2026-commune-00000", "\x00"])
def test_a_key_that_is_none_is_not_believed(key: str) -> None:
    assert commune_of(commune="Charenton-le-Pont (94220)", commune_key=key) == CHARENTON


def test_an_unknown_name_is_refused_with_a_way_out() -> None:
    message = refusal_of(commune="Trifouillis")
    assert message.startswith("Aucune commune ne correspond à « Trifouillis ».")
    assert "code postal" in message


def test_a_name_that_means_several_is_refused_with_the_possible_ones() -> None:
    message = refusal_of(commune="saint ma")
    assert message.startswith("Plusieurs communes correspondent à « saint ma »")
    assert "Saint-Maurice (94410)" in message
    same = refusal_of(commune="94220", territory="Paris")
    assert same.startswith("Plusieurs territoires s’appellent Paris")
    assert "Paris (75), commune" in same
    assert "Paris (75), département" in same


def test_a_kind_after_the_comma_settles_it() -> None:
    form = PlaceForm({"commune": "94220", "territory": "Paris (75), département"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["territory"].key == "2026-departement-75"


def test_nothing_typed_is_nothing_unless_it_is_needed() -> None:
    form = PlaceForm({"commune": "", "territory": "  "})
    assert not form.is_valid()
    assert list(form.errors) == ["commune"]


def test_the_control_shows_the_label_and_holds_the_key() -> None:
    charenton = Territory.objects.get(key=CHARENTON)
    for initial in (charenton, CHARENTON):
        html = str(PlaceForm(initial={"commune": initial})["commune"])
        assert 'value="Charenton-le-Pont (94220)"' in html
        assert f'<input type="hidden" name="commune_key" id="id_commune_key" value="{CHARENTON}">' in html
        assert "data-typeahead" not in html


def test_a_refused_form_shows_what_was_typed() -> None:
    form = PlaceForm({"commune": "<Trifouillis>", "commune_key": "x"})
    assert 'value="&lt;Trifouillis&gt;"' in str(form["commune"])


def test_a_connected_form_asks_for_the_kinds_it_takes(workspace: Workspace) -> None:
    form = PlaceForm()
    connect(form, workspace=workspace)
    html = str(form["commune"])
    assert 'data-typeahead="/e/reseau-marne/territoires/suggestions/?niveau=commune"' in html
    assert 'data-typeahead-value="id_commune_key"' in html
    assert 'data-typeahead="/e/reseau-marne/territoires/suggestions/"' in str(form["territory"])
    assert "data-typeahead" not in str(PlaceForm()["commune"])


def test_a_form_sent_back_untouched_has_not_changed() -> None:
    initial = {"commune": CHARENTON}
    same = PlaceForm({"commune": "Charenton-le-Pont (94220)", "commune_key": CHARENTON}, initial=initial)
    other = PlaceForm({"commune": "Châteauroux", "commune_key": CHARENTON}, initial=initial)
    wrong = PlaceForm({"commune": "Trifouillis", "commune_key": CHARENTON}, initial=initial)
    empty = PlaceForm({"commune": "", "commune_key": CHARENTON}, initial=initial)
    assert not same.has_changed()
    assert other.changed_data == wrong.changed_data == empty.changed_data == ["commune"]


def test_the_kinds_of_a_field_are_kept_to() -> None:
    field = TerritoryField(kinds=[Kind.DEPARTEMENT, Kind.REGION])
    assert field.clean(("Val-de-Marne", "")) == Territory.objects.get(key="2026-departement-94")
    with pytest.raises(forms.ValidationError, match="Aucun territoire"):
        field.clean(("Charenton-le-Pont", ""))
