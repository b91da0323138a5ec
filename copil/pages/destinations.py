"""The pages one can go to by typing their name."""

from dataclasses import dataclass

from django.urls import NoReverseMatch

from copil.core.text import fold
from copil.identity.http import Request
from copil.identity.urls_for import to


@dataclass(frozen=True)
class Destination:
    """A page: its name, its drawing, the other words under which one would look for it."""

    name: str
    label: str
    icon: str
    also: str = ""
    writer: bool = False


DESTINATIONS = (
    Destination("pages:home", "Accueil", "house", "tableau de bord à faire"),
    Destination("initiatives:list", "Démarches", "signpost-split", "projets initiatives"),
    Destination("initiatives:open", "Ouvrir une démarche", "plus-lg", "nouvelle créer", writer=True),
    Destination("tasks:tasks", "Tâches", "check2-square", "à faire todo retard confié"),
    Destination("tasks:create", "Ajouter une tâche", "plus-lg", "nouvelle créer", writer=True),
    Destination("directory:organisations", "Organisations", "buildings", "structures associations annuaire"),
    Destination("directory:organisation_create", "Ajouter une organisation", "plus-lg", writer=True),
    Destination("directory:people", "Personnes", "people", "contacts annuaire"),
    Destination("directory:person_create", "Ajouter une personne", "person-plus", writer=True),
    Destination("directory:imports", "Imports", "upload", "fichiers tableur csv", writer=True),
    Destination("needs:needs", "Besoins", "chat-quote"),
    Destination("needs:need_create", "Noter un besoin", "plus-lg", "nouveau ajouter créer", writer=True),
    Destination("needs:shared_needs", "Besoins partagés", "chat-quote", "communs"),
    Destination("needs:proposals", "Propositions de besoins partagés", "chat-quote", "rapprocher doublons"),
    Destination("needs:diagnostics", "Diagnostics", "chat-quote"),
    Destination("needs:themes", "Thèmes", "chat-quote"),
    Destination("governance:bodies", "Instances", "people", "comités copil pilotage appui gouvernance"),
    Destination("governance:decisions", "Décisions", "clipboard-check", "registre délibérations votes"),
    Destination(
        "meetings:meetings", "Réunions", "calendar-event", "comités séances ordre du jour comptes rendus"
    ),
    Destination("meetings:places", "Lieux et salles", "geo-alt", "réserver salle adresse logistique"),
    Destination("meetings:create", "Préparer une réunion", "plus-lg", "nouvelle créer", writer=True),
    Destination("surveys:surveys", "Questionnaires", "question-circle", "formulaires enquêtes sondages"),
    Destination("surveys:create", "Écrire un questionnaire", "plus-lg", "nouveau créer", writer=True),
    Destination("initiatives:methods", "Méthodes", "book"),
    Destination("library:library", "Expériences", "journal-text", "bibliothèque capitalisation exemples"),
    Destination("library:sheets", "Fiches expérience de l’espace", "journal-text", "capitaliser écrire"),
    Destination("initiatives:sheets", "Fiches expérience", "book", "exemples"),
    Destination("territories:territories", "Territoires", "geo-alt", "communes départements carte"),
    Destination("accounts:members", "Membres", "people", "inviter rôles"),
    Destination("ballots:ballots", "Votes", "clipboard-check", "scrutins bulletins"),
    Destination("documents:home", "Documents", "file-earmark-text", "charte logo couleurs modèles word"),
    Destination("pages:history", "Historique", "clock-history", "journal qui a fait quoi"),
    Destination("pages:synonyms", "Mots équivalents", "search", "synonymes sigles recherche"),
)


@dataclass(frozen=True)
class Door:
    """A destination with its address."""

    label: str
    icon: str
    url: str


def doors(request: Request, typed: str, *, most: int) -> list[Door]:
    """Return the pages whose name holds every word typed, or its beginning, in the order of the rail."""
    words = fold(typed).split()
    found: list[Door] = []
    for one in DESTINATIONS:
        known = fold(f"{one.label} {one.also}").split()
        wanted = all(any(other.startswith(word) for other in known) for word in words)
        allowed = not one.writer or request.membership.may_write
        if wanted and allowed and len(found) < most and (url := _address(request, one.name)):
            found.append(Door(one.label, one.icon, url))
    return found


def _address(request: Request, name: str) -> str:
    """Return the address of a page; nothing as long as its screen does not exist."""
    try:
        return to(request, name)
    except NoReverseMatch:
        return ""
