"""Initiatives, their path, their sheet, and the methods."""

from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.initiatives import actions, documents, method_file
from copil.initiatives.drafting import nodes
from copil.initiatives.enums import MarkKind, ObjectiveLevel, TeamRole
from copil.initiatives.forms.workshop import ActivityForm
from copil.initiatives.models import Initiative, Method, MethodDraft, PlannedActivity
from copil.initiatives.papers import PAPERS
from copil.needs.models import SharedNeed
from tests.access.world import World

ORDER = 60


def populate(world: World) -> None:
    at = timezone.now()
    actions.publish_shipped_methods(at=at)
    workspace, by = world.workspace, world.users["admin"]
    pilot = _person(world, "Pilote", user=world.users["pilot"])
    second = _person(world, "Seconde")
    organisation = _organisation(world, "Les Jardins")
    shared = SharedNeed.objects.create(workspace=workspace, title=world.text("Relève"))
    initiative = actions.open_initiative(
        workspace=workspace,
        title=world.text("Relève associative"),
        summary=world.text("Trouver la relève"),
        method=Method.objects.get(workspace=None, key="ingenierie-collective"),
        by=by,
        at=at,
        opened_on=at.date(),
        shared_need=shared,
        pilot=pilot,
        territory_note=world.text("Bords de Marne"),
    )
    common: dict[str, Any] = {"initiative": initiative, "workspace": workspace, "by": by, "at": at}
    actions.add_targets(organisations=[organisation], **common)
    actions.add_objective(level=ObjectiveLevel.STRATEGIC, text=world.text("Consolider"), **common)
    actions.add_member(person=second, role=TeamRole.CONTRIBUTOR, title=world.text("Logistique"), **common)
    actions.mark_activity(activity="1.1.4", kind=MarkKind.SKIPPED, note=world.text("Déjà fait"), **common)
    actions.plan_activity(
        activity="1.1.2",
        person=pilot,
        due_on=at.date(),
        why=world.text("Avant le copil"),
        expected=0,
        **common,
    )
    actions.add_required_skill(text=world.text("Lire un bilan"), **common)
    actions.save_carrier_role(
        values={"mission": world.text("Accompagner"), "access": world.text("Rencontres")},
        expected=0,
        **common,
    )
    kept = actions.issue_paper(
        paper=PAPERS["fiche"],
        document=documents.presentation_sheet(initiative, today=at.date()),
        formats=["html"],
        **common,
    )
    shipped = initiative.method
    draft = _prepared(world, shipped)
    world.objects |= _attached(initiative, common) | {
        "other_method": Method.objects.get(workspace=None, key="experimentation-collective"),
        "draft": draft,
        "initiative": initiative,
        "shared_need_of_initiative": shared,
        "organisation_of_initiative": organisation,
        "second": second,
        "newcomer": _person(world, "Nouvelle"),
        "document": kept[0],
        "method": shipped,
    }


def _attached(initiative: Initiative, common: dict[str, Any]) -> dict[str, Any]:
    """Something that exists already, with a file beside it."""
    workspace, by, at = common["workspace"], common["by"], common["at"]
    values = {"kind": "body", "name": "Comité de ville"}
    item = actions.add_existing(initiative=initiative, workspace=workspace, values=values, by=by, at=at)
    file = actions.attach_to_existing(
        item=item, workspace=workspace, content=b"%PDF-1.7", name="note.pdf", by=by, at=at
    )
    return {"attached_to": item, "attached": file}


def _file_of(world: World) -> dict[str, Any]:
    return {**_one(world), "item": world.objects["attached_to"].pk, "file": world.objects["attached"].pk}


def _prepared(world: World, shipped: Method) -> MethodDraft:
    """A method of the workspace in two versions, the initiative under the first, a third in preparation."""
    initiative = Initiative.objects.get(workspace=world.workspace, method=shipped)
    common: dict[str, Any] = {"by": world.users["admin"], "at": timezone.now()}
    base = shipped
    for number in (1, 2):
        draft = _summed_up(world, base, f"Résumé {number}", common)
        base = actions.publish_draft(draft=draft, what_changed=world.text("Le résumé"), expected=2, **common)
        if number == 1:
            actions.change_method(
                initiative=initiative,
                after=base,
                stage=initiative.current_stage,
                expected=initiative.version,
                **common,
            )
    return _summed_up(world, base, "Résumé 3", common)


