"""What a template of a workspace may name in a document. No Django here.

A field takes its value from the blocks of the document: ``where`` is the path of titles that leads to it,
``fact`` the label of a short value there. A list gives its items one by one; those of a table have a value
for each column.
"""

from dataclasses import dataclass, field

Where = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What a template may name: a text, or a list of items (texts when ``inside`` is empty)."""

    name: str
    label: str
    where: Where = ()
    fact: str = ""
    is_list: bool = False
    item: str = ""
    inside: tuple["Field", ...] = ()

    def child(self, name: str) -> "Field | None":
        """Return what an item holds under a name."""
        return next((one for one in self.inside if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, as its app names it."""

    key: str
    slug: str
    label: str
    own: tuple[Field, ...] = field(default=())

    @property
    def fields(self) -> tuple[Field, ...]:
        """Everything that a template of this kind may name."""
        return (*GENERAL, *self.own, *WHOLE)


def text_of(name: str, label: str, *where: str) -> Field:
    """Name all that is said under a title."""
    return Field(name, label, where)


def titled(name: str, label: str, *above: str) -> Field:
    """Name what stands under a title of the same words."""
    return Field(name, label, (*above, label))


def titled_list(name: str, label: str, item: str, *above: str) -> Field:
    """Name the items that stand under a title of the same words."""
    return Field(name, label, (*above, label), is_list=True, item=item)


def fact(name: str, label: str, *where: str) -> Field:
    """Name a short value by its label."""
    return Field(name, label, where, fact=label)


def list_of(name: str, label: str, item: str, *where: str) -> Field:
    """Name the items that stand under a title."""
    return Field(name, label, where, is_list=True, item=item)


def table(name: str, label: str, item: str, where: str, **columns: str) -> Field:
    """Name the rows of a table, a value for each column."""
    inside = tuple(Field(key, column) for key, column in columns.items())
    return Field(name, label, (where,), is_list=True, item=item, inside=inside)


GENERAL = (
    Field("titre", "Titre du document"),
    Field("surtitre", "Nature du document"),
    Field("sous_titre", "Résumé en une phrase"),
    Field("espace", "Nom de l’espace"),
    Field("date", "Date du document"),
    Field("mention", "Mention au pied de page"),
)
WHOLE = (
    Field(
        "parties",
        "Tout le document, partie par partie",
        is_list=True,
        item="partie",
        inside=(
            Field("titre", "Titre de la partie"),
            Field("texte", "Ce qu’elle dit, en entier"),
            Field(
                "reperes",
                "Ses valeurs courtes",
                is_list=True,
                item="repere",
                inside=(Field("nom", "Intitulé"), Field("valeur", "Valeur")),
            ),
            Field("points", "Les points de ses listes", is_list=True, item="point"),
            Field(
                "lignes",
                "Les lignes de ses tableaux",
                is_list=True,
                item="ligne",
                inside=(Field("texte", "La ligne, ses colonnes séparées par un tiret"),),
            ),
        ),
    ),
)
