"""Shapes shared by every resource: a page of rows, a refusal, what is asked of a list."""

import datetime as dt
import uuid
from typing import Generic, TypeVar

from ninja import Field, Schema
from pydantic import ConfigDict

Row = TypeVar("Row")


class Strict(Schema):
    """What is sent to us: a field that we do not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Asked(Schema):
    """What can be asked of any list."""

    page: int = Field(1, ge=1, le=100_000, description="La page voulue ; la première porte le numéro 1.")
    par_page: int = Field(25, ge=1, le=100, description="Le nombre de fiches par page.")


class Listed(Schema, Generic[Row]):
    """A page of rows; the header ``Link`` leads to the others."""

    total: int = Field(description="Le nombre de fiches, toutes pages confondues.")
    page: int
    pages: int
    donnees: list[Row]


class Wrong(Schema):
    """A field at fault."""

    field: str = Field(description="Le champ en cause, ou « corps » pour l’ensemble.")
    message: str


class Refusal(Schema):
    """A refusal (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[Wrong] | None = None


class Sheet(Schema):
    """What every sheet carries."""

    id: uuid.UUID
    version: int = Field(description="Le numéro que l’en-tête ETag porte, à rendre dans If-Match.")
    cree_le: dt.datetime
    archive_le: dt.datetime | None = Field(description="L’instant de l’archivage, ou null.")


class Linked(Schema):
    """Another sheet that this one names."""

    id: uuid.UUID
    nom: str
