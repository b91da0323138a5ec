"""What the administrative follow-up keeps, and where each piece stands."""

from django.db import models


class PieceKind(models.TextChoices):
    """A kind of piece that an initiative has to send, sign or book."""

    ORDER = "order", "Commande"
    LETTER = "letter", "Courrier"
    CONTRACT = "contract", "Contrat ou convention"
    ROOM = "room", "Réservation de salle"
    RECEPTION = "reception", "Frais de réception"
    PURCHASE = "purchase", "Lettre de commande"
    SPECIFICATION = "specification", "Cahier des charges"
    OTHER = "other", "Autre pièce"


class PieceState(models.TextChoices):
    """Where a piece stands."""

    TO_DO = "to_do", "À préparer"
    SENT = "sent", "Envoyée"
    AGREED = "agreed", "Signée ou confirmée"
    DONE = "done", "Réglée"
    DROPPED = "dropped", "Abandonnée"
