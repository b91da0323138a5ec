"""Words of date polls."""

from django.db import models


class PollState(models.TextChoices):
    """Where a date poll stands."""

    DRAFT = "draft", "En préparation"
    OPEN = "open", "Ouvert"
    CLOSED = "closed", "Clos"
    CANCELLED = "cancelled", "Abandonné"


class PollReply(models.TextChoices):
    """What somebody says of one of the dates; nothing at all is no answer."""

    YES = "yes", "Oui"
    IF_NEED_BE = "if_need_be", "Au besoin"
    REMOTE = "remote", "À distance"
    NO = "no", "Non"


class Zone(models.TextChoices):
    """Zones of the school holidays."""

    NONE = "", "Aucune : ne pas en tenir compte"
    A = "A", "Zone A"
    B = "B", "Zone B"
    C = "C", "Zone C"
