"""Work left half done in an installation, for the pages that only show then.

``python -m tests.browser.begun``: three imports, each further than the one before, and a shared need that
waits to be confirmed, one sheet made of two. ``site.BEGUN`` is a file of the installation: by account, the
addresses from which pages are reached that no list shows among its first lines.
"""

import datetime as dt
import json
import os
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
django.setup()

from django.conf import settings  # noqa: E402  # models ask for Django to be set up
from django.urls import reverse  # noqa: E402  # models: Django is set up above
from django.utils import timezone  # noqa: E402  # models: Django is set up above

from copil.directory.actions import availability, lists, merging  # noqa: E402  # models: Django is set up above
from copil.directory.enums import ListKind  # noqa: E402  # models: Django is set up above
from copil.directory.imports.importer import ORGANISATIONS  # noqa: E402  # models: Django is set up above
from copil.directory.models import Availability, Organisation, Person  # noqa: E402  # models: Django is set up above
from copil.exchange import actions as exchange  # noqa: E402  # models: Django is set up above
from copil.exchange.models import ImportRun  # noqa: E402  # models: Django is set up above
from copil.governance.models import Decision  # noqa: E402  # models: Django is set up above
from copil.identity.models import User, Workspace  # noqa: E402  # models: Django is set up above
from copil.initiatives import method_file  # noqa: E402  # models: Django is set up above
from copil.initiatives.drafting import nodes  # noqa: E402  # models: Django is set up above
from copil.initiatives.models import MethodDraft  # noqa: E402  # models: Django is set up above
from copil.meetings import actions as meetings  # noqa: E402  # models: Django is set up above
from copil.meetings.actions import attendance  # noqa: E402  # models: Django is set up above
from copil.meetings.enums import MeetingState  # noqa: E402  # models: Django is set up above
from copil.meetings.models import Meeting, Participant, RegistrationPage  # noqa: E402  # models: Django is set up above
from copil.needs.actions import sharing  # noqa: E402  # models: Django is set up above
from copil.needs.enums import PartState  # noqa: E402  # models: Django is set up above
from copil.needs.models import Antecedent, Need, NetworkPart, PartnerOpinion, PlanLine  # noqa: E402  # models: Django is set up above
from copil.notifications import worker  # noqa: E402  # models: Django is set up above
from tests.browser import rna, site  # noqa: E402  # models: Django is set up above

EXPECTED = 120


def begin_import(nadia: User, workspace: Workspace, *, series: int) -> ImportRun:
    """Bring a file, and leave it there."""
    with tempfile.TemporaryDirectory() as folder:
        content = rna.write(Path(folder) / f"associations-{series}.csv", series=series).read_bytes()
    return exchange.start(
        by=nadia,
        at=timezone.now(),
        workspace=workspace,
        importer=ORGANISATIONS,
        content=content,
        name=f"associations-{series}.csv",
    )


def verify(run: ImportRun) -> None:
    """Take the columns as they were guessed."""
    mapping = {int(index): key for index, key in run.mapping.items()}
    exchange.set_mapping(run=run, mapping=mapping, importer=ORGANISATIONS, at=timezone.now())


def leave_a_shared_need(nadia: User, workspace: Workspace) -> None:
    """Bring two needs together without confirming it."""
    loose = list(Need.objects.in_workspace(workspace).current().filter(shared_need=None).order_by("pk")[:2])
    sharing.accept_proposal(
        workspace=workspace, title="Un besoin à confirmer", needs=loose, by=nadia, at=timezone.now()
    )


def keep_lists(nadia: User, workspace: Workspace) -> None:
    """Keep filters of the list of organisations, and note when the first people of the other are free."""
    yves = User.objects.get(email=site.ADMIN)
    for owner, name in ((nadia, "Les associations"), (yves, "Les associations à relire")):
        lists.save_filter(
            by=owner,
            at=timezone.now(),
            workspace=workspace,
            list_kind=ListKind.ORGANISATIONS,
            name=name,
            query="nature=association",
            is_shared=True,
        )
    for person in Person.objects.in_workspace(workspace).current().in_order()[:2]:
        values = {"weekdays": "24", "part": "soir", "note": "En visio de préférence"}
        availability.add(by=nadia, at=timezone.now(), person=person, values=values)


def make_one_of_two(nadia: User, workspace: Workspace) -> Organisation:
    """Merge the last two organisations; return the one kept."""
    rows = Organisation.objects.in_workspace(workspace).current()
    kept: Organisation
    kept, merged = rows.order_by("-created_at", "pk")[:2]
    merging.merge(
        kept=kept,
        merged=merged,
        values={},
        expected=(kept.version, merged.version),
        by=nadia,
        at=timezone.now(),
    )
    return kept


