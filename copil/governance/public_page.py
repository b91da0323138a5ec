"""The lines of the public page of an initiative: what Copil proposes, what was chosen, what is published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from copil.core import typography
from copil.governance.models.bodies import Body
from copil.governance.models.public import PublicPage
from copil.initiatives import journey
from copil.initiatives.enums import CarrierRole
from copil.initiatives.models import Carrier, Initiative, Objective, PresentationSheet, TargetStructure

FRENCH = "fr"
_FILE = Path(__file__).parent / "data" / "public_page.yaml"


@dataclass(frozen=True)
class Line:
    """One line the page may show: its key, what Copil fills it with, its title in each language."""

    key: str
    source: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """A line as the pilot left it, in one language."""

    line: Line
    label: str
    proposed: str
    text: str
    shown: bool

    @property
    def said(self) -> str:
        """Return what would be read."""
        return self.text or self.proposed


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def languages() -> dict[str, dict[str, str]]:
    """Return the languages a page may speak, with the words around its lines."""
    found: dict[str, dict[str, str]] = _catalogue()["languages"]
    return found


def lines() -> list[Line]:
    """Return the lines in the order they are read."""
    return [Line(one["key"], one.get("source", ""), one["labels"]) for one in _catalogue()["lines"]]


def choices(page: PublicPage, language: str, proposed: Mapping[str, str]) -> list[Choice]:
    """Return each line as it was left in a language; only French has proposed texts."""
    kept = page.draft.get(language, {}).get("lines", {})
    found = []
    for line in lines():
        said = kept.get(line.key, {})
        about = proposed.get(line.source, "") if language == FRENCH else ""
        found.append(
            Choice(line, line.labels[language], about, said.get("text", ""), bool(said.get("shown")))
        )
    return found


def title_of(page: PublicPage, initiative: Initiative, language: str) -> str:
    """Return the title of the page in a language; in French, the initiative’s own by default."""
    given: str = page.draft.get(language, {}).get("title", "")
    return given or (initiative.title if language == FRENCH else "")


def composed(
    page: PublicPage, initiative: Initiative, *, proposed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what would be published: by language, a title and the lines shown that say something."""
    proposed = proposals(initiative) if proposed is None else proposed
    found: dict[str, Any] = {}
    for language in languages():
        shown = [one for one in choices(page, language, proposed) if one.shown and one.said.strip()]
        title = title_of(page, initiative, language)
        if shown and title:
            found[language] = {"title": title, "lines": [[one.line.key, one.said] for one in shown]}
    return found


def labelled(content: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Return the lines of one language with their titles."""
    labels = {one.key: one.labels[language] for one in lines()}
    return [(labels[key], text) for key, text in content[language]["lines"] if key in labels]


def proposals(initiative: Initiative) -> dict[str, str]:
    """Return what the initiative already says of itself, without naming anybody."""
    return {name: read(initiative) for name, read in _SOURCES.items()}


def _summary(initiative: Initiative) -> str:
    return initiative.summary


def _problem(initiative: Initiative) -> str:
    problem = initiative.problem_sheet
    return problem.title if problem is not None else ""


def _place(initiative: Initiative) -> str:
    return initiative.territory_note or (str(initiative.territory) if initiative.territory else "")


def _carriers(initiative: Initiative) -> str:
    rows = Carrier.objects.filter(initiative=initiative, left_on=None).select_related("workspace")
    named = [(one.role != CarrierRole.LEAD, one.workspace.name) for one in rows]
    return ", ".join(name for _, name in sorted(named))


def _since(initiative: Initiative) -> str:
    return typography.day(initiative.opened_on, "month") if initiative.opened_on else ""


def _objectives(initiative: Initiative) -> str:
    rows = Objective.objects.filter(initiative=initiative, archived_at=None).order_by("position", "pk")
    return "\n".join(f"- {text}" for text in rows.values_list("text", flat=True))


def _stage(initiative: Initiative) -> str:
    stages = journey.method_of(initiative.method).stages
    titles = [one.title for one in stages if one.key == initiative.current_stage]
    return titles[0] if titles else ""


def _structures(initiative: Initiative) -> str:
    number = TargetStructure.objects.current().filter(initiative=initiative).count()
    return typography.plural(number, "structure") if number else ""


def _bodies(initiative: Initiative) -> str:
    rows = Body.objects.current().open_ones().filter(initiative=initiative).in_order()
    return "\n".join(f"- {name}" for name in rows.values_list("name", flat=True))


def _results(initiative: Initiative) -> str:
    found = PresentationSheet.objects.filter(initiative=initiative).values_list("results", flat=True).first()
    return found or ""


_SOURCES: dict[str, Callable[[Initiative], str]] = {
    "summary": _summary,
    "problem": _problem,
    "place": _place,
    "carriers": _carriers,
    "since": _since,
    "objectives": _objectives,
    "stage": _stage,
    "structures": _structures,
    "bodies": _bodies,
    "results": _results,
}
