"""The common plan of the demonstration, published and shared, and the review of its groups."""

import datetime as dt
from decimal import Decimal

from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read
from copil.workshops import actions
from copil.workshops.actions import bilans, plan_publishing, plans
from copil.workshops.models import WorkingGroup

_TEXTS = ("title", "description", "objectives", "targets")


def load_plans(cast: Cast) -> None:
    """Bring the sheets together, publish an edition, let anybody read it, note what was learnt."""
    content = read("common_plans")
    workspace, by = cast.workspaces[content["workspace"]], cast.users[content["by"]]
    initiative = Initiative.objects.get(workspace=workspace, title=content["initiative"])
    at = morning(cast.today - dt.timedelta(days=3))
    _one_more(cast, initiative, content["sheet"], at=at)
    plans.gather(initiative=initiative, besides=[], by=by, at=at)
    settings = {"presentation": content["presentation"], "most_actions": 3, "most_days": Decimal(10)}
    version = plans.plan_of(initiative).version
    plans.settle(initiative=initiative, values=settings, expected=version, by=by, at=at)
    plan_publishing.publish(initiative=initiative, note=content["note"], by=by, at=at)
    plan_publishing.share(initiative=initiative, indexed=False, by=by, at=at)
    for row in content["lessons"]:
        bilans.add_lesson(initiative=initiative, values=row, by=by, at=at)
    review = {name: content[name] for name in ("produced", "verdict", "manner")}
    version = bilans.bilan_of(initiative).version
    bilans.save(initiative=initiative, values=review, expected=version, by=by, at=at)


def _one_more(cast: Cast, initiative: Initiative, row: Row, *, at: dt.datetime) -> None:
    values = {name: row[name] for name in _TEXTS}
    values |= {"lead_person": cast.people[row["person"]], "days": Decimal(row["days"])}
    for name, key in (("start_date", "start"), ("end_date", "end")):
        values[name] = cast.today + dt.timedelta(days=row[key])
    sheet = actions.create_sheet(
        workspace=initiative.workspace,
        initiative=initiative,
        group=WorkingGroup.objects.get(initiative=initiative, theme=row["group"]),
        values=values,
        by=None,
        at=at,
    )
    one = row["indicator"]
    due = cast.today + dt.timedelta(days=one["day"])
    told = {"label": one["label"], "unit": one["unit"], "target": Decimal(one["target"]), "due_date": due}
    actions.add_indicator(sheet=sheet, values=told, by=None, at=at)
