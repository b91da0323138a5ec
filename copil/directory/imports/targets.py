"""The fields a column may fill, the headers people give them, and those of the national register (RNA)."""

from collections.abc import Sequence

from copil.exchange.importers import Content, Mapped, Target, guess_by_name, header_key

IDENTITY, NUMBERS, ADDRESS, CONTACT, PROFILE, REGISTER = (
    "Identité",
    "Numéros",
    "Adresse",
    "Contact",
    "Profil",
    "Registre",
)


def _target(key: str, label: str, group: str, names: str = "") -> Target:
    return Target(key, label, group, tuple(name.strip() for name in names.split("|") if name.strip()))


TARGETS: tuple[Target, ...] = (
    _target(
        "name",
        "Nom",
        IDENTITY,
        "titre | nom de l organisation | nom de la structure | nom de l association | "
        "denomination | structure | raison sociale | intitule | organisation | association | "
        "organisme | libelle | nom structure | nom association | nom complet | "
        "denominationunitelegale",
    ),
    _target(
        "acronym",
        "Sigle",
        IDENTITY,
        "sigle | titre court | acronyme | nom court | sigleunitelegale",
    ),
    _target(
        "kind",
        "Nature",
        IDENTITY,
        "nature | type | type de structure | statut | statut juridique | forme juridique | "
        "categorie | type d organisation | nature juridique",
    ),
    _target(
        "purpose",
        "Objet",
        IDENTITY,
        "objet | objet social | description | activite | activites | missions",
    ),
    _target(
        "siret",
        "SIRET",
        NUMBERS,
        "siret | n siret | numero siret | no siret | siret du siege | n de siret | numero de siret",
    ),
    _target(
        "siren",
        "SIREN",
        NUMBERS,
        "siren | n siren | numero siren | no siren | n de siren | numero de siren",
    ),
    _target(
        "rna",
        "Numéro RNA",
        NUMBERS,
        "rna | n rna | numero rna | no rna | waldec | id rna | numero waldec | numero d "
        "association | identifiantassociationunitelegale",
    ),
    _target(
        "external_ref",
        "Référence dans vos fichiers",
        NUMBERS,
        "reference | ref | id | identifiant | code | reference interne | numero | n adherent | "
        "numero adherent | code structure | id structure | identifiant interne",
    ),
    _target(
        "address",
        "Adresse complète",
        ADDRESS,
        "adresse | adresse 1 | adresse postale | adresse du siege | siege | voie | rue",
    ),
    _target(
        "complement",
        "Complément d’adresse",
        ADDRESS,
        "complement | adresse 2 | complement d adresse | complement adresse",
    ),
    _target(
        "number",
        "Numéro dans la voie",
        ADDRESS,
        "numero de voie | numero voie | n voie | num voie",
    ),
    _target(
        "repetition",
        "Bis, ter",
        ADDRESS,
        "repetition | indice de repetition",
    ),
    _target(
        "way_kind",
        "Type de voie",
        ADDRESS,
        "type de voie | type voie",
    ),
    _target(
        "way",
        "Nom de la voie",
        ADDRESS,
        "nom de voie | libelle de voie | nom de la voie | libelle voie",
    ),
    _target(
        "distribution",
        "Boîte postale, lieu-dit",
        ADDRESS,
        "bp | boite postale | lieu dit | distribution",
    ),
    _target(
        "postal_code",
        "Code postal",
        ADDRESS,
        "code postal | cp | codepostal | code post | adresse code postal",
    ),
    _target(
        "commune_name",
        "Commune",
        ADDRESS,
        "commune | ville | localite | nom commune | nom de la commune | adresse ville",
    ),
    _target(
        "commune_code",
        "Code INSEE de la commune",
        ADDRESS,
        "code insee | insee | code commune | codeinsee | code insee commune | cog",
    ),
    _target(
        "phone",
        "Téléphone",
        CONTACT,
        "telephone | tel | tel fixe | telephone fixe | portable | mobile | numero de telephone | n telephone",
    ),
    _target(
        "email",
        "Adresse électronique",
        CONTACT,
        "email | e mail | mail | courriel | adresse electronique | adresse mail | adresse email | "
        "adresse e mail | mel",
    ),
    _target(
        "website",
        "Site internet",
        CONTACT,
        "site | site web | site internet | siteweb | url | web | adresse du site",
    ),
    _target(
        "founded",
        "Date ou année de création",
        PROFILE,
        "date de creation | annee de creation | creation | date creation | annee creation | creee "
        "en | cree en | creee le | cree le | depuis | annee",
    ),
    _target(
        "sector",
        "Secteur d’activité",
        PROFILE,
        "secteur | secteur d activite | domaine | domaine d activite | thematique | champ d action",
    ),
    _target(
        "branch",
        "Branche ou filière",
        PROFILE,
        "branche | filiere | branche professionnelle | convention collective",
    ),
    _target(
        "current_area",
        "Aire d’action",
        PROFILE,
        "aire d action | territoire | territoire d intervention | zone d intervention | territoire d action",
    ),
    _target(
        "members_count",
        "Nombre d’adhérents",
        PROFILE,
        "adherents | nombre d adherents | nb adherents | nb d adherents | membres | nombre de membres",
    ),
    _target(
        "budget_amount",
        "Budget annuel",
        PROFILE,
        "budget | budget annuel | montant du budget | budget total",
    ),
    _target(
        "fte",
        "Emplois en ETP",
        PROFILE,
        "etp | salaries etp | nombre d etp | nb etp | effectif etp | emplois etp",
    ),
    _target(
        "internal_note",
        "Note interne",
        REGISTER,
        "note | notes | commentaire | commentaires | remarque | remarques | observation | observations",
    ),
    _target(
        "position",
        "État au registre (RNA, SIRENE)",
        REGISTER,
        "etatadministratifunitelegale | etatadministratifetablissement",
    ),
)

