"""Verbs of what other programs use, one file per family."""

from copil.api.actions import webhooks
from copil.api.actions.tokens import create as create_token
from copil.api.actions.tokens import revoke as revoke_token

__all__ = ["create_token", "revoke_token", "webhooks"]
