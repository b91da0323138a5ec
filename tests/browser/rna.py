"""An extract of the national register of associations as people save it from a spreadsheet: invented rows."""

import csv
from pathlib import Path

COLUMNS = (
    "id id_ex siret rup_mi gestion date_creat date_decla date_publi date_disso nature groupement titre "
    "titre_court objet objet_social1 objet_social2 adrs_complement adrs_numvoie adrs_repetition "
    "adrs_typevoie adrs_libvoie adrs_distrib adrs_codeinsee adrs_codepostal adrs_libcommune "
    "adrg_declarant adrg_complemid "
    "adrg_complemgeo adrg_libvoie adrg_distrib adrg_codepostal adrg_achemine adrg_pays dir_civilite siteweb "
    "publiweb observation position maj_time"
).split()
CHARENTON = {"adrs_codeinsee": "94018", "adrs_codepostal": "94220", "adrs_libcommune": "Charenton-le-Pont"}
SAINT_MAURICE = {"adrs_codeinsee": "94069", "adrs_codepostal": "94410", "adrs_libcommune": "Saint-Maurice"}
FIRST, LAST = "L’ATELIER DES ÉCLUSES", "CHŒUR À CŒUR DE MARNE"
ROWS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("W941900001", FIRST, "réparer ensemble les objets du quotidien ; prêter des outils", CHARENTON),
    ("W941900002", "LES JARDINS DU CONFLUENT", "cultiver des parcelles partagées", SAINT_MAURICE),
    ("W941900003", "PAROLES D’AÎNÉS", "rompre l’isolement des personnes âgées", CHARENTON),
    ("W941900004", "LA PASSERELLE NUMÉRIQUE", "accompagner les démarches en ligne", SAINT_MAURICE),
    ("W941900005", "VÉLO EN BOUCLE", "apprendre à rouler et à réparer son vélo", CHARENTON),
    ("W941900006", LAST, "chanter en chœur, sans audition d’entrée", SAINT_MAURICE),
)


def write(path: Path, *, series: int) -> Path:
    """Write the extract with semicolons, in the letters of Windows; each series has other associations."""
    with path.open("w", encoding="cp1252", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for number, (rna, title, purpose, place) in enumerate(ROWS, start=1):
            row = dict.fromkeys(COLUMNS, "")
            row |= {
                "id": f"W94{series}{rna[4:]}",
                "titre": f"{title} {series}",
                "objet": purpose,
                "position": "A",
                "nature": "D",
            }
            row |= {"gestion": "941P", "groupement": "S", "date_creat": f"2019-03-{number:02d}"}
            row |= {"adrs_numvoie": str(number), "adrs_typevoie": "RUE", "adrs_libvoie": "de l’Écluse"}
            row |= {"dir_civilite": "PM", "publiweb": "1", "adrg_pays": "FRANCE", **place}
            writer.writerow(row)
    return path
