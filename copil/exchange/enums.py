"""States of an import, outcomes of its rows, and how a file may be written."""

from django.db import models


class RunState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", "Colonnes à indiquer"
    READING = "reading", "Vérification en cours"
    READ = "read", "À confirmer"
    APPLYING = "applying", "En cours"
    DONE = "done", "Terminé"
    CANCELLED = "cancelled", "Abandonné"
    UNDOING = "undoing", "Annulation en cours"
    UNDONE = "undone", "Annulé"


class Outcome(models.TextChoices):
    """What becomes of a row of the file."""

    CREATED = "created", "Créée"
    UPDATED = "updated", "Mise à jour"
    UNCHANGED = "unchanged", "Inchangée"
    REFUSED = "refused", "Refusée"
    SKIPPED = "skipped", "Laissée de côté"


class Undone(models.TextChoices):
    """What became of a row when its import was taken back."""

    DONE = "done", "Annulée"
    TOUCHED = "touched", "Laissée, modifiée depuis"


class Encoding(models.TextChoices):
    """How letters are written. The first also reads UTF-8 without its mark."""

    UTF8 = "utf-8-sig", "UTF-8"
    WINDOWS = "cp1252", "Windows (Excel en français)"
    UTF16 = "utf-16", "UTF-16"


class Delimiter(models.TextChoices):
    """What stands between two cells."""

    SEMICOLON = ";", "Point-virgule"
    COMMA = ",", "Virgule"
    TAB = "\t", "Tabulation"
    BAR = "|", "Barre verticale"


class DecimalMark(models.TextChoices):
    """What stands before the cents."""

    COMMA = ",", "Virgule : 1 250,50"
    POINT = ".", "Point : 1,250.50"


class DateOrder(models.TextChoices):
    """How a date is written; « 2026-12-31 » is understood whatever the choice."""

    DAY_FIRST = "dmy", "31/12/2026"
    YEAR_FIRST = "ymd", "2026-12-31"
    MONTH_FIRST = "mdy", "12/31/2026"
