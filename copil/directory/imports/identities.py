"""What the rows of a file and the organisations already there are recognised by."""

from dataclasses import replace

from copil.core.text import name_key
from copil.directory.enums import FormerField
from copil.directory.imports.values import Read
from copil.directory.models import FormerValue, Organisation
from copil.directory.rules import matching


def of_row(read: Read) -> matching.Identity:
    """Return what a row is recognised by, worked out once."""
    if read.identity is None:
        known = read.organisation
        read.identity = matching.Identity(
            name_key=name_key(known["name"]),
            external_ref=known.get("external_ref", ""),
            siret=known.get("siret", ""),
            siren=known.get("siren", ""),
            rna=known.get("rna", ""),
            postal_code=known.get("postal_code", ""),
            commune=known.get("commune_id", ""),
        )
    return read.identity


def of_organisation(organisation: Organisation) -> matching.Identity:
    """Return what an organisation is recognised by today."""
    return matching.Identity(
        name_key=organisation.name_key,
        external_ref=organisation.external_ref,
        siret=organisation.siret,
        siren=organisation.siren,
        rna=organisation.rna,
        postal_code=organisation.postal_code,
        commune=organisation.commune_id or "",
    )


def known(organisation: Organisation) -> matching.Known:
    """Return an organisation as rows are compared with it."""
    return matching.Known(
        of_organisation(organisation),
        organisation.name,
        object_id=organisation.pk,
        archived=organisation.is_archived,
    )


def formerly(organisation: Organisation, row: FormerValue) -> matching.Known:
    """Return the same by what it was before: an earlier number alone, an earlier name at its place."""
    if row.field == FormerField.NAME:
        identity = replace(of_organisation(organisation), name_key=row.key)
    else:
        identity = matching.Identity(name_key="", **{row.field: row.key})
    return replace(known(organisation), identity=identity, former=True)
