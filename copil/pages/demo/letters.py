"""The mission letters of the demonstration, through the verbs a person would use."""

import datetime as dt

from copil.governance.actions import letter_links
from copil.governance.actions import letters as actions
from copil.governance.mission_letters import FIELDS
from copil.governance.models import MissionLetter
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, reference
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read


def load_letters(cast: Cast) -> None:
    """Prepare each letter, change what its author would change, send it, answer it."""
    for row in read("letters")["letters"]:
        at = morning(row.get("sent_on", cast.written_for))
        workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
        letter = actions.prepare_letter(
            initiative=Initiative.objects.carried_by(workspace).get(title=row["initiative"]),
            workspace=workspace,
            person=cast.people[row["person"]],
            role=row["role"],
            by=by,
            at=at,
        )
        if "words" in row:
            draft = actions.latest(letter)
            values = {name: row["words"].get(name, getattr(draft, name)) for name in FIELDS}
            actions.change_draft(version=draft, values=values, expected=draft.version, by=by, at=at)
        if "sent_on" in row:
            _send(cast, letter, row, at=at)


def _send(cast: Cast, letter: MissionLetter, row: Row, *, at: dt.datetime) -> None:
    """Send, and answer as the person did: a link that waits stays open a fortnight after today."""
    version = letter_links.send_letter(
        letter=letter,
        expected=actions.latest(letter).version,
        email=letter.person.email,
        until=cast.today + dt.timedelta(days=14),
        by=cast.users[row["by"]],
        at=at,
    )
    if "answer" not in row:
        return
    kind, identifier = reference(version)
    link = SignedLink.objects.get(
        purpose=LinkPurpose.MISSION_LETTER, object_kind=kind, object_id=identifier, revoked_at=None
    )
    later = at + dt.timedelta(days=2)
    letter_links.answer_letter(link=link, answer=row["answer"], comment=row.get("comment", ""), at=later)
