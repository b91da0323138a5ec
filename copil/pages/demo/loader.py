"""Load the demonstration whole, or not at all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from copil.identity.models import Workspace
from copil.initiatives import actions as initiatives
from copil.initiatives import kept
from copil.pages import search_sources
from copil.pages.demo import (
    ballots,
    bodies,
    carrying,
    common_plans,
    directory,
    experiences,
    followup,
    letters,
    library,
    logistics,
    meetings,
    methods,
    needs,
    networks,
    offers,
    perimeters,
    polls,
    programs,
    registers,
    registrations,
    roles,
    sheets,
    tasks,
    workshops,
)
from copil.pages.demo import initiatives as running
from copil.pages.demo.source import Cast, read
from copil.search import synonyms

MAIN_WORKSPACE = "reseau-marne"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Account:
    """An account of the demonstration, to be shown to whoever starts it."""

    email: str
    role: str
    workspace: str
    password: str


def is_loaded() -> bool:
    """Tell whether the demonstration is there."""
    return Workspace.objects.filter(slug=MAIN_WORKSPACE).exists()


def accounts() -> list[Account]:
    """Return the accounts of the demonstration with the password they share."""
    content, neighbours = read("workspaces"), read("networks")
    names = {row["slug"]: row["name"] for row in [*content["workspaces"], *neighbours["workspaces"]]}
    memberships = [(row["email"], one) for row in content["accounts"] for one in row["memberships"]]
    memberships += [(row["email"], row) for row in neighbours["accounts"]]
    return [
        Account(email, one["role"], names[one["workspace"]], content["password"])
        for email, one in memberships
    ]


@transaction.atomic
def load(*, today: dt.date | None = None, progress: Progress = lambda label, done, total: None) -> None:
    """Create everything in one transaction (territories must be there); due dates count from ``today``."""
    cast = Cast(today=today or timezone.localdate(), written_for=read("workspaces")["today"])
    steps: list[tuple[str, Callable[[Cast], None]]] = [
        ("espaces", directory.load_workspaces),
        ("périmètres", perimeters.load_perimeters),
        ("organisations", directory.load_organisations),
        ("personnes", directory.load_people),
        ("registres", registers.load_registers),
        ("thèmes", needs.load_themes),
        ("diagnostics", needs.load_diagnostics),
        ("besoins", needs.load_needs),
        ("offres", offers.load_offers),
        ("plans", offers.load_plans),
        ("démarches", running.load_initiatives),
        ("méthodes", methods.load_methods),
        ("expériences", experiences.load_experiences),
        ("réseaux", networks.load_networks),
        ("bibliothèque", library.load_library),
        ("porteurs", carrying.load_carrying),
        ("instances", bodies.load_bodies),
        ("tâches", tasks.load_tasks),
        ("réunions", meetings.load_meetings),
        ("dates à trouver", polls.load_polls),
        ("logistique", logistics.load_logistics),
        ("groupes", workshops.load_workshops),
        ("fiches action", sheets.load_sheets),
        ("plan commun", common_plans.load_plans),
        ("inscriptions", registrations.load_registrations),
        ("suivi", followup.load_followup),
        ("pages publiques", followup.load_public_pages),
        ("rôles", roles.load_roles),
        ("lettres de mission", letters.load_letters),
        ("votes", ballots.load_ballots),
        ("autres logiciels", programs.load_programs),
        ("recherche", _index),
        ("preuves", _keep_facts),
    ]
    initiatives.publish_shipped_methods(at=timezone.now())
    for number, (label, step) in enumerate(steps, start=1):
        progress(label, number, len(steps))
        step(cast)


def _keep_facts(cast: Cast) -> None:
    kept.keep(at=timezone.now(), workspaces=[workspace.pk for workspace in cast.workspaces.values()])


def _index(cast: Cast) -> None:
    for row in read("workspaces")["workspaces"]:
        for line in row.get("synonyms", []):
            workspace = cast.workspaces[row["slug"]]
            synonyms.create(by=None, at=timezone.now(), workspace=workspace, expressions=line)
    for workspace in cast.workspaces.values():
        search_sources.rebuild(workspace, at=timezone.now())
