"""Every kind of document in its four outputs, by its own address: logo, colours, foot, own template."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.urls import reverse

from conftest import ClientFor
from copil.documents import actions, produce
from copil.documents.blocks import Document, Paragraph
from copil.documents.kinds import KINDS
from copil.documents.writers import FORMATS
from copil.governance import actions as steering
from copil.governance import passing
from copil.governance.actions.letters import prepare_letter
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings.models import Attendance, Meeting, Participant
from copil.workshops import actions as groups
from copil.workshops.actions import plan_publishing, plans
from copil.workshops.enums.groups import Rank
from tests.documents.pictures import png
from tests.documents.reading import READERS, squash
from tests.documents.words import word
from tests.factories.directory import PersonFactory
from tests.factories.governance import body_of, decision_of
from tests.factories.identity import UserFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.library import edition_of
from tests.factories.meetings import meeting_of
from tests.factories.needs import ProblemSheetFactory, SharedNeedFactory
from tests.workshops.boards import board_of, group_of
from tests.workshops.boards import problem as problem_on
from tests.workshops.test_sheets import sheet_of

pytestmark = pytest.mark.django_db
FOOT, ACCENT = "12, rue des Bords", "0a5c36"
Address = tuple[str, dict[str, Any]]


def of_initiative(name: str, **more: str) -> Callable[[Workspace], Address]:
    return lambda workspace: (name, {"pk": InitiativeFactory.create(workspace=workspace).pk, **more})


def handbook(workspace: Workspace) -> Address:
    return "initiatives:handbook", {"pk": InitiativeFactory.create(workspace=workspace).method_id}


def experience(workspace: Workspace) -> Address:
    return "library:experience_file", {"pk": edition_of(workspace).sheet_id}


def problem(workspace: Workspace) -> Address:
    shared = SharedNeedFactory.create(workspace=workspace)
    return "needs:problem_sheet_file", {"pk": ProblemSheetFactory.create(shared_need=shared).pk}


def decision(workspace: Workspace) -> Address:
    return "governance:decision_file", {"pk": decision_of(body_of(workspace)).pk}


def gate(workspace: Workspace) -> Address:
    pilot = UserFactory.create()
    made = InitiativeFactory.create(workspace=workspace)
    initiative = Initiative.objects.with_surroundings().get(pk=made.pk)
    shown = passing.gate_of(initiative, "valider-demarche")
    assert shown is not None
    review = steering.decide_gate(
        initiative=initiative, gate="valider-demarche", workspace=workspace, verdict="go", reason="Oui",
        body=body_of(workspace, initiative=initiative), decided_on=dt.date(2026, 11, 20), conditions=[],
        seen=shown.seen, by=pilot, at=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
    )  # fmt: skip  # a table reads by its lines
    return "governance:gate_file", {"pk": initiative.pk, "answer": review.pk}


def of_meeting(name: str) -> Callable[[Workspace], Address]:
    def address(workspace: Workspace) -> Address:
        meeting = meeting_of(workspace)
        person = PersonFactory.create(workspace=workspace)
        seat = Participant.objects.create(workspace=workspace, meeting=meeting, person=person)
        if name in ("meetings:sheet", "meetings:checklist"):
            return name, {"pk": meeting.pk}
        Attendance.objects.create(workspace=workspace, participant=seat, status="present")
        return name, {"pk": meeting.pk, "participant": seat.pk}

    return address


def letter(workspace: Workspace) -> Address:
    made = prepare_letter(
        initiative=InitiativeFactory.create(workspace=workspace), workspace=workspace, role="technical",
        person=PersonFactory.create(workspace=workspace), by=None,
        at=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
    )  # fmt: skip  # a table reads by its lines
    return "governance:letter_file", {"pk": made.pk, "number": 1}


def card(workspace: Workspace) -> Address:
    return "workshops:sheet_file", {"pk": sheet_of(workspace).pk}


def minutes(workspace: Workspace) -> Address:
    meeting = meeting_of(workspace)
    Meeting.objects.filter(pk=meeting.pk).update(state="sent")
    return "meetings:minutes_file", {"pk": meeting.pk}


def script(workspace: Workspace) -> Address:
    at, initiative = (
        dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
        InitiativeFactory.create(workspace=workspace),
    )
    group = groups.create(
        workspace=workspace, initiative=initiative, values={"theme": "Se déplacer"}, by=None, at=at
    )
    groups.plan_session(group=group, rank=Rank.IDEAS, values={"starts_at": at}, by=None, at=at)
    return "workshops:script_file", {"pk": group.pk, "rank": 2}


def board(workspace: Workspace) -> Address:
    made = board_of(group_of(workspace))
    problem_on(made, "Le dernier car part à 18 heures")
    return "workshops:board_file", {"pk": made.pk}


def plan(workspace: Workspace) -> Address:
    at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    initiative = InitiativeFactory.create(workspace=workspace)
    made = groups.create_sheet(
        workspace=workspace, initiative=initiative, values={"title": "Louer un minibus"}, by=None, at=at
    )
    plans.gather(initiative=initiative, besides=[made.pk], by=None, at=at)
    plan_publishing.publish(initiative=initiative, note="", by=None, at=at)
    return "workshops:plan_edition_file", {"pk": initiative.pk, "number": 1}


CASES: dict[str, Callable[[Workspace], Address]] = {
    "initiatives.presentation_sheet": of_initiative("initiatives:presentation_file"),
    "initiatives.concept_note": of_initiative("initiatives:paper_file", paper="note-de-cadrage"),
    "initiatives.method_frame": of_initiative("initiatives:paper_file", paper="cadre-methodologique"),
    "initiatives.one_page": of_initiative("initiatives:one_page"),
    "initiatives.handbook": handbook,
    "library.experience": experience,
    "needs.problem_sheet": problem,
    "pages.sponsor_pack": of_initiative("pages:sponsor_file"),
    "governance.decision": decision,
    "governance.gatereview": gate,
    "governance.mission_letter": letter,
    "governance.lightsheet": of_initiative("governance:light_sheets_file"),
    "meetings.attendance": of_meeting("meetings:sheet"),
    "meetings.logistics": of_meeting("meetings:checklist"),
    "meetings.certificate": of_meeting("meetings:certificate"),
    "meetings.minutes": minutes,
    "workshops.script": script,
    "workshops.action_sheet": card,
    "workshops.action_sheets": of_initiative("workshops:sheets_file"),
    "workshops.bilan": of_initiative("workshops:bilan_file"),
    "workshops.plan": plan,
    "workshops.board": board,
}


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def has_logo(format_key: str, content: bytes) -> bool:
    """Tell whether a file of the charter shows a picture on its first page."""
    if format_key == "html":
        return b"data:image/png;base64" in content
    if format_key == "pdf":
        return len(pypdf.PdfReader(io.BytesIO(content)).pages[0].images) > 0
    return any(name.startswith(("Pictures/", "word/media/")) for name in parts_of(content))


def test_each_declared_kind_is_produced_here() -> None:
    assert CASES.keys() == KINDS.keys()
    with pytest.raises(ValueError, match="unknown kind"):
        produce.produce(
            Document("Essai", blocks=[Paragraph("Un essai")]),
            kind="essai",
            format="html",
            workspace=Workspace(),
        )


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_leaves_in_its_four_outputs(
    kind: str, client_for: ClientFor, membre: User, workspace: Workspace, now: dt.datetime
) -> None:
    asked: dict[str, Any] = {"workspace": workspace, "by": None, "at": now}
    charter = actions.set_logo(content=png(), expected=0, **asked)
    values = {"accent": ACCENT, "ground": "d9efe3", "footer": FOOT}
    actions.save_charter(values=values, expected=charter.version, **asked)
    name, kwargs = CASES[kind](workspace)
    client = client_for(membre)
    key = "file_format" if name.startswith(("governance", "meetings", "workshops")) else "format"

    def file(format_key: str) -> bytes:
        answer = client.get(reverse(name, kwargs={"workspace": workspace.slug, key: format_key, **kwargs}))
        assert answer.status_code == 200
        assert FORMATS[format_key].extension in answer["Content-Disposition"]
        return answer.content

    made = {format_key: file(format_key) for format_key in FORMATS}
    for format_key, content in made.items():
        assert has_logo(format_key, content), format_key
    for format_key in ("pdf", "html"):
        assert squash(FOOT) in squash(READERS[format_key](made[format_key]))
    assert FOOT in "".join(part.decode(errors="ignore") for part in parts_of(made["docx"]).values())
    assert FOOT in parts_of(made["odt"])["styles.xml"].decode()
    assert ACCENT in made["html"].decode()
    content = word("Chez nous : {{ titre }}")
    actions.add_template(kind=KINDS[kind], content=content, name="a.docx", **asked)
    assert "Chez nous" in READERS["docx"](file("docx"))
