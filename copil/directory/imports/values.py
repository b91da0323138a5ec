"""From the cells of a row to the values of an organisation and its profile: no database here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model

from copil.core.text import fold
from copil.directory.communes import Commune, Place
from copil.directory.enums import Kind
from copil.directory.models import Organisation, Profile
from copil.directory.rules import contact, identifiers
from copil.directory.rules.matching import Identity
from copil.exchange import parsing
from copil.exchange.dialects import Dialect
from copil.exchange.importers import Trouble

DISSOLVED = {
    "D": "Association dissoute.",
    "S": "Association supprimée du registre.",
    "C": "Structure cessée, d’après le répertoire SIRENE.",
    "F": "Établissement fermé, d’après le répertoire SIRENE.",
}
_ACTIVE = frozenset({"", "A"})
_NAMELESS = "Il manque le nom de l’organisation."
_UNTOLD = "Le répertoire SIRENE ne publie pas son nom."
_HIDDEN = "[ND]"
"""What the register SIRENE writes where it publishes nothing."""
_PLAIN_TEXTS = {"acronym": Organisation, "sector": Profile, "branch": Profile, "current_area": Profile}
_LONG_TEXTS = ("purpose", "internal_note")
_AMOUNT_LIMIT = {
    "budget_amount": Decimal(10) ** 10,
    "fte": Decimal(10) ** 5,
    "members_count": Decimal(10) ** 9,
}
_WAY = ("number", "repetition", "way_kind", "way")
_ADDRESS = ("address", "complement", "distribution", *_WAY)
_SHOWN = 500
_SHORT_CODE, _SHORT_PHONE = 4, 9
_NUMBER_LABELS = {"siren": "SIREN", "siret": "SIRET", "rna": "numéro RNA"}

_KIND_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.PUBLIC_BODY, ("etablissement public", "epic", "epa", "hopital", "ccas", "cias", "office public")),
    (Kind.STATE_SERVICE, ("service de l etat", "prefecture", "ddets", "dreets", "direction departementale")),
    (Kind.LOCAL_AUTHORITY, (
        "collectivite", "commune", "mairie", "departement", "region", "communaute", "metropole", "conseil",
        "epci", "ville", "intercommunalite", "syndicat mixte", "syndicat intercommunal",
    )),
    (Kind.COOPERATIVE, ("cooperative", "societe cooperative", "scop", "scic", "cae")),
    (Kind.FOUNDATION, ("fondation", "fonds de dotation")),
    (Kind.GROUPING, ("groupement", "gip", "gie", "geiq")),
    (Kind.UNION, ("syndicat", "organisation professionnelle")),
    (Kind.ASSOCIATION, ("association", "asso", "loi 1901", "federation", "ligue", "association loi 1901")),
    (Kind.COMPANY, ("entreprise", "societe", "sarl", "sas", "sasu", "sa", "eurl", "commerce", "artisan")),
    (Kind.OTHER, ("autre", "divers")),
)  # fmt: skip  # a table reads by its lines


@dataclass
class Read:
    """What a row says. ``refusal`` when it cannot be used.

    ``troubles`` are the cells at fault, whether the row is refused or they are only left aside; ``notes`` say
    what was understood otherwise than it is written.
    """

    number: int
    organisation: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    commune: Commune | None = None
    identity: Identity | None = None
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""
    choice: str = ""
    apart: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place_chosen: str = ""

    @property
    def label(self) -> str:
        return str(self.organisation.get("name", ""))


def read(number: int, cells: Mapping[str, str], dialect: Dialect) -> Read:
    """Understand a row. An empty cell says nothing: it never erases what is known."""
    row = Read(number)
    given = {key: cell for key, cell in cells.items() if cell and not cell.isspace() and cell != _HIDDEN}
    _read_name(row, given, hidden=cells.get("name") == _HIDDEN)
    _read_position(row, given)
    _read_identifiers(row, given)
    _read_address(row, given)
    _read_contact(row, given)
    _read_texts(row, given)
    _read_figures(row, given, dialect)
    return row


def kind_of(typed: str) -> Kind | None:
    """Return the nature that a word of people's files names; None for an unknown one."""
    key = " ".join(fold(typed).replace("'", " ").replace("-", " ").split())
    for kind in Kind:
        if key in (fold(kind.label), kind.value):
            return kind
    for kind, words in _KIND_WORDS:
        if any(key == word or key.startswith((f"{word} ", f"{word}s ", f"{word}s")) for word in words):
            return kind
    return None


