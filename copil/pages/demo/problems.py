"""The problems of the demonstration, with what partners answered and what was tried before."""

import datetime as dt

from copil.identity.models import reference
from copil.journal import actions as journal
from copil.needs import actions
from copil.needs.models import PartnerOpinion, ProblemSheet, SharedNeed
from copil.pages.demo.source import Cast, Row, morning

_DAYS_GIVEN = 21


def load(cast: Cast, shared: SharedNeed, row: Row) -> ProblemSheet:
    """Write the problem of a shared need, ask its partners, keep those who answered."""
    sheet: ProblemSheet = ProblemSheet.objects.create(
        workspace=shared.workspace,
        shared_need=shared,
        title=row["title"].strip(),
        context=row.get("context", "").strip(),
        stakes=row.get("stakes", "").strip(),
        needs_summary=row.get("needs", "").strip(),
        origin=row.get("origin", "").strip(),
        validation=row.get("validation", "").strip(),
        earlier_experiences=row.get("earlier_experiences", "").strip(),
    )
    for asked in row.get("opinions", ()):
        _load_opinion(cast, sheet, asked)
    for tried in row.get("antecedents", ()):
        at = morning(tried["noted_on"])
        values = {name: value.strip() for name, value in tried.items() if isinstance(value, str)}
        actions.add_antecedent(sheet=sheet, values=values, by=None, at=at)
    return sheet


def _load_opinion(cast: Cast, sheet: ProblemSheet, row: Row) -> None:
    """Keep somebody's answers; the mail that asked for them left before the demonstration begins."""
    person = cast.people[row["person"]]
    asked, answered = row["asked_on"], row.get("answered_on")
    answers = {name: row[name].strip() for name in actions.ANSWER_FIELDS if name in row}
    PartnerOpinion.objects.create(
        workspace=sheet.workspace,
        sheet=sheet,
        person=person,
        email=person.email,
        until=asked + dt.timedelta(days=_DAYS_GIVEN),
        created_at=morning(asked),
        answered_at=morning(answered) if answered else None,
        **answers,
    )
    journal.record(
        by=cast.user(row.get("asked_by")),
        at=morning(answered or asked),
        workspace=sheet.workspace,
        verb="give_opinion" if answered else "ask_opinion",
        obj=reference(sheet),
        label=sheet.title,
        changes={"person": str(person)},
    )