def _summed_up(world: World, base: Method, summary: str, common: dict[str, Any]) -> MethodDraft:
    title = world.text("Méthode à nous")
    draft = actions.copy_method(workspace=world.workspace, method=base, title=title, **common)
    summary = world.text(summary)
    actions.change_draft(
        draft=draft, change=lambda one: replace(one, summary=summary), label="résumer", **common
    )
    return draft


def _person(world: World, name: str, **more: Any) -> Person:
    name = world.text(name)
    return Person.objects.create(workspace=world.workspace, family_name=name, name_key=name_key(name), **more)


def _organisation(world: World, name: str) -> Organisation:
    name = world.text(name)
    return Organisation.objects.create(workspace=world.workspace, name=name, name_key=name_key(name))


def _one(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _activity(world: World) -> dict[str, Any]:
    return {**_one(world), "activity": "1.1.4"}


def _member(world: World) -> dict[str, Any]:
    row = world.objects["initiative"].team.get(person=world.objects["second"])
    return {**_one(world), "member": row.pk}


def _objective(world: World) -> dict[str, Any]:
    return {**_one(world), "objective": world.objects["initiative"].objectives.get().pk}


def _target(world: World) -> dict[str, Any]:
    return {**_one(world), "target": world.objects["initiative"].targets.get().pk}


def _skill(world: World) -> dict[str, Any]:
    return {**_one(world), "skill": world.objects["initiative"].required_skills.get().pk}


def _draft(world: World) -> dict[str, Any]:
    return {"draft": world.objects["draft"].pk}


def _node(world: World) -> dict[str, Any]:
    return {**_draft(world), "node": "activite-1.1.2"}


def _seen(world: World) -> int:
    """The mark of the part of the draft as it is now."""
    method = method_file.from_json(world.objects["draft"].content)
    place = nodes.find(method, "activite-1.1.2")
    assert place is not None
    return ActivityForm(method=method, node=place).seen


def _file(world: World) -> SimpleUploadedFile:
    method = method_file.from_json(world.objects["draft"].content)
    return SimpleUploadedFile("methode.yaml", method_file.to_yaml(replace(method, summary="Autre")).encode())


def _carrier(world: World) -> int:
    """The version of the carrier's sheet as it is now."""
    return int(world.objects["initiative"].carrier_sheets.get().version)


def _planned(world: World) -> int:
    """The version of the plan of the activity as it is now, 0 when there is none."""
    arguments = _activity(world)
    plan = PlannedActivity.objects.filter(initiative=arguments["pk"], activity=arguments["activity"]).first()
    return plan.version if plan else 0


_DRAFTS = "draft draft_file draft_import draft_delete draft_undo draft_publish".split()
_ONE = (
    "edit duplicate finish reopen archive restore history path rules stage_change team objectives "
    "objectives_take "
    "targets carrier_sheet carrier_role carrier_coherence required_skills "
    "targets_of_need presentation presentation_edit presentation_archive"
).split()

ARGUMENTS = {
    **{f"initiatives:{name}": _one for name in _ONE},
    **{f"initiatives:{name}": _activity for name in ("activity", "mark", "lift", "plan")},
    "initiatives:near_panel": lambda world: {"pk": world.objects["shared_need_of_initiative"].pk},
    "initiatives:required_skill_remove": _skill,
    "initiatives:member": _member,
    "initiatives:member_remove": _member,
    "initiatives:objective_remove": _objective,
    "initiatives:objective_needs": _objective,
    "initiatives:target_remove": _target,
    "initiatives:presentation_file": lambda world: {**_one(world), "format": "html"},
    "initiatives:archived_document": lambda world: {
        **_one(world),
        "document": world.objects["document"].pk,
    },
    "initiatives:organisation_panel": lambda world: {"pk": world.objects["organisation_of_initiative"].pk},
    "initiatives:sheet": lambda _: {"key": "FP1"},
    **{f"initiatives:{name}": _draft for name in _DRAFTS},
    **{f"initiatives:{name}": _node for name in ("draft_move", "draft_remove")},
    "initiatives:draft_add": lambda world: {**_draft(world), "node": "pas-1.1", "kind": "activite"},
    "initiatives:draft_edit": lambda world: {**_node(world), "part": "textes"},
    **{f"initiatives:{name}": _one for name in ("version", "version_undo", "version_panel")},
    **{
        f"initiatives:{name}": lambda world: {"pk": world.objects["method"].pk}
        for name in ("cycle", "returns")
    },
    "initiatives:existing_attach": lambda world: {**_one(world), "item": world.objects["attached_to"].pk},
    "initiatives:existing_file": _file_of,
    "initiatives:existing_detach": _file_of,
    "initiatives:method_share": lambda world: {"pk": world.objects["draft"].base_id},
    "initiatives:handbook": lambda world: {"pk": world.objects["method"].pk, "format": "html"},
    "initiatives:role_path": lambda world: {"pk": world.objects["method"].pk, "role": "elu"},
    "initiatives:versions": lambda world: {"pk": world.objects["method"].pk},
    "initiatives:method_copy": lambda world: {"pk": world.objects["other_method"].pk},
    "initiatives:method_file": lambda world: {"pk": world.objects["method"].pk},
    "initiatives:method": lambda world: {"pk": world.objects["method"].pk},
    "initiatives:method_stage": lambda world: {"pk": world.objects["method"].pk, "stage": "engager"},
    "initiatives:method_activity": lambda world: {"pk": world.objects["method"].pk, "activity": "1.1.1"},
}


def _stored(world: World) -> int:
    """The version of the initiative as it is now."""
    return int(Initiative.objects.get(**_one(world)).version)


def _title(world: World) -> dict[str, Any]:
    return {"title": "Autre démarche", "version": Initiative.objects.get(**_one(world)).version}


DATA = {
    "initiatives:open": lambda world: {"title": "Une démarche", "method": str(world.objects["method"].pk)},
    "initiatives:edit": _title,
    "initiatives:duplicate": lambda _: {"title": "Une suite", "carried": ["objectives", "people"]},
    "initiatives:finish": lambda _: {"ended_on": timezone.localdate().isoformat()},
    "initiatives:stage_change": lambda _: {"stage": "engager", "note": "Décidé"},
    "initiatives:mark": lambda _: {"kind": "attested", "note": "Fait en réunion"},
    "initiatives:plan": lambda world: {
        "due_on": "2027-01-15",
        "why": "Avant le copil",
        "version": _planned(world),
    },
    "initiatives:team": lambda world: {
        "person": str(world.objects["newcomer"]),
        "person_key": str(world.objects["newcomer"].pk),
        "role": "contributor",
    },
    "initiatives:member": lambda world: {
        "role": "observer",
        "title": "Suivi",
        "version": world.objects["initiative"].team.get(person=world.objects["second"]).version,
    },
    "initiatives:objectives": lambda _: {"level": "operational", "text": "Former"},
    "initiatives:objectives_take": lambda _: {"references": ["innovation"]},
    "initiatives:objective_needs": lambda _: {"sent": "1"},
    "initiatives:targets": lambda world: {
        "organisation": str(world.objects["organisation_of_initiative"]),
        "organisation_key": str(world.objects["organisation_of_initiative"].pk),
    },
    "initiatives:carrier_role": lambda world: {"mission": "Réunir", "version": _carrier(world)},
    "initiatives:carrier_coherence": lambda world: {
        "frame": "coherent",
        "frame_reason": "Une priorité",
        "version": _carrier(world),
    },
    "initiatives:version": lambda world: {"stage": "identifier", "version": _stored(world)},
    "initiatives:version_undo": lambda world: {"version": _stored(world)},
    "initiatives:method_copy": lambda _: {"title": "Expérimenter ici"},
    "initiatives:draft_move": lambda _: {"geste": "descendre", "version": 2},
    "initiatives:draft_remove": lambda _: {"version": 2},
    "initiatives:draft_import": lambda world: {"file": _file(world), "version": 2},
    "initiatives:draft_add": lambda _: {"title": "Écouter"},
    "initiatives:draft_edit": lambda world: {
        "title": "Écouter",
        "purpose": "Savoir",
        "how": "Demander",
        "version": _seen(world),
    },
    "initiatives:draft_undo": lambda _: {"version": 2},
    "initiatives:draft_publish": lambda _: {"what_changed": "Le titre", "version": 2},
    "initiatives:existing_attach": lambda _: {"file": SimpleUploadedFile("note.pdf", b"%PDF-1.7")},
    "initiatives:required_skills": lambda _: {"text": "Animer une réunion"},
    "initiatives:presentation_archive": lambda _: {"formats": ["html"]},
    "initiatives:presentation_edit": lambda world: {
        "days": "3",
        "version": world.objects["initiative"].presentation.version,
    },
}
