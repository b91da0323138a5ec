"""Families of personal data: each model field is put in one of them (see ``privacy.py`` in each app)."""

from enum import StrEnum


class Family(StrEnum):
    """What a field may tell about a person."""

    NONE = "none"
    IDENTITY = "identity"
    CONTACT = "contact"
    OPINION = "opinion"
    FINANCIAL = "financial"
    SENSITIVE = "sensitive"


NONE = Family.NONE
IDENTITY = Family.IDENTITY
CONTACT = Family.CONTACT
OPINION = Family.OPINION
FINANCIAL = Family.FINANCIAL
# Health or belief may show through it: read by those who need it, erased by a stated delay.
SENSITIVE = Family.SENSITIVE

Tags = dict[str, dict[str, Family]]
