"""What Copil already knows beside each face of the coherence of an initiative."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from copil.core import typography
from copil.directory.models import Organisation, Profile
from copil.initiatives.models import CarrierSheet, Initiative, TargetStructure
from copil.needs.enums import SharedNeedState
from copil.needs.models import Need, PlanLine

FACES = {
    "frame": (
        "Le cadre du porteur",
        "Sa mission, ses priorités et son mandat permettent-ils cette démarche ?",
    ),
    "needs": ("Les besoins des structures", "Répond-elle à ce que les structures ont dit ?"),
    "plans": ("Les plans d’accompagnement", "S’accorde-t-elle avec ce qui est déjà prévu avec chacune ?"),
    "ground": (
        "Le territoire et le secteur",
        "Tient-elle compte du territoire et du secteur des structures ?",
    ),
}
_NAMED = 8


@dataclass(frozen=True)
class Known:
    """A fact said in French, the organisations it names, and where it is seen."""

    text: str
    organisations: Sequence[Organisation] = field(default_factory=tuple)
    screen: str = ""


@dataclass(frozen=True)
class Face:
    """One face: the question, the verdict and its reason, and what is known beside it."""

    key: str
    title: str
    question: str
    verdict: str
    label: str
    reason: str
    known: Sequence[Known]


def faces_of(initiative: Initiative, sheet: CarrierSheet | None) -> list[Face]:
    """Return the four faces of the coherence of an initiative for a carrier (six queries at most)."""
    targets = _targets(initiative)
    known = {
        "frame": _of_frame(sheet),
        "needs": _of_needs(initiative),
        "plans": _of_plans(targets),
        "ground": [*_of_territory(targets, sheet), *_of_sectors(targets)],
    }
    return [
        Face(
            key,
            title,
            question,
            getattr(sheet, key) if sheet else "",
            getattr(sheet, f"get_{key}_display")() if sheet else "",
            getattr(sheet, f"{key}_reason") if sheet else "",
            known[key],
        )
        for key, (title, question) in FACES.items()
    ]


def outside(targets: Sequence[Organisation], sheet: CarrierSheet | None) -> list[Organisation]:
    """Return the structures whose known commune is out of the carrier's territory (one query)."""
    if sheet is None or sheet.territory is None:
        return []
    located = [one for one in targets if one.commune_id]
    rows = Organisation.objects.filter(pk__in=[one.pk for one in located]).located_in(sheet.territory)
    inside = set(rows.values_list("pk", flat=True))
    return [one for one in located if one.pk not in inside]


def _targets(initiative: Initiative) -> list[Organisation]:
    rows = TargetStructure.objects.current().filter(initiative=initiative)
    found = rows.select_related("organisation__commune", "organisation__profile")
    return [row.organisation for row in found.order_by("organisation__name_key", "pk")]


def _of_frame(sheet: CarrierSheet | None) -> list[Known]:
    told = [text for text in (sheet.mission, sheet.function, sheet.mandate) if text] if sheet else []
    if not told:
        return [Known("La mission, la fonction et le mandat du porteur ne sont pas encore écrits.")]
    return [Known(text) for text in told]


def _of_needs(initiative: Initiative) -> list[Known]:
    shared = initiative.shared_need
    if shared is None:
        return [Known("La démarche n’est rattachée à aucun besoin partagé.")]
    held = shared.merged_into_id or shared.pk
    rows = Need.objects.current().filter(shared_need=held).values_list("organisation", flat=True)
    structures = len(set(rows))
    state = SharedNeedState(shared.state).label.lower()
    told = typography.plural(len(rows), "besoin", "besoins")
    said = typography.plural(structures, "structure", "structures")
    return [Known(f"{told} de {said}, besoin partagé {state} : {shared.title}", screen="needs:shared_need")]


def _of_plans(targets: Sequence[Organisation]) -> list[Known]:
    if not targets:
        return [Known("Aucune structure n’est encore visée.")]
    rows = PlanLine.objects.current().filter(organisation__in=targets)
    planned = Counter(rows.values_list("organisation", flat=True))
    having = [one for one in targets if planned[one.pk]]
    total = typography.plural(len(targets), "structure visée", "structures visées")
    if not having:
        return [Known(f"Aucune des {total} n’a d’autre action inscrite à son plan.")]
    number = typography.plural(sum(planned.values()), "autre action", "autres actions")
    return [Known(f"{number} au plan de {len(having)} sur {total} :", having[:_NAMED])]


def _of_territory(targets: Sequence[Organisation], sheet: CarrierSheet | None) -> list[Known]:
    if sheet is None or sheet.territory is None:
        return [Known("Le territoire d’intervention du porteur n’est pas précisé.")]
    out = outside(targets, sheet)
    unknown = [one for one in targets if one.commune_id is None]
    known = []
    if out:
        told = typography.plural(len(out), "structure visée est", "structures visées sont")
        known.append(Known(f"{told} hors de son territoire ({sheet.territory.name}) :", out[:_NAMED]))
    elif targets:
        known.append(Known(f"Aucune structure située n’est hors de son territoire ({sheet.territory.name})."))
    if unknown:
        told = typography.plural(len(unknown), "structure n’est pas située", "structures ne sont pas situées")
        known.append(Known(f"{told} :", unknown[:_NAMED]))
    return known


def _of_sectors(targets: Sequence[Organisation]) -> list[Known]:
    sectors = Counter(profile.sector for one in targets if (profile := _profile(one)) and profile.sector)
    if not sectors:
        return []
    listed = ", ".join(f"{sector} ({number})" for sector, number in sorted(sectors.items()))
    return [Known(f"Secteurs des structures : {listed}.")]


def _profile(organisation: Organisation) -> Profile | None:
    return getattr(organisation, "profile", None)
