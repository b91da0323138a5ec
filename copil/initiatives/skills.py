"""Required skills compared with what the structures aimed at say of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from copil.algorithms.similarity.concepts import default_lexicon
from copil.algorithms.similarity.reading import Reading, reader_of
from copil.directory.models import Organisation
from copil.initiatives.models import Initiative, RequiredSkill, TargetStructure

_FIELDS = ("jobs", "qualification", "know_how")
HALF = 0.5


@dataclass(frozen=True)
class Coverage:
    """A required skill: who declares it, who does not, and whose profile says nothing of skills."""

    skill: RequiredSkill
    having: Sequence[Organisation]
    lacking: Sequence[Organisation]
    unknown: Sequence[Organisation]


def coverage_of(initiative: Initiative) -> list[Coverage]:
    """Return how the structures aimed at answer each required skill (two queries)."""
    skills = RequiredSkill.objects.current().filter(initiative=initiative).order_by("text_key", "pk")
    rows = TargetStructure.objects.current().filter(initiative=initiative)
    rows = rows.select_related("organisation__profile").order_by("organisation__name_key", "pk")
    said = [(row.organisation, _told(row.organisation)) for row in rows]
    readings = {one.pk: _read(text) for one, text in said if text}
    covered = []
    for skill in skills:
        asked = _read(skill.text)
        having = [one for one, _ in said if one.pk in readings and answers(asked, readings[one.pk])]
        unknown = [one for one, text in said if not text]
        lacking = [one for one, text in said if text and one not in having]
        covered.append(Coverage(skill, having, lacking, unknown))
    return covered


def answers(asked: Reading, told: Reading) -> bool:
    """Tell whether what a structure says answers a skill: an idea in common, or half of its words."""
    ideas = {mention.idea for mention in asked.mentions}
    if ideas & {mention.idea for mention in told.mentions}:
        return True
    wanted = asked.stems.keys()
    return bool(wanted) and len(wanted & told.stems.keys()) >= HALF * len(wanted)


def _told(organisation: Organisation) -> str:
    profile = getattr(organisation, "profile", None)
    return ". ".join(getattr(profile, name) for name in _FIELDS if profile and getattr(profile, name))


def _read(text: str) -> Reading:
    return reader_of([text], default_lexicon()).read(text)
