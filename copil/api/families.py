"""What can be told to other programs: families of sheets, by the kinds that the journal names."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """Sheets of one sort: the kinds of their lines in the journal, and where the API gives them."""

    key: str
    label: str
    kinds: Mapping[str, str]
    """For each kind, the address of its sheet with ``{id}``; empty when the API does not give it."""


FAMILIES: Mapping[str, Family] = {
    one.key: one
    for one in (
        Family("organisations", "Organisations", {"directory.organisation": "/api/v1/organisations/{id}"}),
        Family("personnes", "Personnes", {"directory.person": "/api/v1/personnes/{id}"}),
        Family(
            "besoins",
            "Besoins et besoins partagés",
            {"needs.need": "/api/v1/besoins/{id}", "needs.sharedneed": "/api/v1/besoins-partages/{id}"},
        ),
        Family("demarches", "Démarches", {"initiatives.initiative": "/api/v1/demarches/{id}"}),
        Family("reunions", "Réunions", {"meetings.meeting": "/api/v1/reunions/{id}"}),
        Family("decisions", "Décisions", {"governance.decision": ""}),
        Family("taches", "Tâches", {"tasks.task": "/api/v1/taches/{id}"}),
        Family("fiches-action", "Fiches action", {"workshops.actionsheet": "/api/v1/fiches-action/{id}"}),
        Family(
            "plans-communs",
            "Plans d’action communs",
            {"workshops.commonplan": "/api/v1/plans-communs/{id}"},
        ),
    )
}
_OF_KIND = {kind: one for one in FAMILIES.values() for kind in one.kinds}


def family_of(kind: str) -> Family | None:
    """Return the family of a kind; None for what is told to nobody."""
    return _OF_KIND.get(kind)


def kinds_of(keys: list[str]) -> list[str]:
    """Return the kinds of some families."""
    return [kind for key in keys if key in FAMILIES for kind in FAMILIES[key].kinds]
