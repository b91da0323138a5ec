"""Internal services of the carrier, and whether outside help is called for."""

from django.db import models


class ServiceKind(models.TextChoices):
    """What a service of the carrier brings."""

    THEME = "theme", "Service du thème"
    SUPPORT = "support", "Service support"
    COMMUNICATION = "communication", "Communication"
    EVENT = "event", "Événementiel"


class ServiceState(models.TextChoices):
    """Whether a service is associated with the initiative."""

    TO_ASK = "to_ask", "À solliciter"
    ASSOCIATED = "associated", "Associé"
    NOT_ASSOCIATED = "not", "Non associé"


class OutsideHelp(models.TextChoices):
    """Whether an assistant to the contracting authority is called for."""

    YES = "yes", "Oui"
    NO = "no", "Non"
