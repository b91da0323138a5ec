"""The lists of organisations and of people as tables."""

from collections.abc import Iterator
from typing import Any

from copil.directory.models import OrganisationQuerySet, PersonQuerySet
from copil.directory.rules import profile as profile_rules

HEADER = (
    "Nom", "Sigle", "Nature", "SIREN", "SIRET", "Numéro RNA", "Référence", "Objet", "Adresse", "Code postal",
    "Commune", "Code INSEE", "Téléphone", "Adresse électronique", "Site internet", "Réponses du profil",
    "Note interne",
)  # fmt: skip  # a table reads by its lines
PEOPLE_HEADER = (
    "Nom", "Prénom", "Fonctions", "Adresse électronique", "Téléphone", "Disponibilités", "Note interne",
)  # fmt: skip  # a table reads by its lines
_LOT = 1_000


def organisation_rows(rows: OrganisationQuerySet, *, notes: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a list, in its order, one lot in memory at a time; ``notes`` for those who write."""
    for one in rows.select_related("commune").iterator(_LOT):
        yield (
            one.name,
            one.acronym,
            one.get_kind_display(),
            one.siren,
            one.siret,
            one.rna,
            one.external_ref,
            one.purpose,
            one.address,
            one.postal_code,
            one.commune.name if one.commune else "",
            one.commune.code if one.commune else "",
            one.phone,
            one.email,
            one.website,
            f"{one.answered} sur {profile_rules.TOTAL}",
            one.internal_note if notes else "",
        )


def person_rows(rows: PersonQuerySet, *, notes: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a list read by ``with_functions``, in its order; ``notes`` for those who write."""
    for one in rows.iterator(_LOT):
        yield (
            one.family_name,
            one.given_name,
            " ; ".join(f"{function.title}, {function.organisation.name}" for function in one.functions.all()),
            one.email,
            one.phone,
            one.availability,
            one.internal_note if notes else "",
        )
