"""The kinds of documents, and what a template of a workspace may name in each. Data; no Django here.

A field takes its value from the blocks of the document: ``where`` is the path of titles that leads to it,
``fact`` the label of a short value there. A list gives its items one by one; those of a table have a value
for each column.
"""

from collections.abc import Mapping
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


def _text(name: str, label: str, *where: str) -> Field:
    return Field(name, label, where)


def _titled(name: str, label: str, *above: str) -> Field:
    """Name what stands under a title of the same words."""
    return Field(name, label, (*above, label))


def _titled_list(name: str, label: str, item: str, *above: str) -> Field:
    return Field(name, label, (*above, label), is_list=True, item=item)


def _fact(name: str, label: str, *where: str) -> Field:
    return Field(name, label, where, fact=label)


def _list(name: str, label: str, item: str, *where: str) -> Field:
    return Field(name, label, where, is_list=True, item=item)


def _table(name: str, label: str, item: str, where: str, **columns: str) -> Field:
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
_IDENTITY = (
    _fact("portee_par", "Portée par"),
    _fact("avec", "Avec"),
    _fact("territoire", "Territoire"),
    _fact("ouverte_le", "Ouverte le"),
)
_OBJECTIVES = (
    _titled_list("objectifs_strategiques", "Objectifs stratégiques", "objectif", "Objectifs"),
    _list(
        "objectifs_operationnels",
        "Objectifs opérationnels",
        "objectif",
        "Objectifs",
        "Objectifs opérationnels",
    ),
)
_DONE, _MEANS, _THEM = "Action réalisée", "Moyens mobilisés", "Structures bénéficiaires"
_COMMON_LANGUAGE = (
    _titled("contexte", "Contexte", "Problématique"),
    _titled("enjeux", "Enjeux", "Problématique"),
    _titled("besoins_reperes", "Besoins repérés", "Problématique"),
    *_OBJECTIVES,
    _fact("type_ingenierie", "Type d’ingénierie", _DONE),
    _fact("interventions", "Interventions", _DONE),
    _fact("journees", "Journées", _DONE),
    _fact("duree", "Durée", _DONE),
    _fact("rythme", "Rythme", _DONE),
    _fact("approche_globale", "Approche globale", _DONE),
    _titled("contenus", "Contenus", _DONE),
    _fact("cout", "Coût de l’intervention", _MEANS),
    _fact("pris_en_charge_par", "Pris en charge par", _MEANS),
    _fact("cout_par_structure", "Coût par structure", _MEANS),
    _fact("cout_par_journee", "Coût par journée", _MEANS),
    _titled("animation", "Animation par la structure porteuse", _MEANS),
    _titled("systeme_intervenant", "Système intervenant", _MEANS),
    _titled("partenariat", "Partenariat", _MEANS),
    _titled("logistique", "Logistique et communication", _MEANS),
    _fact("nombre_structures", "Nombre", _THEM),
    _fact("secteur", "Secteur", _THEM),
    _text("structures", "Structures bénéficiaires, en quelques mots", _THEM),
)

_ALL = (
    Kind(
        "initiatives.presentation_sheet",
        "fiche-de-presentation",
        "Fiche de présentation",
        (
            *_IDENTITY,
            _text("probleme", "Le problème, en une phrase", "Problématique"),
            _titled("reperage", "Comment elle a été repérée", "Problématique"),
            _titled("validation", "Comment elle a été validée", "Problématique"),
            _titled("experiences_anterieures", "Expériences antérieures", "Problématique"),
            *_COMMON_LANGUAGE,
            _text("resultats", "Premiers résultats", "Premiers résultats"),
        ),
    ),
    Kind(
        "initiatives.concept_note",
        "note-de-cadrage",
        "Note de cadrage",
        (
            *_IDENTITY,
            _text("idee", "L’idée", "L’idée"),
            _text("probleme", "Le problème", "Le problème"),
            _titled("enjeux", "Enjeux", "Le problème"),
            _text("contenu", "Le contenu", "Le contenu"),
            *_OBJECTIVES,
            _fact("pour", "Pour", "Les modalités"),
            _text("modalites", "Les modalités", "Les modalités"),
            _text(
                "information",
                "L’information et la sensibilisation",
                "L’information et la sensibilisation",
            ),
        ),
    ),
    Kind(
        "initiatives.method_frame",
        "cadre-methodologique",
        "Cadre méthodologique",
        (
            *_IDENTITY,
            _fact("methode", "Méthode", "La méthode"),
            _fact("etape_en_cours", "Étape en cours", "La méthode"),
            _text("pourquoi_cette_methode", "Pourquoi cette méthode", "La méthode"),
            _list("etapes", "Les étapes de la méthode", "etape", "La méthode", "Ses étapes"),
            _text("adaptations", "Ce qui est adapté, en quelques mots", "Ce qui est adapté, et pourquoi"),
            _table(
                "ecarts",
                "Ce qui est adapté, activité par activité",
                "ecart",
                "Ce qui est adapté, et pourquoi",
                activite="Activité",
                suite="Ce qu’il en est",
                raison="Pourquoi",
            ),
            _text("calendrier_en_mots", "Le calendrier, en quelques mots", "Le calendrier"),
            _table(
                "calendrier",
                "Le calendrier, ligne par ligne",
                "ligne",
                "Le calendrier",
                pour_le="Pour le",
                activite="Activité",
                qui="Qui",
                raison="Pourquoi alors",
            ),
            _table(
                "existant",
                "Ce qui existe déjà",
                "piste",
                "Ce qui existe déjà",
                nom="Ce qui existe",
                nature="Nature",
                suite="Ce que la démarche en fait",
                raison="Pourquoi",
            ),
            _table(
                "equipe",
                "Qui conduit et qui contribue",
                "personne",
                "Qui conduit et qui contribue",
                nom="Qui",
                role="Rôle",
                mission="Ce que fait cette personne",
                structure="Pour",
            ),
        ),
    ),
    Kind(
        "initiatives.one_page",
        "une-page",
        "La démarche en une page",
        (
            *_IDENTITY,
            _table(
                "etapes",
                "Où elle en est",
                "etape",
                "Où elle en est",
                nom="Étape",
                ou="Où",
                reglees="Activités réglées",
            ),
            _table(
                "suite", "Ce qui vient", "ligne", "Ce qui vient", pour_le="Pour le", quoi="Quoi", qui="Qui"
            ),
            *_OBJECTIVES,
            _table(
                "equipe",
                "Qui est dans l’équipe",
                "personne",
                "Qui est dans l’équipe",
                nom="Qui",
                role="Rôle",
                mission="Ce que fait cette personne",
            ),
        ),
    ),
    Kind(
        "library.experience",
        "fiche-experience",
        "Fiche expérience",
        (
            _fact("portee_par", "Portée par"),
            _fact("territoire", "Territoire"),
            _fact("annee", "Année"),
            _fact("methode", "Méthode"),
            _titled("reperage", "Comment le besoin a été repéré", "Problématique"),
            _titled("validation", "Comment il a été validé", "Problématique"),
            *_COMMON_LANGUAGE,
            _titled("savoirs_requis", "Savoirs requis", _THEM),
            _text("resultats", "Résultats", "Résultats"),
        ),
    ),
    Kind("initiatives.handbook", "manuel", "Manuel d’une méthode"),
)
KINDS: Mapping[str, Kind] = {one.key: one for one in _ALL}
BY_SLUG: Mapping[str, Kind] = {one.slug: one for one in _ALL}
