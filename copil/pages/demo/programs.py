"""The programs of the demonstration: a token whose secret nobody has, an address that is told nothing."""

import datetime as dt

from copil.api.actions import tokens, webhooks
from copil.api.enums import Scope
from copil.identity.models import Membership
from copil.pages.demo.source import Cast, Row, morning, read


def load_programs(cast: Cast) -> None:
    """Make a token and forget its secret; make an address, and pause it before anything leaves."""
    rows = read("programs")
    for row in rows["tokens"]:
        _token(cast, row)
    for row in rows["webhooks"]:
        _webhook(cast, row)


def _token(cast: Cast, row: Row) -> None:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    tokens.create(
        membership=Membership.objects.select_related("workspace").get(workspace=workspace, user=by),
        name=row["name"],
        scopes=[Scope(value) for value in row["scopes"]],
        lifetime=dt.timedelta(days=row["days"]),
        by=by,
        at=morning(cast.today),
    )


def _webhook(cast: Cast, row: Row) -> None:
    by, at = cast.users[row["by"]], morning(cast.today)
    made = webhooks.create(
        workspace=cast.workspaces[row["workspace"]],
        name=row["name"],
        url=row["url"],
        families=row["families"],
        by=by,
        at=at,
    )
    webhooks.pause(webhook=made, by=by, at=at)
