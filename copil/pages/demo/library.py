"""The library of the demonstration: the six experiences published, one rewritten, a sheet being reviewed."""

import datetime as dt

from copil.initiatives.models import Initiative
from copil.library import actions
from copil.library.enums import Scope, SheetState
from copil.library.models import ExperienceSheet
from copil.pages.demo.source import Cast, morning, read


def load_library(cast: Cast) -> None:
    """Publish the six for everybody, then leave work begun: a new version, a sheet to review."""
    content = read("library")
    for row in content["published"]:
        initiative = _initiative(cast, row["workspace"], row["title"])
        published_on = cast.written_for - dt.timedelta(days=row["days_ago"])
        sheet = _published(initiative, at=morning(published_on))
        if row.get("rewritten"):
            ExperienceSheet.objects.filter(pk=sheet.pk).update(state=SheetState.DRAFT)
    for row in content["in_review"]:
        _in_review(cast, row["workspace"], row["title"], row["by"], row["reviewer"])


def _published(initiative: Initiative, *, at: dt.datetime) -> ExperienceSheet:
    sheet = actions.begin(initiative=initiative, by=None, at=at)
    ExperienceSheet.objects.filter(pk=sheet.pk).update(state=SheetState.READY)
    actions.publish(sheet=sheet, scope=Scope.PUBLIC, expected=sheet.version, by=None, at=at)
    return sheet


def _in_review(cast: Cast, slug: str, title: str, by: str, reviewer: str) -> None:
    at = morning(cast.written_for - dt.timedelta(days=2))
    author = cast.users[by]
    sheet = actions.begin(initiative=_initiative(cast, slug, title), by=author, at=at)
    actions.submit(sheet=sheet, reviewer=cast.users[reviewer], expected=sheet.version, by=author, at=at)


def _initiative(cast: Cast, slug: str, title: str) -> Initiative:
    rows = Initiative.objects.with_surroundings()
    found: Initiative = rows.get(workspace=cast.workspaces[slug], title=title)
    return found
