"""Sessions of a group, states of an allocation, which way people of a territory go."""

from django.db import models

from copil.meetings.enums import MeetingKind


class Rank(models.IntegerChoices):
    """The three sessions of a working group, each with what it is for."""

    PROBLEMS = 1, "Dire les problèmes"
    IDEAS = 2, "Trouver des idées et choisir"
    ACTIONS = 3, "Écrire les fiches action"

    @property
    def meeting_kind(self) -> MeetingKind:
        """Return the kind of meeting that a session is, with its agenda."""
        return MeetingKind(f"session-{self.value}")


class AllocationState(models.TextChoices):
    """Where an allocation stands."""

    DRAFT = "draft", "En préparation"
    ACCEPTED = "accepted", "Retenue"
    UNDONE = "undone", "Annulée"


class Territory(models.TextChoices):
    """Whether people of one commune go together."""

    MIX = "mix", "Mélanger les communes"
    GATHER = "gather", "Réunir les communes"
    IGNORE = "ignore", "Ne pas en tenir compte"


class Tie(models.TextChoices):
    """What two people are to each other in an allocation."""

    TOGETHER = "together", "Toujours ensemble"
    APART = "apart", "Jamais ensemble"


class BoardState(models.TextChoices):
    """Whether a board takes cards."""

    OPEN = "open", "Ouvert"
    CLOSED = "closed", "Fermé"


class CardKind(models.TextChoices):
    """What a card says."""

    PROBLEM = "problem", "Problème"
    IDEA = "idea", "Idée"


class CardState(models.TextChoices):
    """Whether a card, or a comment, is shown to the room."""

    PROPOSED = "proposed", "À relire"
    SHOWN = "shown", "Affichée"
    ASIDE = "aside", "Mise de côté"
