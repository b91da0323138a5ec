"""What each title found on the ground usually becomes here (one table, shown beside the invitation form).

The titles come from the documents the methods are drawn from: the first column is theirs, the two others
are the role in the workspace and the usual role in the team of an initiative. Another may always be given.
"""

from dataclasses import dataclass

from copil.identity.enums import Role


@dataclass(frozen=True)
class Title:
    """A title, the role it usually gets in a workspace, and the one in the team of an initiative."""

    label: str
    role: Role
    team_role: str


TITLES = (
    Title("Responsable de la structure porteuse, direction", Role.ADMIN, "Observation"),
    Title("Chargée ou chargé de mission", Role.COORDINATOR, "Pilotage"),
    Title("Direction de projets ou de programme", Role.COORDINATOR, "Pilotage"),
    Title("PMO, référent projet", Role.COORDINATOR, "Pilotage"),
    Title("Chefferie de projet, pilote d’action", Role.MEMBER, "Pilotage"),
    Title("Coordination administrative ou logistique", Role.MEMBER, "Contribution"),
    Title("Contributrice ou contributeur, service associé", Role.MEMBER, "Contribution"),
    Title("Élue ou élu du comité de gouvernance", Role.OBSERVER, "Observation"),
    Title("Membre du comité d’appui, financeur", Role.OBSERVER, "Observation"),
)
