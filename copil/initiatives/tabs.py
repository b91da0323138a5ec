"""The pages of an initiative, in groups: one line of groups, then the pages of the group one stands in.

The pages of the apps above are named by their addresses.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """A page: the key its view gives, its label, the name of its address."""

    key: str
    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one does on several pages; a group of one page is that page."""

    label: str
    tabs: Sequence[Tab]

    def has(self, key: str) -> bool:
        """Tell whether a page is one of the group."""
        return any(tab.key == key for tab in self.tabs)


GROUPS = (
    Group("Cockpit", (Tab("cockpit", "Cockpit", "pages:initiative"),)),
    Group(
        "Avancer",
        (
            Tab("path", "Le chemin", "initiatives:path"),
            Tab("tasks", "Tâches", "tasks:of_initiative"),
            Tab("followup", "Suivi administratif", "governance:followup"),
        ),
    ),
    Group(
        "Cadrer",
        (
            Tab("objectives", "Objectifs", "initiatives:objectives"),
            Tab("targets", "Structures", "initiatives:targets"),
            Tab("existing", "Existant", "initiatives:existing"),
        ),
    ),
    Group(
        "Réunir",
        (
            Tab("meetings", "Réunions", "meetings:of_initiative"),
            Tab("groups", "Groupes de travail", "workshops:groups"),
            Tab("action_sheets", "Fiches action", "workshops:sheets"),
            Tab("plan", "Plan commun", "workshops:plan"),
            Tab("carrier", "Porteurs", "initiatives:carriers"),
            Tab("team", "Équipe", "initiatives:team"),
            Tab("roles", "Rôles", "governance:roles"),
            Tab("letters", "Lettres de mission", "governance:letters"),
            Tab("services", "Services et appui", "governance:services"),
        ),
    ),
    Group(
        "Décider",
        (
            Tab("bodies", "Instances", "governance:initiative_bodies"),
            Tab("gates", "Moments de décision", "governance:gates"),
            Tab("ballots", "Votes", "ballots:of_initiative"),
            Tab("validations", "Avis", "governance:validations"),
            Tab("sheets", "Fiches légères", "governance:light_sheets"),
        ),
    ),
    Group(
        "Transmettre",
        (
            Tab("papers", "Documents", "initiatives:papers"),
            Tab("bilan", "Bilan des groupes", "workshops:bilan"),
            Tab("public", "Page publique", "governance:public_edit"),
        ),
    ),
    Group("Historique", (Tab("history", "Historique", "initiatives:history"),)),
)
