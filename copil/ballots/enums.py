"""Methods of a vote, its life, who may know what was voted."""

from django.db import models


class Method(models.TextChoices):
    """How one votes, and how the result is counted."""

    DOTS = "dots", "Points à répartir"
    GRID = "grid", "Grille de critères"
    JUDGMENT = "judgment", "Jugement majoritaire"
    APPROVAL = "approval", "Approbation"
    RANKING = "ranking", "Classement (méthode Schulze)"
    BUDGET = "budget", "Projets sous un budget (parts égales)"


USUAL = (Method.DOTS, Method.GRID)

EXPLAINED = {
    Method.DOTS: "Chaque personne répartit quelques points entre les propositions.",
    Method.GRID: "Chaque personne note les propositions sur les mêmes critères, au poids connu d’avance.",
    Method.JUDGMENT: "Chaque personne donne une mention à chaque proposition ; celle du milieu compte.",
    Method.APPROVAL: "Chaque personne coche toutes les propositions qui lui conviennent.",
    Method.RANKING: "Chaque personne classe les propositions ; elles sont comparées deux à deux.",
    Method.BUDGET: "Chaque proposition a un coût ; chaque personne dispose de la même part du budget.",
}


class Grade(models.IntegerChoices):
    """Mentions of the majority judgment, the worst first."""

    REJECTED = 0, "À rejeter"
    INSUFFICIENT = 1, "Insuffisant"
    FAIR = 2, "Passable"
    RATHER_GOOD = 3, "Assez bien"
    GOOD = 4, "Bien"
    VERY_GOOD = 5, "Très bien"
    EXCELLENT = 6, "Excellent"


class BallotState(models.TextChoices):
    """The life of a vote; it only goes forward."""

    DRAFT = "draft", "En préparation"
    OPEN = "open", "Ouvert"
    CLOSED = "closed", "Clos"
    PUBLISHED = "published", "Résultat publié"
