"""What a token opens; how an event told to another program fares."""

from django.db import models


class Scope(models.TextChoices):
    """One right of a token; what its owner may do in the workspace bounds it besides."""

    ORGANISATIONS_READ = "organisations:read", "Lire les organisations"
    ORGANISATIONS_WRITE = "organisations:write", "Créer, modifier et archiver des organisations"
    PEOPLE_READ = "personnes:read", "Lire les personnes et leurs fonctions"
    PEOPLE_CONTACT = "personnes:coordonnees", "Lire aussi leurs adresses électroniques et leurs téléphones"
    NEEDS_READ = "besoins:read", "Lire les besoins et les besoins partagés"
    NEEDS_WRITE = "besoins:write", "Noter, modifier et archiver des besoins"
    INITIATIVES_READ = "demarches:read", "Lire les démarches, leur chemin et ses preuves"
    MEETINGS_READ = "reunions:read", "Lire les réunions"
    TASKS_READ = "taches:read", "Lire les tâches"
    TASKS_WRITE = "taches:write", "Créer des tâches et les faire avancer"
    ACTION_SHEETS_READ = "fiches-action:read", "Lire les fiches action et leur avancement"
    PLANS_READ = "plans-communs:read", "Lire les plans d’action communs"


class DeliveryState(models.TextChoices):
    """How the telling of one event went."""

    QUEUED = "queued", "En attente"
    DELIVERED = "delivered", "Remis"
    SET_ASIDE = "set_aside", "Mis de côté"