def _refuse(row: Read, key: str, reason: str, given: Mapping[str, str]) -> None:
    row.refusal = row.refusal or reason
    row.troubles.append(Trouble(key, reason, given.get(key, "")[:_SHOWN]))


def _doubt(row: Read, key: str, reason: str, given: Mapping[str, str]) -> None:
    row.troubles.append(Trouble(key, reason, given.get(key, "")[:_SHOWN]))


@cache
def _limit(model: type[Model], name: str) -> int:
    return getattr(model._meta.get_field(name), "max_length", None) or 0


def _read_name(row: Read, given: Mapping[str, str], *, hidden: bool) -> None:
    name = parsing.line(given.get("name", ""))
    if not name and not hidden and (name := parsing.line(given.get("acronym", ""))):
        row.notes.append(f"nom absent, son sigle en tient lieu : {name[:_NAME_LENGTH]}")
    row.organisation["name"] = name[:_NAME_LENGTH]
    if not name:
        _refuse(row, "name", _UNTOLD if hidden else _NAMELESS, given)
    elif len(name) > _NAME_LENGTH:
        _refuse(row, "name", f"Le nom est trop long : {_NAME_LENGTH} caractères au plus.", given)


def _read_position(row: Read, given: Mapping[str, str]) -> None:
    position = parsing.line(given.get("position", "")).upper()
    if position not in _ACTIVE:
        reason = DISSOLVED.get(position, f"Association qui n’est plus active (position {position}).")
        _refuse(row, "position", reason, given)


def _read_identifiers(row: Read, given: Mapping[str, str]) -> None:
    values = row.organisation
    for key, problem_of in _NUMBERS.items():
        typed = given.get(key, "")
        number = identifiers.compact(typed).lstrip("'")
        if not number.strip("0"):
            continue
        problem = problem_of(number)
        if problem and (restored := identifiers.restored(key, number)):
            row.notes.append(f"{_NUMBER_LABELS[key]} « {number} » complété : {restored}")
            number, problem = restored, ""
        if problem:
            _refuse(row, key, identifiers.shortened(typed) or problem, given)
        values[key] = number[: _limit(Organisation, key)]
    siren, siret = values.get("siren", ""), values.get("siret", "")
    if identifiers.disagree(siren=siren, siret=siret):
        _refuse(row, "siren", "Le SIREN et le SIRET ne sont pas de la même organisation.", given)
        _doubt(row, "siret", "Il ne commence pas par ce SIREN.", given)
    if siret:
        values["siren"] = identifiers.siren_of(siren=siren, siret=siret)
    reference = parsing.line(given.get("external_ref", ""))
    if len(reference) > _limit(Organisation, "external_ref"):
        _refuse(row, "external_ref", "La référence est trop longue : 80 caractères au plus.", given)
    elif reference:
        values["external_ref"] = reference


def _read_address(row: Read, given: Mapping[str, str]) -> None:
    way = " ".join(parsing.line(given[key]) for key in _WAY if key in given)
    parts = [parsing.line(given[key]) for key in ("complement",) if key in given]
    parts += [part for part in (parsing.line(given.get("address", "")), way) if part]
    parts += [parsing.line(given[key]) for key in ("distribution",) if key in given]
    address = ", ".join(dict.fromkeys(part for part in parts if part))
    if len(address) > _limit(Organisation, "address"):
        _doubt(row, _address_key(given), "adresse trop longue, laissée de côté", given)
    elif address:
        row.organisation["address"] = address
    typed = parsing.line(given.get("postal_code", ""))
    postal_code = contact.normal_postal_code(typed) if typed else ""
    if postal_code is None:
        _doubt(row, "postal_code", f"code postal « {typed} » laissé de côté", given)
    elif len(typed) == _SHORT_CODE:
        row.notes.append(f"zéro initial du code postal rétabli : {postal_code}")
    code = parsing.line(given.get("commune_code", "")).upper()
    if len(code) == _SHORT_CODE and code.isdigit():
        code = f"0{code}"
        row.notes.append(f"zéro initial du code de commune rétabli : {code}")
    code = code.zfill(5) if code.isdigit() else code
    row.place = Place(code, parsing.line(given.get("commune_name", ""))[:100], postal_code or "")


