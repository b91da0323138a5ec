"""The partners and the indicators of several sheets at once."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from copil.workshops.models import ActionSheet, SheetIndicator, SheetPartner


def parts_of(
    sheets: Sequence[ActionSheet],
) -> tuple[dict[UUID, list[SheetPartner]], dict[UUID, list[SheetIndicator]]]:
    """Return the partners and the indicators of each sheet (two queries)."""
    wanted = [one.pk for one in sheets]
    partners: dict[UUID, list[SheetPartner]] = defaultdict(list)
    for partner in (
        SheetPartner.objects.current().filter(sheet__in=wanted).select_related("organisation").order_by("pk")
    ):
        partners[partner.sheet_id].append(partner)
    indicators: dict[UUID, list[SheetIndicator]] = defaultdict(list)
    for indicator in SheetIndicator.objects.current().filter(sheet__in=wanted).order_by("pk"):
        indicators[indicator.sheet_id].append(indicator)
    return partners, indicators
