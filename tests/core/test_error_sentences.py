"""A refused field says what to do."""

import pytest
from django import forms

from copil.core.error_sentences import sentences


class Sheet(forms.Form):
    name = forms.CharField(max_length=10, min_length=3)
    mail = forms.EmailField(required=False)
    day = forms.DateField(required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    size = forms.IntegerField(required=False, min_value=1, max_value=40)
    cost = forms.DecimalField(required=False, max_digits=6, decimal_places=2)
    kind = forms.ChoiceField(required=False, choices=[("a", "A")])
    site = forms.URLField(required=False, assume_scheme="https")
    own = forms.CharField(error_messages={"required": "Donnez un nom à la salle."})


def said(**typed: str) -> dict[str, str]:
    form = Sheet({"name": "Salle", "own": "Foyer"} | typed)
    return {field.name: " ".join(sentences(field)) for field in form if field.errors}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Remplissez ce champ : il est obligatoire."),
        ("name", "Salle des fêtes", "Raccourcissez de 5 caractères : 10 au plus."),
        ("name", "Salle fêtes", "Raccourcissez de 1 caractère : 10 au plus."),
        ("name", "ab", "Écrivez au moins 3 caractères."),
        ("mail", "camille", "Écrivez une adresse complète, comme prenom.nom@exemple.fr."),
        ("day", "30/02/2027", "Cette date n’existe pas : février 2027 a 28 jours."),
        ("day", "2027-04-31", "Cette date n’existe pas : avril 2027 a 30 jours."),
        ("day", "12/13/2027", "Cette date n’existe pas : il n’y a pas de mois 13."),
        ("day", "00/00/0000", "Cette date n’existe pas : il n’y a pas de mois 0."),
        ("day", "00/01/0000", "Écrivez la date avec le jour, le mois et l’année, comme 24/11/2026."),
        ("day", "demain", "Écrivez la date avec le jour, le mois et l’année, comme 24/11/2026."),
        ("size", "douze", "Écrivez un nombre entier, sans lettre."),
        ("size", "41", "Indiquez 40 au plus."),
        ("size", "0", "Indiquez 1 au moins."),
        ("cost", "cher", "Écrivez un nombre, comme 1250,50."),
        ("kind", "b", "Choisissez une des réponses proposées : celle-ci n’en fait plus partie."),
        ("site", "pas un site", "Écrivez l’adresse complète du site, comme https://exemple.fr."),
        ("own", "", "Donnez un nom à la salle."),
    ],
)
def test_what_to_do(field: str, typed: str, sentence: str) -> None:
    assert said(**{field: typed}) == {field: sentence}
