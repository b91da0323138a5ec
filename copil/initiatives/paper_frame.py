"""The methodological frame: the method and its version, what was adapted, the calendar, what exists, who."""

from collections.abc import Sequence

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Heading, Paragraph, Table
from copil.initiatives import journey
from copil.initiatives.documents import Part
from copil.initiatives.enums import MarkKind
from copil.initiatives.existing import listed
from copil.initiatives.journey import Journey
from copil.initiatives.models import Initiative, MethodFrame, TeamMember

_NBSP = "\N{NO-BREAK SPACE}"
_CHANGED = (MarkKind.ADAPTED, MarkKind.SKIPPED, MarkKind.CARRIED_BY_OTHER)


def blocks(initiative: Initiative, frame: MethodFrame, part: Part) -> list[Block]:
    """Return the frame: tables from what Copil knows, texts from what people wrote."""
    walked = journey.journey_of(initiative)
    return [
        *_method(walked, frame, part),
        *_section("Ce qui est adapté, et pourquoi", _changed(walked), frame.changes, part),
        *_section("Le calendrier", _planned(walked), frame.calendar, part),
        *_section("Ce qui existe déjà", _existing(initiative), frame.existing, part),
        *_section("Qui conduit et qui contribue", _team(initiative), frame.team, part),
        *_section("Les groupes", [], frame.groups, Part("")),
    ]


def proposals(initiative: Initiative) -> dict[str, str]:
    """Return the texts that the initiative already gives."""
    walked = journey.journey_of(initiative)
    dates = sorted(one.plan.due_on for one in walked.activities if one.plan and one.plan.due_on)
    calendar = []
    if initiative.opened_on:
        calendar.append(f"La démarche est ouverte depuis le {typography.day(initiative.opened_on)}.")
    if dates:
        calendar.append(f"Les activités datées vont jusqu’au {typography.day(dates[-1])}.")
    return {"choice": walked.method.summary.strip(), "calendar": " ".join(calendar)}


def _method(walked: Journey, frame: MethodFrame, part: Part) -> list[Block]:
    method = walked.initiative.method
    facts = [
        ("Méthode", f"{method.title}, version{_NBSP}{method.number}"),
        ("Étape en cours", walked.current.stage.title),
    ]
    stages = [
        f"{stage.stage.title}{_NBSP}: {typography.plural(stage.progress.total, 'activité', 'activités')}"
        for stage in walked.stages
    ]
    return [
        *part.of("La méthode", facts, [("", frame.choice)]),
        Heading(2, "Ses étapes"),
        BulletList(stages),
    ]


def _section(title: str, table: Sequence[Block], text: str, part: Part) -> list[Block]:
    """Return a part with its table and its text; a gap is only shown when it has neither."""
    written = (Part("") if table else part).under([("", text)])
    return [Heading(1, title), *written, *table] if written or table else []


def _changed(walked: Journey) -> list[Block]:
    rows = []
    for one in walked.activities:
        if one.mark is None or one.mark.kind not in _CHANGED:
            continue
        said = one.mark.get_kind_display()
        carrier = f" ({one.mark.carried_by.name})" if one.mark.carried_by else ""
        rows.append(
            [f"{one.activity.id} {one.activity.title}", f"{said}{carrier}", typography.french(one.mark.note)]
        )
    header = ["Activité", "Ce qu’il en est", "Pourquoi"]
    return [Table(header, rows, widths=(4, 2, 4), row_headers=True)] if rows else []


def _planned(walked: Journey) -> list[Block]:
    dated = [
        (one.plan.due_on, one.activity, one.plan)
        for one in walked.activities
        if one.plan and one.plan.due_on and not one.is_settled
    ]
    rows = [
        [typography.day(day, "medium"), activity.title, str(plan.person or ""), typography.french(plan.why)]
        for day, activity, plan in sorted(dated, key=lambda row: (row[0], row[1].id))
    ]
    header = ["Pour le", "Activité", "Qui", "Pourquoi alors"]
    return [Table(header, rows, widths=(2.6, 4, 2.4, 3.4))] if rows else []


def _existing(initiative: Initiative) -> list[Block]:
    rows = [
        [
            typography.french(f"{item.name}, {item.owner.name}" if item.owner else item.name),
            kind.label,
            item.get_fate_display() or "À décider",
            typography.french(item.reason),
        ]
        for kind, items in listed(initiative)
        for item in items
    ]
    header = ["Ce qui existe", "Nature", "Ce que la démarche en fait", "Pourquoi"]
    return [Table(header, rows, widths=(3, 2, 2, 4), row_headers=True)] if rows else []


def _team(initiative: Initiative) -> list[Block]:
    members = TeamMember.objects.current().filter(initiative=initiative)
    people = list(members.select_related("person", "workspace").in_order())
    several = len({one.workspace_id for one in people}) > 1
    rows = [
        [str(one.person), one.get_role_display(), one.title, *([one.workspace.name] if several else [])]
        for one in people
    ]
    header = ["Qui", "Rôle", "Ce que fait cette personne", *(["Pour"] if several else [])]
    return [Table(header, rows, row_headers=True)] if rows else [Paragraph("L’équipe reste à constituer.")]
