"""The initiative on one page: where it stands, what is next and whose, what it aims at, who is in."""

import datetime as dt

from copil.core import typography
from copil.documents.blocks import Block, Document, Heading, Paragraph, Table
from copil.initiatives import journey
from copil.initiatives.documents import Part, identity_blocks, objective_blocks
from copil.initiatives.enums import InitiativeState
from copil.initiatives.journey import Journey
from copil.initiatives.models import Initiative, TeamMember

_NEXT = 6


def one_page(initiative: Initiative, *, today: dt.date) -> Document:
    """Return what one takes to a meeting: what Copil knows today, nothing to be typed."""
    walked = journey.journey_of(initiative)
    running = initiative.state == InitiativeState.RUNNING
    blocks: list[Block] = [*identity_blocks(initiative)]
    if running:
        blocks += [Heading(1, "Où elle en est"), _stages(walked), *_next(walked, today)]
    blocks += objective_blocks(Part(""), initiative)
    blocks += _team(initiative)
    return Document(
        title=initiative.title,
        kicker="La démarche en une page",
        subtitle=" ".join(initiative.summary.split())[:300],
        organisation=initiative.workspace.name,
        date=today,
        blocks=blocks or [Paragraph("Rien n’est encore dit de cette démarche.")],
    )


def _stages(walked: Journey) -> Table:
    places = {"past": "Passée", "now": "En cours", "ahead": "À venir"}
    rows = [
        [
            stage.stage.title,
            places[stage.position],
            f"{stage.progress.settled} sur {stage.progress.total}",
        ]
        for stage in walked.stages
    ]
    return Table(["Étape", "Où", "Activités réglées"], rows, row_headers=True)


def _next(walked: Journey, today: dt.date) -> list[Block]:
    """Return the activities to do, dated ones first, the late ones said."""
    ordered = [one for one, _ in walked.next_activities()]
    dated = [one for one in ordered if one.plan and one.plan.due_on]
    dated.sort(key=lambda one: one.plan.due_on if one.plan and one.plan.due_on else today)
    rows = []
    for one in [*dated, *(one for one in ordered if one not in dated)][:_NEXT]:
        due_on = one.plan.due_on if one.plan else None
        late = ", en retard" if due_on and due_on < today else ""
        when = typography.day(due_on, "medium") + late if due_on else "Sans date"
        rows.append([when, one.activity.title, str(one.plan.person or "") if one.plan else ""])
    return (
        [Heading(1, "Ce qui vient"), Table(["Pour le", "Quoi", "Qui"], rows, widths=(2, 5, 2))]
        if rows
        else []
    )


def _team(initiative: Initiative) -> list[Block]:
    members = TeamMember.objects.current().filter(initiative=initiative).select_related("person").in_order()
    rows = [[str(one.person), one.get_role_display(), one.title] for one in members]
    table = Table(["Qui", "Rôle", "Ce que fait cette personne"], rows, row_headers=True)
    return [Heading(1, "Qui est dans l’équipe"), table] if rows else []
