"""Publish an edition of the common plan, sealed; open its public page, close it; have a body validate it."""

import datetime as dt
import secrets

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.governance import actions as governance
from copil.governance.enums import Topic
from copil.governance.models import Body, Decision
from copil.identity.models import User, reference
from copil.initiatives.models import Initiative
from copil.journal.rules import payload_digest
from copil.workshops.actions.plans import held, record
from copil.workshops.models import CommonPlan, PlanAction, PlanEdition
from copil.workshops.plans import content as plan_content


@transaction.atomic
def publish(*, initiative: Initiative, note: str, by: User | None, at: dt.datetime) -> PlanEdition:
    """Publish the plan as it is: a numbered copy that nothing changes afterwards, with its seal."""
    plan = held(initiative, at=at)
    if not PlanAction.objects.kept().filter(plan=plan).exists():
        raise ActionRefused("Le plan est vide : réunissez d’abord les fiches des groupes.")
    content = plan_content.composed(plan)
    last = PlanEdition.objects.filter(plan=plan).order_by("-number").first()
    if last is not None and last.content == content:
        raise ActionRefused(f"Rien n’a changé depuis l’édition {last.number}.")
    edition = PlanEdition(
        workspace=plan.workspace, plan=plan, number=plan.edition + 1, content=content, note=note.strip(),
        published_at=at, published_by=by, created_at=at,
    )  # fmt: skip  # a table reads by its lines
    edition.digest = digest_of(edition)
    edition.save(force_insert=True)
    CommonPlan.objects.filter(pk=plan.pk).update(edition=edition.number, version=plan.version + 1)
    told = {"edition": edition.number, "actions": len(content["actions"]), "seal": edition.digest}
    record(plan, verb="publish", by=by, at=at, changes=told)
    return edition


def digest_of(edition: PlanEdition) -> str:
    """Return the seal of what an edition says."""
    return payload_digest(salt=str(edition.pk), payload=edition.content)


@transaction.atomic
def share(*, initiative: Initiative, indexed: bool, by: User | None, at: dt.datetime) -> CommonPlan:
    """Let anybody who has the address read the last edition; a page already open keeps its address."""
    plan = held(initiative, at=at)
    if not plan.is_published:
        raise ActionRefused("Publiez d’abord une édition : c’est elle que l’on lira.")
    plan.address = plan.address or secrets.token_urlsafe(24)
    plan.opened_at = plan.opened_at or at
    plan.indexed = indexed
    plan.version += 1
    plan.save(update_fields=["address", "opened_at", "indexed", "version"])
    record(plan, verb="share", by=by, at=at, changes={"indexed": indexed})
    return plan


@transaction.atomic
def unshare(*, initiative: Initiative, by: User, at: dt.datetime) -> None:
    """Close the public page at once; its address will never open anything again."""
    plan = held(initiative, at=at)
    if not plan.address:
        raise ActionRefused("La page publique n’est pas ouverte.")
    plan.address, plan.opened_at, plan.indexed = "", None, False
    plan.version += 1
    plan.save(update_fields=["address", "opened_at", "indexed", "version"])
    record(plan, verb="unshare", by=by, at=at)


@transaction.atomic
def ask_validation(
    *, edition: PlanEdition, body: Body, on: dt.date, by: User | None, at: dt.datetime
) -> Decision:
    """Write, in the register of a body, the draft that validates an edition; it remains to be adopted."""
    initiative = edition.plan.initiative
    titles = [f"- {one['title']}" for one in edition.actions[:30]]
    values = {
        "title": f"Valider le plan d’action commun de « {initiative.title} », édition {edition.number}"[:300],
        "topic": Topic.AMBITIONS,
        "decided_on": on,
        "options": "",
        "reason": "",
        "consequences": "\n".join(["Les actions du plan sont engagées :", "", *titles]),
    }
    decision: Decision = governance.draft_decision(
        body=body, initiative=initiative, values=values, by=by, at=at, subject=reference(edition)
    )
    record(edition.plan, verb="ask_validation", by=by, at=at, changes={"body": body.name})
    return decision
