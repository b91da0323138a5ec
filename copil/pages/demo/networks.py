"""The network of the demonstration: its neighbours, their people, who is in it, what they share."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from copil.accounts import actions as accounts
from copil.core.text import name_key
from copil.directory.models import Organisation, Profile
from copil.identity.enums import NetworkLevel
from copil.identity.models import Membership, Network, NetworkMembership, User, Workspace
from copil.needs import actions
from copil.needs.models import Need, NeedOrigin, NetworkShare, Theme
from copil.pages.demo.source import Cast, Row, morning, read
from copil.territories.models import Territory


def load_networks(cast: Cast) -> None:
    """Open the neighbouring workspaces, then the network, then what each shares with it."""
    content = read("networks")
    opened_at = morning(min(row["since"] for row in content["networks"]))
    _load_people(cast, content, opened_at)
    for row in content["networks"]:
        _load_network(cast, row)
    _load_organisations(cast, content["organisations"], opened_at)
    for row in content["needs"]:
        _load_need(cast, row)
    for row in content["shares"]:
        _share(cast, cast.needs[row["need"]], row)
    for row in content["commons"]:
        _load_common(cast, row)


def _load_people(cast: Cast, content: Row, opened_at: dt.datetime) -> None:
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


def _load_network(cast: Cast, row: Row) -> None:
    at = morning(row["since"])
    host, *others = (cast.workspaces[slug] for slug in row["members"])
    network = accounts.create_network(
        workspace=host, name=row["name"], level=NetworkLevel(row["level"]), by=None, at=at
    )
    for other in others:
        stay = accounts.invite_workspace(
            network=network, identifier=other.slug, workspace=host, by=None, at=at
        )
        accounts.accept_network(stay=stay, by=None, at=at)
    for slug in row["invited"]:
        accounts.invite_workspace(network=network, identifier=slug, workspace=host, by=None, at=at)


def _load_organisations(cast: Cast, rows: list[Row], opened_at: dt.datetime) -> None:
    communes = Territory.objects.of_codes({row["commune"] for row in rows})
    for row in rows:
        organisation = Organisation.objects.create(
            workspace=cast.workspaces[row["workspace"]],
            name=row["name"],
            name_key=name_key(row["name"])[:300],
            kind=row["kind"],
            commune=communes[row["commune"]],
            postal_code=row["postal_code"],
            created_at=opened_at,
        )
        Profile.objects.create(
            workspace=organisation.workspace, organisation=organisation, sector=row["sector"]
        )
        cast.organisations[row["ref"]] = organisation


def _load_need(cast: Cast, row: Row) -> None:
    organisation = cast.organisations[row["organisation"]]
    theme, _ = Theme.objects.get_or_create(
        workspace=organisation.workspace,
        label=row["theme"],
        defaults={"label_key": name_key(row["theme"])[:140]},
    )
    need = Need.objects.create(
        workspace=organisation.workspace,
        organisation=organisation,
        text=row["text"].strip(),
        theme=theme,
        created_at=morning(row["date"]),
    )
    NeedOrigin.objects.create(
        workspace=need.workspace, need=need, kind=row["origin"], date=row["date"], created_at=need.created_at
    )
    if "share" in row:
        _share(cast, need, row["share"])


def _share(cast: Cast, need: Need, row: Row) -> None:
    stay = NetworkMembership.objects.in_force().get(workspace=need.workspace)
    actions.share_needs(
        stay=stay,
        needs=[need],
        texts={need.pk: row["text"].strip()} if "text" in row else {},
        name_allowed=row.get("named", False),
        by=None,
        at=morning(cast.written_for - dt.timedelta(days=9)),
    )


def _load_common(cast: Cast, row: Row) -> None:
    at = morning(cast.written_for - dt.timedelta(days=4))
    shares = NetworkShare.objects.in_force().filter(need__theme__label=row["theme"])
    network = Network.objects.get(stays__workspace=cast.workspaces[row["by"]])
    need = actions.accept_in_network(
        workspace=cast.workspaces[row["by"]],
        network=network,
        title=row["title"],
        shares=list(shares.values_list("pk", flat=True)),
        by=None,
        at=at,
    )
    for slug in row["confirmed"]:
        stay = NetworkMembership.objects.in_force().get(workspace=cast.workspaces[slug], network=network)
        actions.confirm_part(network_need=need, stay=stay, by=None, at=at + dt.timedelta(days=1))
