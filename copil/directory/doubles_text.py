"""Why two sheets seem to be the same, in French."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copil.algorithms.doubles.organisations import Level, Nearness, Pair
from copil.algorithms.doubles.people import PersonPair
from copil.core import typography
from copil.directory import doubles
from copil.directory.doubles import AnyPair
from copil.directory.enums import SheetKind
from copil.directory.models import Organisation, OrganisationQuerySet, Person, PersonQuerySet
from copil.directory.rules import contact, identifiers

Sheet = Organisation | Person

LEVELS = {Level.SURE: "Presque sûr", Level.LIKELY: "Probable", Level.POSSIBLE: "À vérifier"}
_CHIPS = {Level.SURE: "ok", Level.LIKELY: "info", Level.POSSIBLE: ""}
_SAME = 0.995
_NUMBERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "siret": ("SIRET", identifiers.shown_siret),
    "siren": ("SIREN", identifiers.shown_siren),
    "rna": ("numéro RNA", str),
}
_PLURALS = {"rna": "numéros RNA"}
_CONTACTS = {"email": "adresse électronique", "phone": "téléphone", "website": "site internet"}
_FEMININE = frozenset({"email"})


@dataclass(frozen=True)
class Shown:
    """A pair as a page shows it."""

    pair: AnyPair
    one: Sheet
    other: Sheet
    reasons: Sequence[str]

    @property
    def level(self) -> str:
        return LEVELS[self.pair.level]

    @property
    def chip(self) -> str:
        return _CHIPS[self.pair.level]

    @property
    def sheets(self) -> tuple[Sheet, Sheet]:
        return (self.one, self.other)


def shown(pairs: Iterable[AnyPair], kind: str, rows: OrganisationQuerySet | PersonQuerySet) -> list[Shown]:
    """Return pairs with their sheets, in two queries at most; a sheet that is gone takes its pair away."""
    listed = list(pairs)
    wanted = {uuid.UUID(pk) for pair in listed for pk in (pair.one, pair.other)}
    fetched: Any = rows.filter(pk__in=wanted)
    if kind == SheetKind.ORGANISATION:
        fetched = fetched.select_related("commune__departement")
    else:
        fetched = fetched.with_functions()
    sheets: dict[str, Sheet] = {str(sheet.pk): sheet for sheet in fetched}
    return [
        Shown(pair, sheets[pair.one], sheets[pair.other], reasons(pair, sheets))
        for pair in listed
        if pair.one in sheets and pair.other in sheets
    ]


def why(one: Sheet, other: Sheet) -> list[str]:
    """Return what brings two given sheets together; nothing when they do not look alike."""
    pair = doubles.of_two(one, other)
    return reasons(pair, {str(one.pk): one, str(other.pk): other}) if pair else []


def reasons(pair: AnyPair, sheets: Mapping[str, Sheet]) -> list[str]:
    """Return what brings two sheets together, then what speaks against it."""
    one, other = sheets[pair.one], sheets[pair.other]
    if isinstance(pair, PersonPair):
        return [*_of_people(pair, one, other)]
    return of_organisations(pair, one, other)


def of_organisations(pair: Pair, one: Any, other: Any) -> list[str]:
    """Return the same for anything that has the values of an organisation."""
    return [*_of_organisations(pair, one, other)]


def _of_organisations(pair: Pair, one: Any, other: Any) -> Iterable[str]:
    yield from _numbers(pair, one)
    yield from _contacts(pair.same, one)
    yield from _names(pair, one, other)
    yield from _places(pair, one, other)
    for name in pair.differ:
        label, written = _NUMBERS[name]
        mine, theirs = getattr(one, name), getattr(other, name)
        if name == "siren" and not (mine and theirs):
            continue
        yield f"Mais deux {_PLURALS.get(name, label)} différents : {written(mine)} et {written(theirs)}."
        if name == "siret" and "siren" in pair.same:
            yield "Ce sont peut-être deux établissements de la même structure."


def _numbers(pair: Pair, one: Any) -> Iterable[str]:
    if pair.former and (pair.same and pair.same[0] in _NUMBERS):
        label = _NUMBERS[pair.same[0]][0]
        yield f"Le {label} de l’une est un ancien {label} de l’autre."
        return
    for name in ("siret", "rna", "siren"):
        if name in pair.same and not (name == "siren" and "siret" in pair.same):
            label, written = _NUMBERS[name]
            value = getattr(one, name) or one.siret[: identifiers.SIREN_LENGTH]
            yield f"Même {label} : {written(value)}."


def _contacts(same: Sequence[str], one: Any) -> Iterable[str]:
    for name in same:
        if name in _CONTACTS:
            value = getattr(one, name)
            yield f"Même {_CONTACTS[name]} : {contact.shown_phone(value) if name == 'phone' else value}."


def _names(pair: Pair, one: Any, other: Any) -> Iterable[str]:
    earlier = " (un nom d’avant compris)" if pair.former and not pair.same else ""
    if pair.acronym:
        short, long = sorted((one.name, other.name), key=len)
        yield f"« {short} » peut être le sigle de « {long} »."
    if pair.score >= _SAME:
        yield f"Le même nom, à la forme juridique, aux articles et aux accents près{earlier}."
    elif pair.words and pair.score > 0 and not pair.acronym:
        told = ", ".join(
            f"« {mine} »" if mine == theirs else f"« {mine} » et « {theirs} »" for mine, theirs in pair.words
        )
        yield f"Des mots du nom en commun{earlier} : {told}."


def _places(pair: Pair, one: Any, other: Any) -> Iterable[str]:
    if pair.place == Nearness.SAME:
        where = one.commune.name if one.commune else f"code postal {one.postal_code}"
        yield f"Au même endroit : {where}."
    elif pair.place == Nearness.NEAR and one.commune and other.commune:
        apart = f", à {typography.number(pair.km)} km" if pair.km is not None else ""
        yield f"Communes voisines : {one.commune.name} et {other.commune.name}{apart}."
    elif pair.place == Nearness.UNKNOWN:
        yield "On ne sait pas où est l’une des deux."
    elif one.commune and other.commune:
        yield f"Mais deux communes : {one.commune.name} et {other.commune.name}."


def _of_people(pair: PersonPair, one: Any, other: Any) -> Iterable[str]:
    yield from _contacts(pair.same, one)
    if pair.exact:
        yield "Le même prénom et le même nom."
    else:
        yield f"Deux noms proches : « {one} » et « {other} »."
    names = {
        str(f.organisation_id): f.organisation.name for sheet in (one, other) for f in sheet.functions.all()
    }
    for organisation in pair.organisations:
        if organisation in names:
            yield f"La même organisation : {names[organisation]}."
    for name in pair.differ:
        different = "différentes" if name in _FEMININE else "différents"
        plural = "adresses électroniques" if name == "email" else "téléphones"
        yield f"Mais deux {plural} {different}."
