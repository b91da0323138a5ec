"""The initiative on one page: where it stands, what is next and whose, what it aims at, who is in."""

import datetime as dt
from collections.abc import Sequence

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Item, Paragraph, Table, plain
from copil.initiatives import journey
from copil.initiatives.documents import Part, identity_blocks, objective_blocks
from copil.initiatives.enums import InitiativeState, TeamRole
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import Initiative, TeamMember
from copil.needs.sayings import cut

# What holds on one page, whatever the initiative says of itself.
_NEXT, _OBJECTIVES, _NAMED = 5, 4, 10
_MOST_SUMMARY, _MOST_TEXT = 200, 110


def one_page(initiative: Initiative, *, today: dt.date) -> Document:
    """Return what one takes to a meeting: what Copil knows today, nothing to be typed."""
    walked = journey.journey_of(initiative)
    running = initiative.state == InitiativeState.RUNNING
    blocks: list[Block] = [*identity_blocks(initiative)]
    if running:
        blocks += [Heading(1, "Où elle en est"), _stages(walked), *_next(walked, today)]
    blocks += [_shortened(block) for block in objective_blocks(Part(""), initiative)]
    blocks += _team(initiative)
    return Document(
        title=initiative.title,
        kicker="La démarche en une page",
        subtitle=cut(initiative.summary, _MOST_SUMMARY),
        organisation=initiative.workspace.name,
        date=today,
        blocks=blocks or [Paragraph("Rien n’est encore dit de cette démarche.")],
        compact=True,
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
        rows.append([when, one.activity.title, _who(one)])
    return (
        [Heading(1, "Ce qui vient"), Table(["Pour le", "Quoi", "Qui"], rows, widths=(2, 5, 2))]
        if rows
        else []
    )


def _who(walked: WalkedActivity) -> str:
    return str(walked.plan.person) if walked.plan and walked.plan.person else "Personne pour l’instant"


def _shortened(block: Block) -> Block:
    """Return a list of objectives cut short: the presentation sheet says them all."""
    if not isinstance(block, BulletList):
        return block
    texts = [cut(plain(one), _MOST_TEXT) for one in block.items if not isinstance(one, Item)]
    rest = len(texts) - _OBJECTIVES
    more = [f"et {typography.plural(rest, 'autre', 'autres')}"] if rest > 0 else []
    return BulletList([*texts[:_OBJECTIVES], *more])


def _team(initiative: Initiative) -> list[Block]:
    """Return who is in, by what each may do, with what they do when it is said."""
    members = TeamMember.objects.current().filter(initiative=initiative).select_related("person").in_order()
    by_role: dict[str, list[str]] = {}
    for one in members:
        done = f" ({one.title[:1].lower()}{one.title[1:]})" if one.title else ""
        by_role.setdefault(one.role, []).append(f"{one.person}{done}")
    pairs = [(role.label, _named(by_role[role])) for role in TeamRole if role in by_role]
    return [Heading(1, "Qui est dans l’équipe"), Facts(pairs)] if pairs else []


def _named(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    more = [f"et {typography.plural(rest, 'autre', 'autres')}"] if rest > 0 else []
    return ", ".join([*names[:_NAMED], *more])
