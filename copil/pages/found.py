"""What was found, ready to be shown: the words marked, a passage of the text, the address."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from copil.algorithms.text import normalise
from copil.algorithms.text.passages import Parts, passage
from copil.core import markdown
from copil.identity.models import Workspace
from copil.initiatives import method_entries
from copil.pages import links
from copil.search import queries
from copil.search.models import SearchEntry
from copil.search.rules import Asked
from copil.territories.enums import Kind
from copil.territories.models import Territory

KINDS = {
    "initiatives.initiative": "Démarches",
    "governance.decision": "Décisions",
    "governance.body": "Instances",
    "meetings.meeting": "Réunions",
    "tasks.task": "Tâches",
    "ballots.ballot": "Votes",
    "workshops.workinggroup": "Groupes de travail",
    "workshops.board": "Tableaux des groupes",
    "workshops.actionsheet": "Fiches action",
    "workshops.planaction": "Actions du plan commun",
    "surveys.survey": "Questionnaires",
    "library.experience": "Expériences",
    "directory.organisation": "Organisations",
    "directory.person": "Personnes",
    "needs.need": "Besoins",
    "needs.sharedneed": "Besoins partagés",
    "needs.problemsheet": "Problématiques",
    "needs.diagnostic": "Diagnostics",
    "needs.offer": "Offres existantes",
    method_entries.KIND: "Méthodes",
}
ONE = {
    "initiatives.initiative": ("Démarche", "signpost-split"),
    "governance.decision": ("Décision", "clipboard-check"),
    "governance.body": ("Instance", "people"),
    "meetings.meeting": ("Réunion", "calendar-event"),
    "tasks.task": ("Tâche", "check2-square"),
    "ballots.ballot": ("Vote", "hand-thumbs-up-fill"),
    "workshops.workinggroup": ("Groupe de travail", "people"),
    "workshops.board": ("Tableau", "collection"),
    "workshops.actionsheet": ("Fiche action", "file-earmark-text"),
    "workshops.planaction": ("Action du plan commun", "check2-square"),
    "surveys.survey": ("Questionnaire", "chat-quote"),
    "library.experience": ("Expérience", "journal-text"),
    "directory.organisation": ("Organisation", "buildings"),
    "directory.person": ("Personne", "person"),
    "needs.need": ("Besoin", "chat-quote"),
    "needs.sharedneed": ("Besoin partagé", "chat-quote"),
    "needs.problemsheet": ("Problématique", "chat-quote"),
    "needs.diagnostic": ("Diagnostic", "chat-quote"),
    "needs.offer": ("Offre existante", "collection"),
    method_entries.KIND: ("Méthode", "book"),
}


@dataclass(frozen=True)
class Result:
    """A result as shown: the words found are told apart from the others."""

    title: Parts
    excerpt: Parts
    passage: Parts
    kind: str
    icon: str
    url: str
    archived: bool


def results_of(
    entries: Iterable[SearchEntry], asked: Asked, *, workspace: Workspace, passages: bool = True
) -> list[Result]:
    """Return entries as they are shown; ``passages`` reads their texts, in one query."""
    listed = list(entries)
    texts = queries.texts_of([entry.pk for entry in listed]) if passages and listed else {}
    has_methods = any(entry.kind == method_entries.KIND for entry in listed)
    parts = links.of_parts(workspace) if has_methods else {}
    return [_result(entry, asked, workspace, texts.get(entry.pk, ""), parts) for entry in listed]


def departements(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of départements by their codes."""
    rows = Territory.objects.filter(kind=Kind.DEPARTEMENT, code__in=list(codes)).order_by("vintage")
    return {code: f"{name} ({code})" for code, name in rows.values_list("code", "name")}


def _result(
    entry: SearchEntry, asked: Asked, workspace: Workspace, text: str, parts: Mapping[uuid.UUID, str]
) -> Result:
    wanted, prefix = asked.wanted, asked.typed
    label, icon = ONE.get(entry.kind, ("", "search"))
    excerpt = normalise.marked(entry.excerpt, wanted=wanted, prefix=prefix)
    told = any(found for _, found in excerpt)
    said = [] if told or not text else passage(markdown.plain(text), wanted=wanted, prefix=prefix)
    return Result(
        title=normalise.marked(entry.title, wanted=wanted, prefix=prefix),
        excerpt=excerpt,
        passage=said,
        kind=label,
        icon=icon,
        url=parts.get(entry.object_id) or links.url_of((entry.kind, entry.object_id), workspace=workspace),
        archived=entry.archived,
    )
