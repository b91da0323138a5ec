"""Tokens of other programs, and the places that are told what happens."""

from copil.api.models.tokens import ApiToken, KeptAnswer, TokenQuerySet, TokenUse
from copil.api.models.webhooks import Delivery, DeliveryQuerySet, Webhook, WebhookQuerySet

__all__ = [
    "ApiToken",
    "Delivery",
    "DeliveryQuerySet",
    "KeptAnswer",
    "TokenQuerySet",
    "TokenUse",
    "Webhook",
    "WebhookQuerySet",
]
