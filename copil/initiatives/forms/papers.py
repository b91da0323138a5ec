"""The texts of a document of an initiative."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from copil.initiatives.papers import Paper, Row
from copil.initiatives.proposals import Proposal

_LONGEST = 6_000
_HINTS = {
    "idea": "Ce que vous voulez tenter, en quelques phrases qu’un voisin comprendrait.",
    "content": "Ce qui sera fait, avec qui, pour arriver à quoi.",
    "terms": "Qui conduit, combien de temps, avec quels moyens, à quelles conditions.",
    "awareness": "Comment les structures et les partenaires en entendent parler.",
    "choice": "Ce qui l’a fait retenir ici.",
    "changes": "Ce que le tableau ne dit pas : il reprend déjà les activités adaptées, écartées ou confiées.",
    "calendar": "Le rythme, les moments importants. Les activités datées s’y ajoutent toutes seules.",
    "existing": "Ce qu’il faut en retenir. La liste de l’existant s’y ajoute toute seule.",
    "team": "Comment chacun s’organise. L’équipe s’y ajoute toute seule.",
    "groups": "Leur objet et qui les compose, quand il y en a. Vide, la partie ne paraît pas.",
}


class PaperForm(forms.Form):
    """The texts of one document; what is empty is filled with what is known, each with its reason."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        paper: Paper,
        row: Row,
        proposals: Mapping[str, Proposal],
    ) -> None:
        initial = {name: getattr(row, name) for name in paper.fields}
        initial |= {name: one.value for name, one in proposals.items()}
        super().__init__(data, initial=initial)
        for name in paper.fields:
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # fields with a name
            proposed = f" {proposals[name].reason}" if name in proposals else ""
            self.fields[name] = forms.CharField(
                label=label[0].upper() + label[1:],
                max_length=_LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text=_HINTS[name] + proposed,
            )
