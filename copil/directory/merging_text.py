"""What a merge moved, counted and named in French."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from copil.core import typography
from copil.directory.models import FormerValue, Merge, Organisation, Person

# By name: the directory imports nothing from the apps that own these.
_NAMES = {
    "directory.function": "fonction",
    "directory.profile": "profil",
    "directory.formervalue": "ancien nom ou numéro,anciens noms ou numéros",
    "needs.need": "besoin",
    "needs.needorigin": "origine de besoin,origines de besoins",
    "needs.diagnostic": "diagnostic",
    "initiatives.teammember": "place dans une équipe,places dans des équipes",
    "initiatives.targetstructure": "démarche où elle est visée,démarches où elle est visée",
    "initiatives.activitymark": "activité portée,activités portées",
    "initiatives.plannedactivity": "activité prévue,activités prévues",
    "exchange.importrow": "ligne d’import,lignes d’import",
    "files.storedfile": "fichier",
}
_OTHER = "autre lien,autres liens"


def counted(moved: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what was moved by kind: « 3 besoins », the most numerous first."""
    counts = Counter(_NAMES.get(one["model"], _OTHER) for one in moved if one["state"] != "left")
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [typography.plural(number, names) for names, number in ordered]


def of_sheet(sheet: Organisation | Person, kind: str) -> list[Merge]:
    """Return the merges in force of which a sheet is the one kept, the latest first."""
    rows = Merge.objects.in_workspace(sheet.workspace).in_force().filter(kind=kind, kept_id=sheet.pk)
    return list(rows.order_by("-created_at", "-pk"))


def former_of(organisation: Organisation) -> list[FormerValue]:
    """Return the earlier names, then the earlier numbers, of an organisation."""
    rows = FormerValue.objects.filter(organisation=organisation, archived_at=None)
    found = list(rows.order_by("-until", "-pk"))
    return sorted(found, key=lambda one: one.field not in ("name", "acronym"))
