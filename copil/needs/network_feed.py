"""What happened to a need of several carriers, said by carrier: who did it in its team is nobody else's."""

from collections.abc import Sequence

from copil.identity.models import Workspace, reference
from copil.journal.models import JournalEntry
from copil.needs.models import NetworkNeed
from copil.needs.presentation import SHOWN, Event

_SENTENCES = {
    "accept": "reconnaît un même besoin chez plusieurs porteurs",
    "confirm_part": "confirme sa part",
    "decline_part": "ne participe pas",
    "bring": "ajoute des besoins",
}


def feed_of(need: NetworkNeed, carriers: Sequence[Workspace]) -> list[Event]:
    """Return the acts of carriers that are there today, the latest first (one query)."""
    names = {one.pk: one.name for one in carriers}
    kind, identifier = reference(need)
    lines = JournalEntry.objects.filter(object_kind=kind, object_id=identifier, workspace__in=names)
    acts = lines.filter(verb__in=_SENTENCES).order_by("-at", "-pk").values_list("workspace", "verb", "at")
    return [Event(names[workspace], _SENTENCES[verb], at) for workspace, verb, at in acts[:SHOWN]]
