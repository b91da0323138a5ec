"""Parts of addresses shared by the apps."""

IN_WORKSPACE = "e/<slug:workspace>/"
"""Prefix of every screen of a workspace; ``identity.middleware`` resolves and consumes it."""
