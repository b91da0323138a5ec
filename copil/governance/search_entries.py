"""What is found of governance by the search of a workspace."""

from collections.abc import Iterable, Iterator

from copil.core.markdown import plain
from copil.governance.models import Body, Decision
from copil.identity.models import Workspace
from copil.search.actions import Entry

BODY = "governance.body"
DECISION = "governance.decision"


def entry_of_body(body: Body) -> Entry:
    """Return what is found of one body."""
    kind = body.get_kind_display()
    return Entry(
        kind=BODY,
        object_id=body.pk,
        title=body.name,
        excerpt=plain(body.purpose)[:300] or kind,
        text=f"{kind} {body.code}. {plain(body.purpose)}",
        day=body.set_up_on,
    )


def entry_of_decision(decision: Decision, *, corrected_by: str = "") -> Entry:
    """Return what is found of one adopted decision."""
    told = f"Corrigée par {corrected_by}. " if corrected_by else ""
    parts = (decision.reason, decision.consequences, decision.options, decision.review_note)
    text = ". ".join(plain(part) for part in parts if part)
    return Entry(
        kind=DECISION,
        object_id=decision.pk,
        title=f"{decision.reference} {decision.title}".strip(),
        excerpt=f"{told}{plain(decision.reason)}"[:300],
        text=f"{text} {decision.owner_name}",
        day=decision.decided_on,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    bodies: Iterable[Body] = Body.objects.in_workspace(workspace).current().iterator(200)
    yield from map(entry_of_body, bodies)
    rows = Decision.objects.in_workspace(workspace).current().adopted()
    pairs = rows.filter(corrects__isnull=False).values_list("corrects", "reference")
    corrected = dict(pairs)
    decisions: Iterable[Decision] = rows.iterator(200)
    for decision in decisions:
        yield entry_of_decision(decision, corrected_by=corrected.get(decision.pk, ""))
