"""Publish an edition of a sheet, withdraw it."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.identity.models import NetworkMembership, User
from copil.library import content, people
from copil.library.actions.common import locked, move, record, tell
from copil.library.enums import Move, Scope
from copil.library.models import Edition, ExperienceSheet
from copil.library.rules import after_withdrawal
from copil.library.search_entries import KIND, entry_of
from copil.notifications import recipients
from copil.notifications.actions import notify
from copil.search import actions as search


@transaction.atomic
def publish(
    *,
    sheet: ExperienceSheet,
    scope: Scope,
    expected: int,
    by: User | None,
    at: dt.datetime,
    stay: NetworkMembership | None = None,
    kept: Collection[str] = (),
) -> Edition:
    """Publish the text as it is: a new edition, the one before kept and replaced.

    Outside the workspace, the lines that name somebody are left out, but for those ``kept``
    (``people.NamedLine.key``).
    """
    held = locked(sheet)
    if scope is Scope.NETWORK:
        stay = _in_force(stay, held)
    move(held, to=Move.PUBLISH, expected=expected)
    values, left_out = content.copied(held), 0
    if scope is not Scope.WORKSPACE:
        values, left_out = people.without_names(held, workspace=held.workspace, kept=kept)
    if not values["title"]:
        raise ActionRefused("Le titre nomme une personne : changez-le, ou cochez sa ligne.")
    Edition.objects.filter(sheet=held, replaced_at=None, withdrawn_at=None).update(replaced_at=at)
    last = Edition.objects.filter(sheet=held).order_by("-number").values_list("number", flat=True).first()
    edition: Edition = Edition.objects.create(
        workspace=held.workspace,
        sheet=held,
        number=(last or 0) + 1,
        scope=scope,
        stay=stay if scope is Scope.NETWORK else None,
        title_key=name_key(values["title"])[:240],
        left_out=left_out,
        published_by=by,
        published_at=at,
        created_at=at,
        **values,
    )
    search.index_many(workspace=held.workspace, entries=[entry_of(edition)], at=at)
    if held.submitted_by_id and (by is None or held.submitted_by_id != by.pk):
        title = f"La fiche « {held.title} » est publiée"
        text = f"{title}. Qui la lit : {told(edition)}."
        tell(held.submitted_by, held, kind="published", title=title, text=text, at=at)
    _tell_network(edition, by=by, at=at)
    changes = {"scope": told(edition), "number": edition.number, "left_out": left_out}
    record(held, verb="publish", by=by, at=at, changes=changes)
    return edition


@transaction.atomic
def withdraw(*, sheet: ExperienceSheet, by: User, at: dt.datetime) -> None:
    """Take the edition in force out of the library, at once and for everybody; the text stays."""
    held = locked(sheet)
    gone = Edition.objects.filter(sheet=held, replaced_at=None, withdrawn_at=None).update(withdrawn_at=at)
    if not gone:
        raise ActionRefused("Cette fiche n’est pas publiée.")
    state = after_withdrawal(held.state)
    ExperienceSheet.objects.filter(pk=held.pk).update(state=state, version=held.version + 1)
    search.remove(kind=KIND, object_id=held.pk)
    record(held, verb="withdraw", by=by, at=at)


def _tell_network(edition: Edition, *, by: User | None, at: dt.datetime) -> None:
    """Tell the coordination of the other workspaces of the network that they may read an experience."""
    if edition.stay is None:
        return
    others = NetworkMembership.objects.in_force().filter(network=edition.stay.network_id)
    for stay in others.exclude(workspace=edition.workspace_id).select_related("workspace").order_by("pk"):
        title = f"« {edition.workspace.name} » publie une expérience dans votre réseau : {edition.title}"
        notify(
            kind="library.shared_with_network",
            workspace=stay.workspace,
            to=recipients.coordination(stay.workspace),
            obj=(KIND, edition.sheet_id),
            title=title,
            text=f"{title}.\n\nElle se lit dans la bibliothèque de votre espace.",
            path=reverse(
                "library:experience", kwargs={"workspace": stay.workspace.slug, "pk": edition.sheet_id}
            ),
            label="Lire l’expérience",
            by=by,
            at=at,
        )


def told(edition: Edition) -> str:
    """Return who reads an edition, in words."""
    if edition.scope == Scope.NETWORK and edition.stay is not None:
        return f"réseau {edition.stay.network.name}"
    return {Scope.WORKSPACE: "membres de l’espace", Scope.PUBLIC: "tout le monde"}[Scope(edition.scope)]


def _in_force(stay: NetworkMembership | None, sheet: ExperienceSheet) -> NetworkMembership:
    rows = NetworkMembership.objects.in_force().filter(workspace=sheet.workspace)
    found = rows.select_related("network").filter(pk=stay.pk).first() if stay else None
    if found is None:
        raise ActionRefused("Choisissez un réseau dont votre espace est membre.")
    return found
