"""The list of action sheets as a table."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from copil.workshops import follow
from copil.workshops.models import ActionSheet
from copil.workshops.sheet_parts import parts_of

HEADER = (
    "Fiche", "Groupe", "Description", "Objectifs", "Publics visés", "Personne qui porte",
    "Structure porteuse", "Porteur", "Journées", "Montant", "Autres moyens", "Partenaires", "Début", "Fin",
    "Indicateurs", "État", "Parties manquantes", "Avancement", "Avancement en %", "Météo", "Dit le",
    "En une phrase", "Bloquée par", "Débloquée quand", "Jours de retard",
)  # fmt: skip  # a table reads by its lines


def sheet_rows(sheets: Sequence[ActionSheet], *, today: dt.date) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of sheets read ``with_surroundings`` (three more queries)."""
    said, (partners, indicators) = follow.latest_of(sheets), parts_of(sheets)
    for one in sheets:
        last = said.get(one.pk)
        yield (
            one.title,
            one.group.theme if one.group else "",
            one.description,
            one.objectives,
            one.targets,
            str(one.lead_person or ""),
            str(one.lead_organisation or ""),
            one.get_lead_state_display(),
            one.days,
            one.amount,
            one.means,
            ", ".join(str(each) for each in partners.get(one.pk, [])),
            one.start_date,
            one.end_date,
            ", ".join(each.label for each in indicators.get(one.pk, [])),
            one.get_state_display(),
            one.missing_count,
            last.get_state_display() if last else "",
            last.progress if last else None,
            last.get_weather_display() if last else "",
            timezone.localdate(last.stated_at) if last else None,
            last.sentence if last else "",
            last.blocked_by if last else "",
            last.unblocked_when if last else "",
            follow.days_late(one, last, today=today) or None,
        )
