"""What is asked around a draft: its title, something to add, a file, what changes in the new version."""

from django import forms

from copil.initiatives.forms.workshop.parts import TITLE
from copil.initiatives.method_file.tree import MAX_BYTES


class CopyForm(forms.Form):
    """The title of a copy."""

    title = forms.CharField(
        label="Titre de votre méthode",
        max_length=TITLE,
        help_text="Il la distingue de la méthode d’origine dans les listes.",
    )


class AddForm(forms.Form):
    """The title of what is added to the tree."""

    title = forms.CharField(label="Titre", max_length=TITLE)


class ImportForm(forms.Form):
    """A method file."""

    file = forms.FileField(
        label="Fichier de méthode",
        help_text="Un fichier YAML, tel que cette page l’exporte. Un mégaoctet au plus.",
    )

    def clean_file(self) -> bytes:
        """Return the bytes of the file; a larger one than the reader takes is not read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("Ce fichier dépasse un mégaoctet.")
        content: bytes = file.read()
        return content


class PublishForm(forms.Form):
    """What a new version changes."""

    what_changed = forms.CharField(
        label="Ce qui change",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="Quelques phrases pour les équipes dont la démarche suit une version d’avant.",
    )
