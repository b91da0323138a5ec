"""Kinds of territories and of the other names under which a commune is known."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """A level of the administrative map."""

    COMMUNE = "commune", "commune"
    EPCI = "epci", "intercommunalité"
    EPT = "ept", "établissement public territorial"
    DEPARTEMENT = "departement", "département"
    REGION = "region", "région"
    PERIMETER = "perimetre", "périmètre"


PLURALS: dict[str, str] = {
    "region": "Régions",
    "departement": "Départements",
    "epci": "Intercommunalités",
    "ept": "Établissements publics territoriaux",
    "commune": "Communes",
    "perimetre": "Périmètres",
}

# The levels of the official map; perimeters are drawn over it by whoever runs the installation.
OFFICIAL = (Kind.REGION, Kind.DEPARTEMENT, Kind.EPCI, Kind.EPT, Kind.COMMUNE)


class AliasKind(TextChoices):
    """Why a code or a name that is not a commune's own leads to it."""

    FORMER = "ancienne", "ancien code"
    DELEGATED = "deleguee", "commune déléguée"
    ASSOCIATED = "associee", "commune associée"
    DISTRICT = "arrondissement", "arrondissement municipal"


class Nature(TextChoices):
    """Legal nature of a grouping of communes."""

    CC = "CC", "communauté de communes"
    CA = "CA", "communauté d’agglomération"
    CU = "CU", "communauté urbaine"
    METRO = "METRO", "métropole"
    MET69 = "MET69", "métropole à statut particulier"
    EPT = "EPT", "établissement public territorial"
