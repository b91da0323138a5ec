"""Who carries an initiative afterwards: a workspace invited, one that leaves, the lead handed over.

What a carrier wrote stays its own. While it carries, the others see it as part of the initiative; when it
leaves, its people and its structures are put away with it, and come back with it.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from copil.core.errors import ActionRefused
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace, reference
from copil.initiatives.actions.common import index, record
from copil.initiatives.carrying import neighbours, shown_name
from copil.initiatives.enums import CarrierRole, InvitationPurpose, InvitationState
from copil.initiatives.models import (
    Carrier,
    CarrierInvitation,
    ConceptNote,
    Initiative,
    MethodFrame,
    ObjectiveNeed,
    PlannedActivity,
    PresentationSheet,
    TargetStructure,
    TeamMember,
)
from copil.initiatives.notices import tell_change, tell_invited
from copil.journal import actions as journal
from copil.needs import actions as needs
from copil.needs.models import ProblemSheet
from copil.search import actions as search

ANSWERED = "Cette invitation a déjà reçu une réponse, ou vient d’être retirée."


@transaction.atomic
def invite_carrier(
    *,
    initiative: Initiative,
    workspace: Workspace,
    identifier: str,
    message: str,
    by: User | None,
    at: dt.datetime,
) -> CarrierInvitation:
    """Invite a workspace to carry the initiative too, by its identifier or by who coordinates it.

    An identifier or an address that nobody has makes an invitation like any other, which never gets an
    answer: inviting tells nothing of the workspaces of the installation. Raises
    ``ActionRefused`` for a carrier, or when an invitation is already waiting.
    """
    typed = identifier.strip().lower()
    invited = _named(typed, host=workspace)
    running = Carrier.objects.filter(initiative=initiative, left_on=None)
    if invited is not None and running.filter(workspace=invited).exists():
        raise ActionRefused("Cet espace porte déjà la démarche.")
    _refuse_second(initiative, typed)
    told = f"{workspace.name} invite votre espace à porter la démarche « {initiative.title} »."
    return _invite(
        initiative, InvitationPurpose.CARRY, typed, invited, workspace, message, by=by, at=at, told=told
    )


@transaction.atomic
def offer_lead(
    *,
    initiative: Initiative,
    workspace: Workspace,
    carrier: Carrier,
    message: str,
    by: User | None,
    at: dt.datetime,
) -> CarrierInvitation:
    """Ask an associated carrier to lead the initiative; nothing changes until it accepts."""
    if carrier.role != CarrierRole.ASSOCIATED or carrier.left_on is not None:
        raise ActionRefused("Seule une structure associée peut reprendre la conduite de la démarche.")
    waiting = CarrierInvitation.objects.waiting().filter(initiative=initiative)
    if waiting.filter(purpose=InvitationPurpose.LEAD).exists():
        raise ActionRefused("La conduite est déjà proposée : attendez la réponse, ou retirez la proposition.")
    _refuse_second(initiative, carrier.workspace.slug)
    told = f"{workspace.name} propose à votre espace de conduire la démarche « {initiative.title} »."
    return _invite(
        initiative,
        InvitationPurpose.LEAD,
        carrier.workspace.slug,
        carrier.workspace,
        workspace,
        message,
        by=by,
        at=at,
        told=told,
    )


@transaction.atomic
def withdraw_invitation(
    *, invitation: CarrierInvitation, workspace: Workspace, by: User | None, at: dt.datetime
) -> None:
    """Take back an invitation that nobody answered."""
    held = _locked(invitation)
    _answer(held, InvitationState.WITHDRAWN, at=at)
    changes = {"who": _who(held, workspace)}
    record(held.initiative, verb="withdraw_carrier", by=by, at=at, changes=changes, workspace=workspace)


@transaction.atomic
def accept_invitation(*, invitation: CarrierInvitation, by: User | None, at: dt.datetime) -> Initiative:
    """Carry the initiative, or lead it, as was asked."""
    held = _locked(invitation)
    initiative, guest = held.initiative, _guest(held)
    if initiative.is_archived:
        raise ActionRefused("Cette démarche est archivée : elle n’accueille plus de porteur.")
    _answer(held, InvitationState.ACCEPTED, at=at)
    if held.purpose == InvitationPurpose.LEAD:
        _hand_over(initiative, guest, by=by, at=at)
        verb, told = "take_lead", "lead_taken"
    else:
        _join(initiative, guest)
        verb, told = "join", "carrier_joined"
    index(initiative, at=at)
    tell_change(initiative, told, to=held.workspace, who=guest.name, by=by, at=at)
    _tell(initiative, told, to=held.workspace, at=at, changes={"who": guest.name})
    record(initiative, verb=verb, by=by, at=at, workspace=guest)
    return initiative


@transaction.atomic
def decline_invitation(
    *, invitation: CarrierInvitation, answer: str, by: User | None, at: dt.datetime
) -> None:
    """Say no to an invitation; another may come."""
    held = _locked(invitation)
    guest = _guest(held)
    _answer(held, InvitationState.DECLINED, at=at, answer=answer.strip())
    changes = {"who": _who(held, held.workspace)}
    tell_change(
        held.initiative,
        "carrier_declined",
        to=held.workspace,
        who=changes["who"],
        why=answer.strip(),
        by=by,
        at=at,
    )
    _tell(held.initiative, "carrier_declined", to=held.workspace, at=at, changes=changes)
    initiative_id = held.initiative_id if held.purpose == InvitationPurpose.LEAD else None
    journal.record(
        by=by,
        at=at,
        workspace=guest,
        verb="decline",
        obj=reference(held),
        label=held.initiative.title,
        initiative_id=initiative_id,
    )


@transaction.atomic
def leave_initiative(
    *,
    initiative: Initiative,
    workspace: Workspace,
    left_on: dt.date,
    reason: str,
    by: User | None,
    at: dt.datetime,
) -> None:
    """Stop carrying an initiative, on a date, for a reason; the carrier keeps its part.

    Its people and structures are put away with it. A problem it wrote is passed on to those who stay. Raises
    ``ActionRefused`` for the lead, which hands over first, and without a reason.
    """
    rows = Carrier.objects.select_for_update(of=("self",)).filter(initiative=initiative, workspace=workspace)
    carrier = rows.filter(left_on=None).first()
    if carrier is None:
        raise ActionRefused("Votre espace ne porte plus cette démarche.")
    if carrier.role == CarrierRole.LEAD:
        raise ActionRefused("Confiez d’abord la conduite de la démarche à une structure associée.")
    if not reason.strip():
        raise ActionRefused("Dites en une phrase pourquoi votre espace quitte la démarche.")
    if initiative.opened_on is not None and left_on < initiative.opened_on:
        raise ActionRefused("La date de départ précède l’ouverture de la démarche.")
    Carrier.objects.filter(pk=carrier.pk).update(
        left_on=left_on, left_reason=reason.strip(), put_away_at=at, version=F("version") + 1
    )
    for rows_of in (TargetStructure, TeamMember):
        rows_of.objects.current().filter(initiative=initiative, workspace=workspace).update(archived_at=at)
    answers = ObjectiveNeed.objects.current().in_workspace(workspace)
    answers.filter(objective__initiative=initiative).update(archived_at=at)
    people = PlannedActivity.objects.filter(initiative=initiative, person__workspace=workspace)
    people.update(person=None, version=F("version") + 1)
    waiting = CarrierInvitation.objects.waiting().filter(initiative=initiative, invited=workspace)
    waiting.update(state=InvitationState.WITHDRAWN, answered_at=at)
    _pass_the_problem(initiative, since=workspace, by=by, at=at)
    for path in settings.CARRIER_LEAVING:
        ends = import_string(path)
        ends(initiative=initiative, workspace=workspace, left_on=left_on, reason=reason, by=by, at=at)
    search.withdraw(workspace=workspace, kind=reference(initiative)[0], object_id=initiative.pk)
    changes = {"who": workspace.name, "left_on": left_on, "reason": reason.strip()}
    tell_change(
        initiative,
        "carrier_left",
        to=initiative.workspace,
        who=workspace.name,
        why=reason.strip(),
        by=by,
        at=at,
    )
    _tell(initiative, "carrier_left", to=initiative.workspace, at=at, changes=changes)
    record(initiative, verb="leave", by=by, at=at, changes=changes, workspace=workspace)


def _invite(
    initiative: Initiative,
    purpose: InvitationPurpose,
    identifier: str,
    invited: Workspace | None,
    host: Workspace,
    message: str,
    *,
    by: User | None,
    at: dt.datetime,
    told: str,
) -> CarrierInvitation:
    invitation = CarrierInvitation.objects.create(
        initiative=initiative,
        workspace=host,
        purpose=purpose,
        identifier=identifier,
        invited=invited,
        message=message.strip(),
        sent_by=by,
        sent_at=at,
        created_at=at,
    )
    if invited is not None:
        tell_invited(invitation, told=told, at=at)
    verb = "offer_lead" if purpose == InvitationPurpose.LEAD else "invite_carrier"
    record(initiative, verb=verb, by=by, at=at, changes={"who": _who(invitation, host)}, workspace=host)
    return invitation


def _named(typed: str, *, host: Workspace) -> Workspace | None:
    """Return the workspace that has an identifier, or that the owner of an address coordinates."""
    if "@" not in typed:
        return Workspace.objects.filter(slug=typed, archived_at=None).first()
    held = Membership.objects.active().filter(
        user__email__iexact=typed, role__in=(Role.ADMIN, Role.COORDINATOR)
    )
    found = held.exclude(workspace=host).select_related("workspace").order_by("created_at", "pk").first()
    return found.workspace if found else None


def _who(invitation: CarrierInvitation, reader: Workspace) -> str:
    return shown_name(invitation, known={one.pk for one in neighbours(reader)})


def _refuse_second(initiative: Initiative, identifier: str) -> None:
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if CarrierInvitation.objects.waiting().filter(initiative=initiative, identifier=identifier).exists():
        raise ActionRefused("Cet espace a déjà une invitation en attente pour cette démarche.")


def _locked(invitation: CarrierInvitation) -> CarrierInvitation:
    rows = CarrierInvitation.objects.select_for_update(of=("self",)).waiting()
    related = ("initiative__workspace", "workspace", "invited")
    held: CarrierInvitation | None = rows.select_related(*related).filter(pk=invitation.pk).first()
    if held is None:
        raise ActionRefused(ANSWERED)
    return held


def _guest(invitation: CarrierInvitation) -> Workspace:
    if invitation.invited is None:
        raise ActionRefused(ANSWERED)
    return invitation.invited


def _answer(
    invitation: CarrierInvitation, state: InvitationState, *, at: dt.datetime, answer: str = ""
) -> None:
    rows = CarrierInvitation.objects.filter(pk=invitation.pk)
    rows.update(state=state, answer=answer, answered_at=at, version=F("version") + 1)


def _join(initiative: Initiative, guest: Workspace) -> None:
    """Carry for the first time, or again: what was put away at leaving comes back."""
    carrier, is_new = Carrier.objects.select_for_update().get_or_create(
        initiative=initiative, workspace=guest, defaults={"role": CarrierRole.ASSOCIATED}
    )
    if is_new:
        return
    for rows_of in (TargetStructure, TeamMember):
        put_away = rows_of.objects.filter(initiative=initiative, workspace=guest)
        put_away.filter(archived_at=carrier.put_away_at).exclude(archived_at=None).update(archived_at=None)
    answers = ObjectiveNeed.objects.in_workspace(guest).filter(objective__initiative=initiative)
    answers.filter(archived_at=carrier.put_away_at).update(archived_at=None)
    rows = Carrier.objects.filter(pk=carrier.pk)
    rows.update(left_on=None, left_reason="", put_away_at=None, version=F("version") + 1)


def _hand_over(initiative: Initiative, guest: Workspace, *, by: User | None, at: dt.datetime) -> None:
    """Make an associated carrier the lead: each keeps the shared need it brought, both have the problem."""
    running = Carrier.objects.select_for_update(of=("self",)).filter(initiative=initiative, left_on=None)
    taker = running.filter(workspace=guest, role=CarrierRole.ASSOCIATED).first()
    leader = running.filter(role=CarrierRole.LEAD).first()
    if taker is None or leader is None:
        raise ActionRefused("Votre espace ne porte plus cette démarche.")
    brought, own = taker.shared_need_id, initiative.shared_need_id
    Carrier.objects.filter(pk=leader.pk).update(
        role=CarrierRole.ASSOCIATED, shared_need=own, version=F("version") + 1
    )
    Carrier.objects.filter(pk=taker.pk).update(
        role=CarrierRole.LEAD, shared_need=None, version=F("version") + 1
    )
    rows = Initiative.objects.filter(pk=initiative.pk)
    rows.update(workspace=guest, shared_need=brought, version=F("version") + 1)
    for rows_of in (PresentationSheet, ConceptNote, MethodFrame):
        rows_of.objects.filter(initiative=initiative).update(workspace=guest)
    former, initiative.workspace, initiative.shared_need_id = initiative.workspace, guest, brought
    _pass_the_problem(initiative, since=former, by=by, at=at)


def _pass_the_problem(initiative: Initiative, *, since: Workspace, by: User | None, at: dt.datetime) -> None:
    """Give the lead its own copy of a problem that another carrier wrote: the original stays there."""
    problem = ProblemSheet.objects.select_related("workspace").filter(pk=initiative.problem_sheet_id).first()
    if problem is None or problem.workspace_id != since.pk:
        return
    copy = needs.pass_problem_sheet(sheet=problem, workspace=initiative.workspace, by=by, at=at)
    Initiative.objects.filter(pk=initiative.pk).update(problem_sheet=copy, version=F("version") + 1)
    initiative.problem_sheet = copy


def _tell(
    initiative: Initiative, verb: str, *, to: Workspace, at: dt.datetime, changes: dict[str, Any]
) -> None:
    """Write in the journal of a workspace what another one did; the initiative's own line says it already."""
    journal.record(
        by=None,
        at=at,
        workspace=to,
        verb=verb,
        obj=reference(initiative),
        label=initiative.title,
        changes=changes,
    )