def _read_contact(row: Read, given: Mapping[str, str]) -> None:
    for key, label, normal in _CONTACTS:
        if key not in given:
            continue
        typed = parsing.line(given[key])
        value = normal(typed) if typed else None
        if value and len(value) <= _limit(Organisation, key):
            row.organisation[key] = value
            if key == "phone" and typed[0] != "0" and typed.isdigit() and len(typed) == _SHORT_PHONE:
                row.notes.append(f"zéro initial du téléphone rétabli : {value}")
        elif typed:
            _doubt(row, key, f"{label} « {typed[:60]} » laissé de côté", given)


def _read_texts(row: Read, given: Mapping[str, str]) -> None:
    for key in _LONG_TEXTS:
        if text := parsing.text(given.get(key, "")):
            row.organisation[key] = text
    for key, model in _PLAIN_TEXTS.items():
        text = parsing.line(given.get(key, ""))
        if len(text) > _limit(model, key):
            _doubt(row, key, f"« {text[:40]}… » trop long, laissé de côté", given)
        elif text:
            (row.organisation if model is Organisation else row.profile)[key] = text
    if typed := parsing.line(given.get("kind", "")):
        kind = kind_of(typed)
        if kind is None:
            reason = (
                f"Nature « {typed[:60]} » inconnue. Écrivez par exemple association, commune, entreprise."
            )
            _refuse(row, "kind", reason, given)
        else:
            row.organisation["kind"] = kind.value


def _read_figures(row: Read, given: Mapping[str, str], dialect: Dialect) -> None:
    for key, limit in _AMOUNT_LIMIT.items():
        if key not in given:
            continue
        number = parsing.number(given[key], decimal=dialect.decimal)
        if number is None or not 0 <= number < limit:
            _doubt(row, key, f"nombre « {parsing.line(given[key])[:40]} » laissé de côté", given)
        elif key == "members_count":
            row.profile[key] = int(number)
        else:
            row.profile[key] = number.quantize(Decimal("0.01"))
    if "founded" in given:
        _read_founded(row, given, dialect)


def _read_founded(row: Read, given: Mapping[str, str], dialect: Dialect) -> None:
    typed = given["founded"]
    year = parsing.year(typed, order=dialect.dates)
    if year is None and (day := parsing.written_date(typed)) is not None:
        year = day.year
        row.notes.append(f"date « {parsing.line(typed)[:40]} » comprise comme le {day:%d/%m/%Y}")
    elif year is not None and dialect.real_dates and parsing.is_slashed(typed):
        row.notes.append(f"date « {parsing.line(typed)[:40]} » lue dans un texte")
    if year is not None:
        row.profile["founded_year"] = year
    elif not parsing.is_unknown_date(typed):
        _doubt(row, "founded", f"date « {parsing.line(typed)[:40]} » laissée de côté", given)


def _address_key(given: Mapping[str, str]) -> str:
    """Return the cell of an address to be shortened."""
    return max(_ADDRESS, key=lambda key: len(given.get(key, "")))


def _email(typed: str) -> str | None:
    try:
        validate_email(typed)
    except ValidationError:
        return None
    return typed


_NAME_LENGTH = _limit(Organisation, "name")
_CONTACTS: tuple[tuple[str, str, Callable[[str], str | None]], ...] = (
    ("phone", "téléphone", contact.normal_phone),
    ("email", "courriel", _email),
    ("website", "site", contact.normal_website),
)
_NUMBERS: dict[str, Callable[[str], str]] = {
    "siren": identifiers.siren_problem,
    "siret": identifiers.siret_problem,
    "rna": identifiers.rna_problem,
}
