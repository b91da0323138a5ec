"""What is known of the problem a shared need raises, said in French: nobody types it twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copil.core import typography
from copil.needs import sayings
from copil.needs.enums import OriginKind
from copil.needs.models import NeedOrigin, ProblemSheet, SharedNeed
from copil.needs.presentation import Quote

FIELDS = ("context", "stakes", "needs_summary", "origin", "validation", "earlier_experiences")
_QUOTED = 15
_COUNTED = ("needs_summary", "origin", "validation")


@dataclass(frozen=True)
class Section:
    """A heading of the sheet, and what is written under it."""

    key: str
    title: str
    text: str


def facts(quoted: Sequence[Quote], shared: SharedNeed) -> dict[str, str]:
    """Return the fields of a problem sheet that follow from the needs of a shared one."""
    found = {"title": shared.title, "context": shared.summary}
    if not quoted:
        return found
    found["needs_summary"] = _needs_told(quoted)
    found["origin"] = _origins_told([origin for one in quoted for origin in one.origins])
    found["validation"] = _validation_told(quoted, shared)
    return {name: typography.french(text) for name, text in found.items()}


def newer(sheet: ProblemSheet, found: dict[str, str]) -> list[Section]:
    """Return what is counted today and differs from what the sheet says."""
    return [
        Section(name, _label(name), found[name])
        for name in _COUNTED
        if found.get(name) and found[name] != getattr(sheet, name)
    ]


def sections(sheet: ProblemSheet) -> list[Section]:
    """Return the headings of a sheet, the empty ones too."""
    return [Section(name, _label(name), getattr(sheet, name)) for name in FIELDS]


def _label(name: str) -> str:
    label = str(getattr(ProblemSheet._meta.get_field(name), "verbose_name", name))
    return f"{label[:1].upper()}{label[1:]}"


def _needs_told(quoted: Sequence[Quote]) -> str:
    """Return how many structures and needs there are, and the first needs in their own words."""
    structures = len({one.need.organisation_id for one in quoted})
    said = (
        f"{typography.plural(structures, 'structure')} l’{'exprime' if structures == 1 else 'expriment'}, "
        f"en {typography.plural(len(quoted), 'besoin')} :"
    )
    listed = [
        f"- « {sayings.cut(one.need.text, 200)} » ({one.need.organisation.name})" for one in quoted[:_QUOTED]
    ]
    more = len(quoted) - _QUOTED
    if more > 0:
        listed.append(f"- et {typography.plural(more, 'autre besoin', 'autres besoins')}.")
    return "\n".join([said, "", *listed])


def _origins_told(origins: Sequence[NeedOrigin]) -> str:
    """Return the origins by kind and the days between which they were heard."""
    if not origins:
        return ""
    counted = Counter(OriginKind(origin.kind) for origin in origins)
    lines = [
        f"- {kind.label} : {typography.number(counted[kind])} fois" for kind in OriginKind if counted[kind]
    ]
    days = sorted(origin.date for origin in origins if origin.date)
    if not days:
        return "\n".join(lines)
    first, last = typography.day(days[0], "medium"), typography.day(days[-1], "medium")
    when = f"Entendu le {first}." if days[0] == days[-1] else f"Entendu entre le {first} et le {last}."
    return "\n".join([when, "", *lines])


def _validation_told(quoted: Sequence[Quote], shared: SharedNeed) -> str:
    confirmed = [one for one in quoted if one.confirmed]
    said = [one for one in quoted if one.need.confirmed_on]
    told = typography.plural(len(confirmed), "besoin confirmé", "besoins confirmés")
    by_structures = typography.number(len(said))
    lines = [f"{told} sur {len(quoted)}, dont {by_structures} par la structure elle-même."]
    if shared.confirmed_on:
        lines.append(f"Besoin partagé confirmé le {typography.day(shared.confirmed_on, 'medium')}.")
    return "\n".join(lines)
