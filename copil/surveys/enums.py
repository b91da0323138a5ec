"""Kinds of questions, and where a form stands."""

from django.db import models


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SHORT = "short", "Texte court"
    LONG = "long", "Texte long"
    ONE = "one", "Un choix"
    SEVERAL = "several", "Plusieurs choix"
    NUMBER = "number", "Nombre"
    DATE = "date", "Date"
    YES_NO = "yesno", "Oui ou non"
    EMAIL = "email", "Adresse électronique"
    AGREEMENT = "agreement", "Accord à donner"

    @classmethod
    def with_choices(cls) -> tuple["QuestionKind", ...]:
        """Return the kinds that propose answers."""
        return (cls.ONE, cls.SEVERAL)

    @classmethod
    def counted(cls) -> tuple["QuestionKind", ...]:
        """Return the kinds whose answers are counted rather than read."""
        return (cls.ONE, cls.SEVERAL, cls.YES_NO, cls.AGREEMENT)


class SurveyState(models.TextChoices):
    """Whether a form takes answers."""

    DRAFT = "draft", "Brouillon"
    OPEN = "open", "Ouvert"
    CLOSED = "closed", "Fermé"