RNA: dict[str, str] = {
    "id": "rna",
    "siret": "siret",
    "date_creat": "founded",
    "titre": "name",
    "titre_court": "acronym",
    "objet": "purpose",
    "adrs_complement": "complement",
    "adrs_numvoie": "number",
    "adrs_repetition": "repetition",
    "adrs_typevoie": "way_kind",
    "adrs_libvoie": "way",
    "adrs_distrib": "distribution",
    "adrs_codeinsee": "commune_code",
    "adrs_codepostal": "postal_code",
    "adrs_libcommune": "commune_name",
    "siteweb": "website",
    "position": "position",
}
_RNA_SIGNS = frozenset(
    {"id", "titre", "objet", "adrs_codeinsee", "adrs_libcommune", "position", "date_creat", "maj_time"}
)

WORDS = frozenset(
    {"nom", *(name for target in TARGETS for name in target.names), *(header_key(name) for name in RNA)}
)


def guess(columns: Sequence[str]) -> Mapped:
    """Return the likeliest field of each column: the register's own ones, else by usual names."""
    names = [column.strip().lower() for column in columns]
    if len(_RNA_SIGNS.intersection(names)) >= 5:
        return _once({index: RNA[name] for index, name in enumerate(names) if name in RNA})
    found = guess_by_name(columns, TARGETS)
    if "name" not in found.values():
        by_nom = next((index for index, column in enumerate(columns) if header_key(column) == "nom"), None)
        if by_nom is not None:
            found[by_nom] = "name"
    return found


def guess_by_content(columns: Sequence[str], found: Mapped, contents: Sequence[Content | None]) -> Mapped:
    """Complete what the titles said with what the columns hold, where a title says nothing known.

    A field is given once, to the first column that holds such values. When no column is the name, the first
    column of texts is.
    """
    complete = dict(found)
    for index, (column, content) in enumerate(zip(columns, contents, strict=False)):
        said = index in complete or header_key(column) in WORDS
        if content is not None and content.field and not said and content.field not in complete.values():
            complete[index] = content.field
    if contents and "name" not in complete.values():
        texts = (
            index
            for index, content in enumerate(contents)
            if content is not None and content.is_text and index not in complete
        )
        if (first := next(texts, None)) is not None:
            complete[first] = "name"
    return complete


def _once(found: Mapped) -> Mapped:
    kept: Mapped = {}
    for index, key in found.items():
        if key not in kept.values():
            kept[index] = key
    return kept
