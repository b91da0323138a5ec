"""What the page of components shows: each component once, in all its states, with invented content."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.core.path import Stage, Step

COLOURS = (
    ("accent", "Agir, être ici"),
    ("soft", "Fond d’accent"),
    ("ground", "Fond de page"),
    ("surface", "Feuille"),
    ("sunken", "Creux"),
    ("rail", "Rail"),
    ("ok", "Fait, tenu"),
    ("late", "En retard"),
    ("frag", "Fragile"),
    ("info", "À savoir"),
)

TYPED = "Un texte : **gras**, *italique*, [lien](https://example.org).\n\n- premier point\n- second point"

STAGES = (
    Stage(
        "Cadrage", "done", note="Terminé le 12 février.", gate="Passage décidé par le comité de pilotage",
        steps=(
            Step("Définir le cadre", "done", url="#etape-1"),
            Step("Étude préalable", "skipped", url="#etape-2", note="déjà faite en 2024"),
        ),
    ),
    Stage(
        "Préparation", "now", note="5 activités sur 8.", value=5, max=8, gate="Passage à décider",
        steps=(
            Step("Choisir les thématiques", "done", url="#etape-3"),
            Step("Inviter les participants", "now", url="#etape-4"),
            Step("Choisir les animateurs", url="#etape-5"),
        ),
    ),
    Stage("Expérimentation", note="Du 5 novembre au 18 mars.", steps=(Step("Événement de lancement"),)),
    Stage("Bilan", note="À partir du 19 mars."),
)  # fmt: skip  # a table reads by its lines


class SampleForm(forms.Form):
    """One field of each kind."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Nom de la réunion", help_text="Celui que liront les personnes invitées.")
    date = forms.DateField(label="Date")
    email = forms.EmailField(
        label="Adresse électronique", widget=forms.EmailInput(attrs={"autocomplete": "email"}), required=False
    )
    kind = forms.ChoiceField(
        label="Type", choices=[("", "Choisir"), ("copil", "Comité de pilotage"), ("atelier", "Atelier")]
    )
    decide = forms.ChoiceField(
        label="Comment décider",
        widget=forms.RadioSelect,
        choices=[("c", "Consensus"), ("m", "Vote à main levée"), ("s", "Vote secret")],
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes abordés",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("emploi", "Emploi"),
            ("mobilite", "Mobilité"),
            ("logement", "Logement"),
            ("lien", "Lien social"),
        ],
        help_text="Un ou plusieurs.",
    )
    note = forms.CharField(label="Ordre du jour", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    minutes = forms.FileField(label="Pièce jointe", required=False, help_text="PDF, 40 Mo au plus.")
    public = forms.BooleanField(
        label="Ouvrir la réunion au public", required=False, help_text="Toute personne pourra s’y inscrire."
    )


class FilterForm(forms.Form):
    """Filters above a list."""

    q = forms.CharField(label="Nom", required=False)
    status = forms.ChoiceField(label="État", choices=[("", "Tous"), ("now", "En cours")], required=False)


def context() -> dict[str, Any]:
    """Return everything the page of components needs."""
    refused = SampleForm(
        {
            "version": "3",
            "name": "",
            "date": "31/02/2027",
            "kind": "copil",
            "decide": "c",
            "themes": ["autre"],
        }
    )
    return {
        "colours": COLOURS,
        "typed": TYPED,
        "stages": STAGES,
        "free_form": SampleForm(auto_id="libre_%s", initial={"name": "Copil n° 4", "decide": "c"}),
        "refused_form": refused,
        "filter_form": FilterForm(auto_id="filtre_%s"),
        "sample_page": Paginator(range(200), 10).page(4),
        "late_day": dt.date(2026, 9, 28),
        "next_day": dt.date(2026, 10, 8),
    }


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every component, for the people who build the screens."""
    return render(request, "core/components.html", context())
