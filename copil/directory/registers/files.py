"""Recognise the file of a register by its columns."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from copil.core.errors import ActionRefused
from copil.directory.enums import Register

# Other names that the same column has had from one file to the other.
_ALIASES = {"libcom": "adrs_libcommune", "adrs_libcom": "adrs_libcommune", "adr3": "adrs_libvoie"}
_NEEDED: dict[str, tuple[str, ...]] = {
    Register.RNA.value: ("id", "titre"),
    Register.UNITS.value: ("siren", "categorieJuridiqueUniteLegale"),
    Register.ESTABLISHMENTS.value: ("siret", "etatAdministratifEtablissement"),
}
_DATE_IN_NAME = re.compile(r"(20\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")


def columns_of(header: Sequence[str], register: str) -> dict[int, str]:
    """Return the name of each column by its place; refuse the file of something else."""
    official = {name.lower(): name for name in _OFFICIAL}
    found: dict[int, str] = {}
    for index, column in enumerate(header):
        name = column.strip().strip("'\"").lower()
        name = _ALIASES.get(name, name)
        name = official.get(name, name)
        if name not in found.values():
            found[index] = name
    missing = [name for name in _NEEDED[register] if name not in found.values()]
    if missing:
        label = str(Register(register).label)
        raise ActionRefused(
            f"Ce fichier n’est pas celui du registre demandé ({label}) : il lui manque"
            f" {'la colonne' if len(missing) == 1 else 'les colonnes'} {', '.join(missing)}."
        )
    return found


def date_of(path: Path) -> dt.date:
    """Return the day a file speaks of: the one in its name, else the day it was written."""
    if found := _DATE_IN_NAME.search(path.name):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass  # « 20260231 » is a number, not a day
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()


_OFFICIAL = """
siren siret nic categorieJuridiqueUniteLegale denominationUniteLegale denominationUsuelle1UniteLegale
denominationUsuelle2UniteLegale denominationUsuelle3UniteLegale sigleUniteLegale nomUniteLegale
identifiantAssociationUniteLegale activitePrincipaleUniteLegale trancheEffectifsUniteLegale
etatAdministratifUniteLegale dateCreationUniteLegale dateDebut nicSiegeUniteLegale
dateDernierTraitementUniteLegale enseigne1Etablissement enseigne2Etablissement
denominationUsuelleEtablissement etatAdministratifEtablissement numeroVoieEtablissement
indiceRepetitionEtablissement typeVoieEtablissement libelleVoieEtablissement complementAdresseEtablissement
distributionSpecialeEtablissement codePostalEtablissement libelleCommuneEtablissement
codeCommuneEtablissement libelleCommuneEtrangerEtablissement libellePaysEtrangerEtablissement
activitePrincipaleEtablissement trancheEffectifsEtablissement dateCreationEtablissement etablissementSiege
dateDernierTraitementEtablissement
""".split()
