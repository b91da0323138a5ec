"""From the cells of a row of a register to what it says: no database here."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from copil.directory.communes import Place
from copil.directory.enums import Register, RegisterState
from copil.directory.rules import contact, identifiers
from copil.exchange import parsing
from copil.exchange.enums import DateOrder

Cells = Mapping[str, str]

NAME, ACRONYM, ADDRESS, WEBSITE, PLACE = 250, 100, 300, 300, 100
_RNA_NUMBER = re.compile(r"[0-9A-Z]{8,14}")
_EDGES = " _-.;,*'\"«»“”\t\u00a0"
_NOT_SHARED = "[ND]"
_EARLIEST = 1200
_NOWHERE = Place()

NO_TITLE = "Il manque le titre de l’association."
NO_RNA = "Il manque le numéro de l’association au répertoire."
BAD_RNA = "Ce numéro n’a pas la forme d’un numéro du répertoire des associations."
NATURAL_PERSON = "Personne physique : seules les personnes morales sont gardées."
NO_DENOMINATION = "Il manque la dénomination de l’unité légale, ou elle n’est pas diffusée."


@dataclass(slots=True)
class Fact:
    """What a row says of one entry. ``place`` still has to be found among the communes."""

    identifier: str
    state: str
    siren: str = ""
    siret: str = ""
    rna: str = ""
    name: str = ""
    acronym: str = ""
    purpose: str = ""
    legal_category: str = ""
    activity: str = ""
    headcount: str = ""
    address: str = ""
    place: Place = _NOWHERE
    website: str = ""
    created_on: dt.date | None = None
    closed_on: dt.date | None = None
    position: str = ""
    is_seat: bool = False
    said_on: dt.date | None = None


Reader = Callable[[Cells], "Fact | str"]
"""Understand the cells of a row; a French sentence when it cannot be an entry."""


def read_rna(cells: Cells) -> Fact | str:
    """Understand a row of the register of associations, of either of its two files."""
    identifier = identifiers.compact(_cell(cells, "id"))
    if not identifier:
        return NO_RNA
    if not _RNA_NUMBER.fullmatch(identifier):
        return BAD_RNA
    short = clean_name(_cell(cells, "titre_court"))
    name = clean_name(_cell(cells, "titre")) or short
    if not name:
        return NO_TITLE
    position = _cell(cells, "position").upper()[:1]
    siret = _checked(_cell(cells, "siret"), identifiers.siret_problem)
    closed = position not in ("", "A")
    ways = ("adrs_numvoie", "adrs_repetition", "adrs_typevoie", "adrs_libvoie")
    return Fact(
        identifier=identifier,
        state=(RegisterState.CLOSED if closed else RegisterState.ACTIVE).value,
        siren=siret[:9],
        siret=siret,
        rna=identifier,
        name=name[:NAME],
        acronym="" if short == name or _is_cut(cells) else short[:ACRONYM],
        purpose=_purpose(cells.get("objet", "")),
        address=_address(cells, ways, before=("adrs_complement", "adr1", "adr2"), after=("adrs_distrib",)),
        place=_place(cells, code="adrs_codeinsee", name="adrs_libcommune", postal="adrs_codepostal"),
        website=_website(_cell(cells, "siteweb")),
        created_on=_day(cells.get("date_creat", "")),
        closed_on=_day(cells.get("date_disso", "")) if closed else None,
        position=position,
        said_on=_day(cells.get("maj_time", "")),
    )


def read_unit(cells: Cells) -> Fact | str:
    """Understand a row of the legal units; natural persons are left out, whatever is said of them."""
    siren = identifiers.compact(_cell(cells, "siren"))
    if problem := identifiers.siren_problem(siren):
        return problem
    category = _cell(cells, "categorieJuridiqueUniteLegale")
    own = ("denominationUniteLegale", *(f"denominationUsuelle{n}UniteLegale" for n in (1, 2, 3)))
    name = next(filter(None, (clean_name(_cell(cells, one)) for one in own)), "")
    acronym = clean_name(_cell(cells, "sigleUniteLegale"))
    if category == "1000" or (not name and _cell(cells, "nomUniteLegale")):
        return NATURAL_PERSON
    if not (name or acronym):
        return NO_DENOMINATION
    position = _cell(cells, "etatAdministratifUniteLegale").upper()[:1]
    seat = f"{siren}{_cell(cells, 'nicSiegeUniteLegale').zfill(5)}"
    return Fact(
        identifier=siren,
        state=(RegisterState.CLOSED if position == "C" else RegisterState.ACTIVE).value,
        siren=siren,
        siret=_checked(seat, identifiers.siret_problem),
        rna=_checked(_cell(cells, "identifiantAssociationUniteLegale"), identifiers.rna_problem),
        name=(name or acronym)[:NAME],
        acronym=acronym[:ACRONYM] if acronym != name else "",
        legal_category=category[:4],
        activity=_cell(cells, "activitePrincipaleUniteLegale")[:8],
        headcount=_cell(cells, "trancheEffectifsUniteLegale")[:2],
        created_on=_day(cells.get("dateCreationUniteLegale", "")),
        closed_on=_day(cells.get("dateDebut", "")) if position == "C" else None,
        position=position,
        said_on=_day(cells.get("dateDernierTraitementUniteLegale", "")),
    )


def read_establishment(cells: Cells) -> Fact | str:
    """Understand a row of the establishments; their name is often that of their legal unit only."""
    siret = identifiers.compact(_cell(cells, "siret"))
    if problem := identifiers.siret_problem(siret):
        return problem
    own = ("enseigne1Etablissement", "denominationUsuelleEtablissement", "enseigne2Etablissement")
    name = next(filter(None, (clean_name(_cell(cells, one)) for one in own)), "")
    position = _cell(cells, "etatAdministratifEtablissement").upper()[:1]
    way = ("numeroVoie", "indiceRepetition", "typeVoie", "libelleVoie")
    place = _place(
        cells,
        code="codeCommuneEtablissement",
        name="libelleCommuneEtablissement",
        postal="codePostalEtablissement",
    )
    return Fact(
        identifier=siret,
        state=(RegisterState.CLOSED if position == "F" else RegisterState.ACTIVE).value,
        siren=siret[:9],
        siret=siret,
        name=name[:NAME],
        activity=_cell(cells, "activitePrincipaleEtablissement")[:8],
        headcount=_cell(cells, "trancheEffectifsEtablissement")[:2],
        address=_address(
            cells,
            tuple(f"{one}Etablissement" for one in way),
            before=("complementAdresseEtablissement",),
            after=("distributionSpecialeEtablissement",),
        ),
        place=place,
        created_on=_day(cells.get("dateCreationEtablissement", "")),
        closed_on=_day(cells.get("dateDebut", "")) if position == "F" else None,
        position=position,
        is_seat=_cell(cells, "etablissementSiege").lower() in ("true", "vrai", "1", "oui"),
        said_on=_day(cells.get("dateDernierTraitementEtablissement", "")),
    )


READERS: dict[str, Reader] = {
    Register.RNA.value: read_rna,
    Register.UNITS.value: read_unit,
    Register.ESTABLISHMENTS.value: read_establishment,
}


def clean_name(cell: str) -> str:
    """Return a name without the underscores, quotes and signs that registers leave around it."""
    text = parsing.line(cell.replace("_", " ")) if cell else ""
    kept = text.strip(_EDGES)
    # « (LA) PLUME », « A.S.C.M. »: what opens or closes something stays.
    if text.endswith(".") and "." in kept:
        kept += "."
    return kept if any(char.isalnum() for char in kept) else ""


def _is_cut(cells: Cells) -> bool:
    """Tell whether the short title is only the beginning of the title, as of « LA VIE D’UN AGRI... »."""
    return _cell(cells, "titre_court").endswith("...")


def _cell(cells: Cells, name: str) -> str:
    value = cells.get(name, "")
    if not value:
        return ""
    text = parsing.line(value)
    return "" if text == _NOT_SHARED else text


def _checked(typed: str, problem_of: Callable[[str], str]) -> str:
    number = identifiers.compact(typed)
    return number if number and not problem_of(number) else ""


def _day(cell: str) -> dt.date | None:
    if not cell or _NOT_SHARED in cell:
        return None
    day = parsing.date(cell, order=DateOrder.DAY_FIRST)
    return day if day is not None and day.year >= _EARLIEST else None


def _purpose(cell: str) -> str:
    text = parsing.text(cell) if cell else ""
    return "" if text == _NOT_SHARED else text.strip("_ \t")


def _website(typed: str) -> str:
    website = contact.normal_website(typed) if typed else ""
    return website if website and len(website) <= WEBSITE else ""


def _address(cells: Cells, ways: tuple[str, ...], *, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    way = " ".join(filter(None, (_cell(cells, one).strip("_ ") for one in ways)))
    parts = [*(_cell(cells, one) for one in before), way, *(_cell(cells, one) for one in after)]
    return ", ".join(dict.fromkeys(part for part in (one.strip("_ ") for one in parts) if part))[:ADDRESS]


def _place(cells: Cells, *, code: str, name: str, postal: str) -> Place:
    official = _cell(cells, code).upper()
    official = official.zfill(5) if official.isdigit() else official
    typed = _cell(cells, postal)
    commune = _cell(cells, name) or _cell(cells, "libelleCommuneEtrangerEtablissement")
    commune = commune or _cell(cells, "libellePaysEtrangerEtablissement")
    return Place(
        official[:5].strip("0") and official[:5], commune[:PLACE], contact.normal_postal_code(typed) or ""
    )
