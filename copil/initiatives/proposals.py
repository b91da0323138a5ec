"""What the presentation sheet could say from what is known: never typed twice, always to be judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.core import typography
from copil.directory.models import Profile
from copil.initiatives.enums import TeamRole, Typology
from copil.initiatives.models import Initiative, PresentationSheet, TargetStructure, TeamMember
from copil.needs.enums import Nature

_NBSP = "\N{NO-BREAK SPACE}"
_NAMED = 30
_SECTORS = 4
_TARGETS = f"Proposé d’après les structures visées{_NBSP}: à vous de juger."
_TERRITORY = f"Proposé d’après le territoire de la démarche{_NBSP}: à vous de juger."
_TEAM = f"Proposé d’après l’équipe{_NBSP}: ajoutez le nombre de jours et le rythme."


@dataclass(frozen=True)
class Proposal:
    """A value for an empty field and where it comes from; without ``fills`` only the reason is shown."""

    value: str | int
    reason: str
    fills: bool = True


def proposals(*, initiative: Initiative, sheet: PresentationSheet) -> dict[str, Proposal]:
    """Return what can be proposed for the empty fields of a sheet, by field name (three queries)."""
    targets = list(
        TargetStructure.objects.current()
        .filter(initiative=initiative)
        .select_related("organisation")
        .order_by("organisation__name_key", "pk")
    )
    place = initiative.territory_note or (str(initiative.territory) if initiative.territory else "")
    pilots = TeamMember.objects.current().filter(initiative=initiative, role=TeamRole.PILOT)
    found = {
        "beneficiaries_count": Proposal(len(targets), _TARGETS),
        "beneficiaries": Proposal(_named([str(one.organisation) for one in targets]), _TARGETS),
        "beneficiaries_sector": Proposal(_sectors(targets), _TARGETS),
        "beneficiaries_territory": Proposal(place[:200], _TERRITORY),
        "coordination": Proposal(
            ", ".join(str(one.person) for one in pilots.select_related("person").order_by("pk")), _TEAM
        ),
    }
    advised = _advised(initiative)
    if advised is not None:
        found["typology"] = advised
    return {name: one for name, one in found.items() if one.value and getattr(sheet, name) in (None, "")}


def _advised(initiative: Initiative) -> Proposal | None:
    """Advise a kind of engineering from the nature of the shared need; practice sheet 2 never decides."""
    nature = initiative.shared_need.nature if initiative.shared_need else ""
    if nature == Nature.IDENTICAL:
        return Proposal(
            Typology.INFORMATION,
            "Le besoin est identique chez plusieurs structures : la fiche pratique 2 conseille le type A.",
            fills=False,
        )
    if nature == Nature.COMMON:
        return Proposal(
            Typology.ACCOMPANIMENT,
            "Le besoin est commun et se traite ensemble : la fiche pratique 2 conseille le type B.",
            fills=False,
        )
    return None


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} et {typography.plural(len(names) - _NAMED, 'autre')}" if len(names) > _NAMED else shown


def _sectors(targets: Iterable[TargetStructure]) -> str:
    """Return the sectors of the structures, the most frequent first, when there are only a few."""
    profiles = Profile.objects.filter(organisation__in=[one.organisation_id for one in targets])
    known = [sector for sector in profiles.values_list("sector", flat=True) if sector]
    distinct = sorted(set(known), key=lambda sector: (-known.count(sector), sector))
    return ", ".join(distinct)[:200] if len(distinct) <= _SECTORS else ""
