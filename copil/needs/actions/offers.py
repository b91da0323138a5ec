"""What already exists: offers noted, and the check that somebody signs for a shared need."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory.actions.common import normalised, write
from copil.identity.models import User, Workspace
from copil.needs import offering, search_entries
from copil.needs.actions.common import locked_shared, record, unindex
from copil.needs.enums import Conclusion
from copil.needs.models import Offer, OfferCheck, SharedNeed
from copil.search import actions as search

FIELDS = (
    "operator", "kind", "title", "content", "rhythm", "funding_line", "sector", "theme", "territory",
    "source", "valid_until",
)  # fmt: skip  # a table reads by its lines


@transaction.atomic
def create_offer(
    *, workspace: Workspace, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> Offer:
    """Note an offer; the checks it touches are to be looked at again."""
    offer: Offer = Offer.objects.create(workspace=workspace, created_at=at, **_given(values))
    _index(offer, at=at)
    _reopen(offer, at=at)
    record(offer, verb="create", by=by, at=at, changes={"operator": offer.operator.name})
    return offer


@transaction.atomic
def update_offer(
    *, offer: Offer, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> bool:
    """Change an offer; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    stored = _locked(offer)
    changes = write(stored, _given(values), expected=expected, derived=("title_key",))
    if changes:
        _index(stored, at=at)
        _reopen(stored, at=at)
        told = {name: [str(before or ""), str(after or "")] for name, (before, after) in changes.items()}
        record(stored, verb="update", by=by, at=at, changes=told)
    return bool(changes)


@transaction.atomic
def archive_offer(*, offer: Offer, by: User, at: dt.datetime) -> None:
    """Put an offer aside: out of lists, checks and search."""
    stored = _locked(offer)
    if stored.is_archived:
        raise ActionRefused("Cette offre est déjà archivée.")
    Offer.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    unindex(stored)
    record(stored, verb="archive", by=by, at=at)


@transaction.atomic
def restore_offer(*, offer: Offer, by: User, at: dt.datetime) -> None:
    """Take an offer out of the archive."""
    stored = _locked(offer)
    if not stored.is_archived:
        raise ActionRefused("Cette offre n’est pas archivée.")
    Offer.objects.filter(pk=stored.pk).update(archived_at=None, version=stored.version + 1)
    stored.archived_at = None
    _index(stored, at=at)
    _reopen(stored, at=at)
    record(stored, verb="restore", by=by, at=at)


@transaction.atomic
def sign_check(
    *,
    shared_need: SharedNeed,
    conclusion: str,
    reason: str,
    seen: Collection[str],
    by: User | None,
    at: dt.datetime,
) -> OfferCheck:
    """Sign what exists for a shared need, in sight of the offers ``seen``; the check before it is kept aside.

    Raises ``ActionRefused`` without a reason when something exists, or is said to.
    """
    shared = locked_shared(shared_need)
    if (conclusion != Conclusion.NOTHING or seen) and not reason.strip():
        raise ActionRefused("Expliquez votre conclusion en une phrase : elle sera relue par d’autres.")
    OfferCheck.objects.current().filter(shared_need=shared).update(archived_at=at)
    check: OfferCheck = OfferCheck.objects.create(
        workspace=shared.workspace,
        shared_need=shared,
        conclusion=conclusion,
        reason=reason.strip(),
        signed_by=by,
        signed_at=at,
        seen=sorted(seen),
        created_at=at,
    )
    label = Conclusion(conclusion).label.lower()
    record(shared, verb="sign_offers", by=by, at=at, changes={"conclusion": label, "offers": len(seen)})
    return check


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    given = normalised({name: values[name] for name in FIELDS if name in values})
    if "title" in given:
        given["title_key"] = name_key(given["title"])[:240]
    return given


def _reopen(offer: Offer, *, at: dt.datetime) -> None:
    """Say of the checks that have not seen an offer which fits that they are to be looked at again."""
    if offer.valid_until and offer.valid_until < at.date():
        return
    for check in offering.checks_to_review(offer):
        OfferCheck.objects.filter(pk=check.pk).update(
            review_at=at, review_offer=offer, version=check.version + 1
        )


def _index(offer: Offer, *, at: dt.datetime) -> None:
    search.index_many(workspace=offer.workspace, entries=[search_entries.of_offer(offer)], at=at)


def _locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",))
    found: Offer = rows.select_related("workspace", "operator", "theme", "territory").get(pk=offer.pk)
    return found
