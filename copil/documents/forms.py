"""Forms of documents."""

import re
from typing import Any

from django import forms

from copil.core.typography import NBSP
from copil.documents.look import contrast, nearest
from copil.documents.models import Charter

_INK, _PAPER = "241a23", "ffffff"
_WANTED = 4.5
_HEXADECIMAL = re.compile(r"#?([0-9a-fA-F]{6})")


class ColourField(forms.CharField):
    """A colour, shown by the control of the browser and kept as six hexadecimal digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "color"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"#{value.lstrip('#')}" if isinstance(value, str) and value else value

    def clean(self, value: Any) -> str:
        """Return six digits; refuse anything else."""
        found = _HEXADECIMAL.fullmatch(super().clean(value).strip())
        if not found:
            raise forms.ValidationError(
                f"Écrivez la couleur par un dièse et six signes, par exemple #75205f{NBSP}(0 à 9, a à f)."
            )
        return found.group(1).lower()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "").lstrip("#").lower() != str(data or "").lstrip("#").lower()


class CharterForm(forms.ModelForm[Charter]):
    """Colours that stay readable on paper, and what stands at the foot."""

    accent = ColourField(
        label="Couleur des titres et des liens",
        help_text="Sur le papier blanc. Les documents restent lisibles imprimés en noir.",
    )
    ground = ColourField(
        label="Fond des titres de tableaux", help_text="Sous un texte presque noir : une teinte claire."
    )

    class Meta:
        model = Charter
        fields = ["accent", "ground", "footer"]
        help_texts = {
            "footer": "Par exemple l’adresse et le SIRET. Il suit le nom de l’espace et la date, sur "
            "chaque page.",
        }

    def clean_accent(self) -> str:
        """Refuse a colour too pale to be read on white, and give the nearest that is not."""
        colour: str = self.cleaned_data["accent"]
        return _readable(colour, against=_PAPER, on="du papier blanc", darker=True)

    def clean_ground(self) -> str:
        """Refuse a ground too dark for the text it bears, and give the nearest that is not."""
        colour: str = self.cleaned_data["ground"]
        return _readable(colour, against=_INK, on="du texte", darker=False)


class LogoForm(forms.Form):
    """A picture to put at the top of the documents."""

    file = forms.FileField(
        label="Image du logo",
        help_text="PNG, JPEG ou SVG, 2 Mo au plus. L’image est redessinée : rien d’autre du fichier "
        "n’est gardé.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/svg+xml"}),
    )


class TemplateForm(forms.Form):
    """A Word file with its fields."""

    file = forms.FileField(
        label="Votre modèle Word",
        help_text="Un fichier .docx de 3 Mo au plus, sans macro. Il est vérifié avant d’être mis en service.",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
    )


def _readable(colour: str, *, against: str, on: str, darker: bool) -> str:
    found = contrast(colour, against)
    if found >= _WANTED:
        return colour
    better = nearest(colour, against=against, wanted=_WANTED, darker=darker)
    said = f"{found:.1f}".replace(".", ",")
    turn = "foncée" if darker else "claire"
    raise forms.ValidationError(
        f"Cette couleur ne se distingue pas assez {on}{NBSP}: {said} pour 1, il faut 4,5 pour 1. "
        f"Prenez-la plus {turn}, par exemple #{better}."
    )