def shown(kept: Organisation) -> dict[str, list[str]]:
    """Return, by account, where to start from to see what few pages lead to."""
    ours = {"workspace": kept.workspace.slug}
    waiting = NetworkPart.objects.filter(state=PartState.PROPOSED).select_related("workspace").get()
    plan = PlanLine.objects.filter(workspace=kept.workspace).order_by("pk")[0]
    opinion = PartnerOpinion.objects.filter(workspace=kept.workspace).order_by("pk")[0]
    antecedent = Antecedent.objects.filter(workspace=kept.workspace).order_by("pk")[0]
    free = Availability.objects.filter(workspace=kept.workspace).order_by("pk")[0]
    draft = MethodDraft.objects.filter(workspace=kept.workspace).order_by("pk")[0]
    stage = nodes.node_of(method_file.from_json(draft.content).stages[0])
    there = {"workspace": waiting.workspace.slug, "pk": waiting.network_need_id}
    launch = Meeting.objects.get(workspace__slug="reseau-marne", kind="launch", bookings__use="Plénière")
    said = Meeting.objects.get(workspace__slug="reseau-marne", state=MeetingState.WRITING)
    registering = RegistrationPage.objects.get(workspace__slug="reseau-marne")
    draft_decision = Decision.objects.filter(workspace__slug="reseau-marne", state="draft").order_by("pk")[0]
    lists = reverse("directory:saved_filters", kwargs=ours)
    return {
        site.COORDINATOR: [
            reverse("directory:organisation", kwargs={**ours, "pk": kept.pk}),
            reverse("directory:person", kwargs={**ours, "pk": free.person_id}),
            reverse("directory:registers", kwargs=ours) + "?q=pont",
            reverse("initiatives:draft", kwargs={**ours, "draft": draft.pk}) + f"?ici={stage.name}",
            reverse("meetings:rooms", kwargs={**ours, "pk": launch.pk}),
            reverse("meetings:logistics", kwargs={**ours, "pk": launch.pk}),
            reverse("meetings:live", kwargs={**ours, "pk": said.pk}),
            reverse("meetings:registration", kwargs={**ours, "pk": registering.meeting_id}),
            reverse("governance:decision", kwargs={**ours, "pk": draft_decision.pk}),
            reverse("needs:plan", kwargs={**ours, "pk": plan.organisation_id}),
            reverse("needs:problem_sheet", kwargs={**ours, "pk": opinion.sheet_id}),
            reverse("needs:problem_sheet", kwargs={**ours, "pk": antecedent.sheet_id}),
            lists,
        ],
        site.ADMIN: [lists],
        site.NEIGHBOUR: [reverse("needs:network_need", kwargs=there)],
    }


def open_a_desk(nadia: User) -> str:
    """Call a launch of 120 people that begins soon, apart from all the rest; return its secret."""
    now = timezone.now()
    workspace = Workspace.objects.create(name="Grand lancement", slug="grand-lancement")
    people = [
        Person(
            workspace=workspace,
            given_name="Camille",
            family_name=f"Arrivante {number:03}",
            name_key=f"arrivante {number:03} camille",
        )
        for number in range(EXPECTED)
    ]
    Person.objects.bulk_create(people)
    meeting = meetings.prepare(
        workspace=workspace,
        initiative=None,
        values={"kind": "launch", "title": "Lancement", "starts_at": now + dt.timedelta(minutes=30)},
        by=nadia,
        at=now,
    )
    Participant.objects.bulk_create(
        Participant(workspace=workspace, meeting=meeting, person=one) for one in people
    )
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CALLED)
    return attendance.open_desk(meeting=meeting, by=nadia, at=now)


def main() -> int:
    """Begin the work, in the installation that the environment names."""
    nadia = User.objects.get(email=site.COORDINATOR)
    workspace = Workspace.objects.get(slug="reseau-marne")
    leave_a_shared_need(nadia, workspace)
    keep_lists(nadia, workspace)
    written, verified, _ = [begin_import(nadia, workspace, series=series) for series in (7, 8, 9)]
    verify(verified)
    verify(written)
    exchange.confirm(by=nadia, at=timezone.now(), run=written, importer=ORGANISATIONS)
    worker.run_all()
    kept = make_one_of_two(nadia, workspace)
    worker.run_all()
    found = {**shown(kept), site.DESK: [reverse("meetings:desk", args=[open_a_desk(nadia)])]}
    (settings.DATA_DIR / site.BEGUN).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
