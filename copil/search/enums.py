"""How old what is found may be."""

from django.db import models


class Period(models.TextChoices):
    """The age of what is found, by the day it is about."""

    MONTH = "mois", "Depuis 30 jours"
    YEAR = "an", "Depuis un an"
    OLDER = "ancien", "Plus ancien"
