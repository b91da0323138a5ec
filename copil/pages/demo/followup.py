"""The administrative pieces of the demonstration, and the public page of one of its initiatives."""

import datetime as dt
from decimal import Decimal

from copil.governance.actions import followup, public
from copil.governance.enums.followup import PieceState
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, morning, read


def load_followup(cast: Cast) -> None:
    """Add each piece, at the day it was opened; deadlines count from today."""
    for row in read("followup")["pieces"]:
        workspace = cast.workspaces[row["workspace"]]
        initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
        values = {name: row[name] for name in ("kind", "title") if name in row}
        values |= {name: row.get(name, "") for name in ("reference", "stage", "activity", "note")}
        values["amount"] = Decimal(row["amount"]) if "amount" in row else None
        values["person"] = cast.people[row["person"]] if "person" in row else None
        values["partner"] = cast.organisations[row["partner"]] if "partner" in row else None
        values["due_on"] = cast.today + dt.timedelta(days=row["due"]) if "due" in row else None
        followup.add_piece(
            initiative=initiative,
            workspace=workspace,
            values=values,
            state=PieceState(row["state"]),
            by=cast.user(row.get("by")),
            at=morning(cast.today - dt.timedelta(days=row.get("days_ago", 10))),
        )


def load_public_pages(cast: Cast) -> None:
    """Prepare and publish each public page."""
    for row in read("followup")["public_pages"]:
        initiative = Initiative.objects.get(
            workspace=cast.workspaces[row["workspace"]], title=row["initiative"]
        )
        by, at = cast.user(row["by"]), morning(cast.today - dt.timedelta(days=5))
        page = public.page_of(initiative)
        for language, said in row["languages"].items():
            lines = {key: {"shown": True, "text": text or ""} for key, text in said["lines"].items()}
            page = public.save_lines(
                initiative=initiative,
                language=language,
                title=said["title"],
                lines=lines,
                expected=page.version,
                by=by,
                at=at,
            )
        public.publish(page=page, by=by, at=at)
