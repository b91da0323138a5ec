"""What the codes of the national registers mean, and when two values say the same thing."""

from copil.core.text import fold, name_key
from copil.directory.enums import Kind, Register

# The longest beginning of a legal category that is known decides (INSEE, catégories juridiques, 2022).
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("5458", Kind.COOPERATIVE), ("5558", Kind.COOPERATIVE), ("5560", Kind.COOPERATIVE),
    ("5460", Kind.COOPERATIVE), ("5195", Kind.COOPERATIVE), ("51", Kind.COOPERATIVE),
    ("63", Kind.COOPERATIVE), ("62", Kind.GROUPING), ("7410", Kind.GROUPING), ("9300", Kind.FOUNDATION),
    ("9230", Kind.ASSOCIATION), ("92", Kind.ASSOCIATION), ("84", Kind.UNION), ("85", Kind.UNION),
    ("71", Kind.STATE_SERVICE), ("72", Kind.LOCAL_AUTHORITY), ("7312", Kind.LOCAL_AUTHORITY),
    ("734", Kind.LOCAL_AUTHORITY), ("735", Kind.LOCAL_AUTHORITY), ("73", Kind.PUBLIC_BODY),
    ("74", Kind.PUBLIC_BODY), ("4", Kind.PUBLIC_BODY), ("5", Kind.COMPANY), ("61", Kind.COMPANY),
)  # fmt: skip  # a table reads by its lines
_CATEGORIES: tuple[tuple[str, str], ...] = (
    ("9220", "Association déclarée"), ("9230", "Association reconnue d’utilité publique"),
    ("9221", "Association déclarée d’insertion par l’économique"), ("9222", "Association intermédiaire"),
    ("9223", "Groupement d’employeurs"), ("9260", "Association de droit local"), ("9300", "Fondation"),
    ("9210", "Association non déclarée"), ("92", "Association"), ("93", "Fondation"),
    ("7210", "Commune"), ("7220", "Département"), ("7230", "Région"), ("7343", "Communauté urbaine"),
    ("7344", "Métropole"), ("7346", "Communauté de communes"), ("7348", "Communauté d’agglomération"),
    ("7361", "Centre communal d’action sociale"), ("7410", "Groupement d’intérêt public"),
    ("71", "Administration de l’État"), ("72", "Collectivité territoriale"),
    ("73", "Établissement public administratif"), ("74", "Autre personne morale de droit public"),
    ("4", "Établissement public industriel ou commercial"), ("51", "Coopérative"),
    ("54", "Société à responsabilité limitée"), ("55", "Société anonyme"),
    ("57", "Société par actions simplifiée"), ("5", "Société commerciale"),
    ("62", "Groupement d’intérêt économique"), ("63", "Société coopérative agricole"),
    ("65", "Société civile"), ("82", "Organisme mutualiste"), ("84", "Organisme professionnel"),
)  # fmt: skip  # a table reads by its lines
_HEADCOUNTS = {
    "00": "Aucun salarié", "01": "1 ou 2 salariés", "02": "3 à 5 salariés", "03": "6 à 9 salariés",
    "11": "10 à 19 salariés", "12": "20 à 49 salariés", "21": "50 à 99 salariés", "22": "100 à 199 salariés",
    "31": "200 à 249 salariés", "32": "250 à 499 salariés", "41": "500 à 999 salariés",
    "42": "1 000 à 1 999 salariés", "51": "2 000 à 4 999 salariés", "52": "5 000 à 9 999 salariés",
    "53": "10 000 salariés et plus",
}  # fmt: skip  # a table reads by its lines
_ENDS = {
    (Register.RNA.value, "D"): "Dissoute",
    (Register.RNA.value, "S"): "Supprimée du registre",
    (Register.RNA.value, "R"): "Regroupée avec une autre",
    (Register.UNITS.value, "C"): "A cessé",
    (Register.ESTABLISHMENTS.value, "F"): "Fermé",
}
_EXACT = frozenset({"rna", "siren", "siret", "postal_code", "commune"})


def kind_of_category(category: str, *, register: str) -> Kind:
    """Return the nature guessed from a legal category; an entry of the RNA is an association."""
    if register == Register.RNA:
        return Kind.ASSOCIATION
    known = [(len(start), kind) for start, kind in _KINDS if category.startswith(start)]
    return max(known, key=lambda found: found[0])[1] if known else Kind.OTHER


def category_label(category: str) -> str:
    """Return what a legal category is called, at the finest level known here; nothing when unknown."""
    known = [(len(start), label) for start, label in _CATEGORIES if category.startswith(start)]
    return max(known)[1] if known else ""


def headcount_label(code: str) -> str:
    """Return what a band of employees says; nothing for « not known »."""
    return _HEADCOUNTS.get(code, "")


def end_label(register: str, position: str) -> str:
    """Return why an entry is no longer active."""
    return _ENDS.get((register, position), "N’est plus active")


def same(field: str, one: str, other: str) -> bool:
    """Tell whether two values say the same thing: capitals, accents and signs do not count in texts."""
    if field in _EXACT:
        return one == other
    if field == "website":
        return _bare_address(one) == _bare_address(other)
    if field == "purpose":
        return fold(" ".join(one.split())) == fold(" ".join(other.split()))
    return name_key(one) == name_key(other)


def _bare_address(website: str) -> str:
    return website.lower().partition("://")[2].removeprefix("www.").rstrip("/")
