"""The components: what a person, a keyboard and a screen reader get."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from copil.core import showcase


def shown(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    """Render a piece of template and fold its white space."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    request = request or RequestFactory().get("/")
    return re.sub(r"\s+", " ", template.render(context, request))


class Guest(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Nom", help_text="Comme sur l'invitation.", max_length=20)
    email = forms.EmailField(
        label="Courriel", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    day = forms.DateField(label="Jour")
    role = forms.ChoiceField(
        label="Rôle", widget=forms.RadioSelect, choices=[("e", "Élue"), ("b", "Bénévole")]
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes", widget=forms.CheckboxSelectMultiple, choices=[("a", "Emploi"), ("b", "Santé")]
    )
    agree = forms.BooleanField(label="D'accord", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="Pièce", required=False)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Deux réponses se contredisent.")


def field(name: str, form: forms.Form | None = None, extra: str = "") -> str:
    bound = (form or Guest())[name]
    return shown(f'<c-field :field="field" {extra} />', field=bound)


def test_a_text_field_is_labelled_and_described() -> None:
    html = field("name")
    assert '<label for="id_name">Nom</label>' in html
    assert '<div class="hint" id="id_name-aide">Comme sur l’invitation.</div>' in html
    assert 'aria-describedby="id_name-aide"' in html
    assert 'class="form-control"' in html
    assert "aria-invalid" not in html


def test_what_is_optional_says_so_in_words_and_nothing_else_does() -> None:
    assert "facultatif" in field("email")
    assert "facultatif" not in field("email", extra="bare")
    assert "facultatif" not in field("name")
    assert "*" not in field("name")
    assert 'autocomplete="email"' in field("email")


def test_an_error_is_tied_to_its_field_and_keeps_what_was_typed() -> None:
    form = Guest({"name": "<b>trop long, beaucoup trop long</b>"})
    html = field("name", form)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name-aide id_name-erreur"' in html
    assert 'id="id_name-erreur"' in html
    assert 'value="&lt;b&gt;trop long, beaucoup trop long&lt;/b&gt;"' in html


def test_a_date_gets_the_calendar_until_what_was_typed_is_not_a_date() -> None:
    assert 'type="date"' in field("day")
    assert 'value="2026-10-06"' in field("day", Guest(initial={"day": dt.date(2026, 10, 6)}))
    assert 'value="2026-10-06"' in field("day", Guest({"day": "06/10/2026"}))
    wrong = field("day", Guest({"day": "31/02/2027"}))
    assert 'type="text"' in wrong
    assert 'value="31/02/2027"' in wrong


@pytest.mark.parametrize(("name", "kind"), [("role", "radio"), ("themes", "checkbox")])
def test_a_group_is_a_fieldset_with_a_legend(name: str, kind: str) -> None:
    html = field(name, Guest({name: "z"}))
    assert "<fieldset" in html
    assert "<legend>" in html
    assert html.count(f'<input type="{kind}"') == 2
    assert f'<label class="form-check-label" for="id_{name}_0">' in html
    assert f'aria-describedby="id_{name}-erreur"' in html


def test_a_segment_holds_its_radio_buttons() -> None:
    html = field("role", extra='layout="seg"')
    assert html.count("<label><input") == 2


def test_boxes_files_texts_and_hidden_fields() -> None:
    assert re.search(
        r'<input type="checkbox"[^>]*id="id_agree">\s*<label class="form-check-label" for="id_agree">',
        field("agree"),
    )
    assert "data-file-drop" in field("paper")
    assert "<textarea" in field("note")
    hidden = field("version", Guest({"version": "3"}))
    assert "label" not in hidden
    assert 'type="hidden" name="version" value="3"' in hidden


def test_the_summary_of_errors_links_to_each_field() -> None:
    html = shown('<c-form-errors :form="form" />', form=Guest({"name": "", "version": "1"}))
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "5 réponses sont à reprendre" in html
    assert '<a href="#id_name">Nom</a>' in html
    assert '<a href="#id_role_0">Rôle</a>' in html
    assert "<li>Deux réponses se contredisent.</li>" in html


def test_the_summary_is_absent_from_a_form_not_sent() -> None:
    assert shown('<c-form-errors :form="form" />', form=Guest()).strip() == ""


def test_the_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/?q=a%26b&page=4")
    html = shown('<c-pager :page="page" />', request, page=Paginator(range(200), 10).page(4))
    assert 'href="?q=a%26b&amp;page=3"' in html
    assert '<b aria-current="page">' in html
    assert "Page suivante" in html


def test_the_pager_is_absent_when_all_fits() -> None:
    assert "<nav" not in shown('<c-pager :page="page" />', page=Paginator(range(5), 10).page(1))


def test_text_is_escaped_once() -> None:
    html = shown('<c-header title="{{ name }}" lead="{{ name }}" />', name="L'Âge <b> & Cie")
    assert "<h1>L’Âge &lt;b&gt; &amp; Cie</h1>" in html
    assert "<b>" not in html


def test_the_path_says_where_we_are() -> None:
    html = shown('<c-path :stages="stages" />', stages=showcase.STAGES)
    assert html.count('aria-current="step"') == 1
    assert 'value="5.0"' in html or 'value="5"' in html
    assert "Vous êtes ici" in html
    assert 'aria-label="Écarté"' in html


def test_the_path_takes_mappings_and_objects() -> None:
    stages = [
        {"title": "Cadrage", "state": "done"},
        SimpleNamespace(title="Bilan", steps=[{"title": "Fiche"}]),
    ]
    html = shown('<c-path :stages="stages" />', stages=stages)
    assert "is-done" in html
    assert "Fiche" in html


def test_a_bar_is_written_with_a_point_in_french_too() -> None:
    assert 'value="0.5"' in shown('<c-progress :value="0.5" :max="2" label="x" />')


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in shown('<c-icon name="house" />')
    assert 'role="img" aria-label="Accueil"' in shown('<c-icon name="house" label="Accueil" />')


def test_the_whole_page_of_components_renders() -> None:
    html = shown(
        '{% extends "core/components.html" %}', RequestFactory().get("/composants/"), **showcase.context()
    )
    assert "Planche des composants" in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
