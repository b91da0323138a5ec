"""Rows as the national register of associations (RNA) writes them: 39 columns."""

from collections.abc import Iterable

from tests.factories.exchange import table

COLUMNS = """
id id_ex siret rup_mi gestion date_creat date_decla date_publi date_disso nature groupement titre titre_court
objet objet_social1 objet_social2 adrs_complement adrs_numvoie adrs_repetition adrs_typevoie adrs_libvoie
adrs_distrib adrs_codeinsee adrs_codepostal adrs_libcommune adrg_declarant adrg_complemid adrg_complemgeo
adrg_libvoie adrg_distrib adrg_codepostal adrg_achemine adrg_pays dir_civilite siteweb publiweb observation
position maj_time
""".split()
USUAL = {
    "id": "W941000001",
    "date_creat": "1998-12-31",
    "date_disso": "0001-01-01",
    "nature": "D",
    "groupement": "S",
    "titre": "LES AMIS DU MOULIN",
    "objet": "faire vivre le moulin et ses abords",
    "adrs_numvoie": "14",
    "adrs_repetition": "B",
    "adrs_typevoie": "QUAI",
    "adrs_libvoie": "DES CARRIÈRES",
    "adrs_codeinsee": "94018",
    "adrs_codepostal": "94220",
    "adrs_libcommune": "CHARENTON-LE-PONT",
    "adrg_pays": "FRANCE",
    "observation": "Reprise auto",
    "position": "A",
    "maj_time": "2020-01-01 12:00:00",
}


def extract(rows: Iterable[dict[str, str]], *, encoding: str = "cp1252") -> bytes:
    """Return an extract; each row says what differs from the usual one."""
    lines = [[{**USUAL, **row}.get(column, "") for column in COLUMNS] for row in rows]
    return table([COLUMNS, *lines], encoding=encoding)
