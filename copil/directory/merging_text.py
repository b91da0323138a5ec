"""What a merge moved, counted and named in French."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from copil.core import typography
from copil.directory.models import FormerValue, Merge, Organisation, Person

# By name: the directory imports nothing from the apps that own these. One, then several.
_NAMES = {
    "directory.function": ("fonction", "fonctions"),
    "directory.availability": ("disponibilité", "disponibilités"),
    "directory.profile": ("profil", "profils"),
    "directory.formervalue": ("ancien nom ou numéro", "anciens noms ou numéros"),
    "directory.valuesource": ("valeur venue d’un registre", "valeurs venues d’un registre"),
    "needs.need": ("besoin", "besoins"),
    "needs.needorigin": ("origine d’un besoin", "origines de besoins"),
    "needs.diagnostic": ("diagnostic", "diagnostics"),
    "needs.offer": ("offre existante", "offres existantes"),
    "needs.planline": ("action d’un plan d’accompagnement", "actions de plans d’accompagnement"),
    "needs.partneropinion": ("avis demandé", "avis demandés"),
    "initiatives.teammember": ("place dans une équipe", "places dans des équipes"),
    "initiatives.targetstructure": ("démarche qui la vise", "démarches qui la visent"),
    "initiatives.activitymark": ("activité portée", "activités portées"),
    "initiatives.plannedactivity": ("activité prévue", "activités prévues"),
    "initiatives.existingitem": ("élément déjà existant", "éléments déjà existants"),
    "tasks.task": ("tâche", "tâches"),
    "tasks.statusrequest": ("point demandé", "points demandés"),
    "ballots.voter": ("place sur la liste d’un vote", "places sur les listes de votes"),
    "ballots.option": ("proposition d’un vote", "propositions de votes"),
    "governance.body": ("instance", "instances"),
    "governance.mandate": ("mandat", "mandats"),
    "governance.decision": ("décision à suivre", "décisions à suivre"),
    "governance.adminpiece": ("pièce administrative", "pièces administratives"),
    "governance.validation": ("validation", "validations"),
    "governance.condition": ("condition à lever", "conditions à lever"),
    "governance.roleholding": ("rôle tenu", "rôles tenus"),
    "governance.roleskill": ("savoir apporté à un rôle", "savoirs apportés à des rôles"),
    "governance.internalservice": ("service interne", "services internes"),
    "governance.backing": ("soutien", "soutiens"),
    "exchange.importrow": ("ligne d’import", "lignes d’import"),
    "files.storedfile": ("fichier", "fichiers"),
}
_OTHER = ("autre lien", "autres liens")


def counted(moved: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what was moved by kind: « 3 besoins », the most numerous first."""
    counts = Counter(_NAMES.get(one["model"], _OTHER) for one in moved if one["state"] != "left")
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [typography.plural(number, *names) for names, number in ordered]


def of_sheet(sheet: Organisation | Person, kind: str) -> list[Merge]:
    """Return the merges in force of which a sheet is the one kept, the latest first."""
    rows = Merge.objects.in_workspace(sheet.workspace).in_force().filter(kind=kind, kept_id=sheet.pk)
    return list(rows.order_by("-created_at", "-pk"))


def former_of(organisation: Organisation) -> list[FormerValue]:
    """Return the earlier names, then the earlier numbers, of an organisation."""
    rows = FormerValue.objects.filter(organisation=organisation, archived_at=None)
    found = list(rows.order_by("-until", "-pk"))
    return sorted(found, key=lambda one: one.field not in ("name", "acronym"))
