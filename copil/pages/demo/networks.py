"""The network of the demonstration: its neighbours, their people, who is in it."""

from django.contrib.auth.hashers import make_password

from copil.accounts import actions
from copil.identity.enums import NetworkLevel
from copil.identity.models import Membership, User, Workspace
from copil.pages.demo.source import Cast, Row, morning, read


def load_networks(cast: Cast) -> None:
    """Open the neighbouring workspaces, then the networks with their members and invitations."""
    content = read("networks")
    opened_at = morning(min(row["since"] for row in content["networks"]))
    for row in content["workspaces"]:
        cast.workspaces[row["slug"]] = Workspace.objects.create(
            slug=row["slug"], name=row["name"], created_at=opened_at
        )
    password = make_password(read("workspaces")["password"])
    for row in content["accounts"]:
        names = {name: row[name] for name in ("email", "given_name", "family_name")}
        user = User.objects.create(**names, password=password, created_at=opened_at)
        cast.users[user.email] = user
        Membership.objects.create(
            workspace=cast.workspaces[row["workspace"]], user=user, role=row["role"], created_at=opened_at
        )
    for row in content["networks"]:
        _load_network(cast, row)


def _load_network(cast: Cast, row: Row) -> None:
    at = morning(row["since"])
    host, *others = (cast.workspaces[slug] for slug in row["members"])
    network = actions.create_network(
        workspace=host, name=row["name"], level=NetworkLevel(row["level"]), by=None, at=at
    )
    for other in others:
        stay = actions.invite_workspace(
            network=network, identifier=other.slug, workspace=host, by=None, at=at
        )
        actions.accept_network(stay=stay, by=None, at=at)
    for slug in row["invited"]:
        actions.invite_workspace(network=network, identifier=slug, workspace=host, by=None, at=at)
