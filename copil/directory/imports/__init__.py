"""Bring organisations from files."""

from copil.directory.imports.command import Counts, format_of, import_organisations

__all__ = ["Counts", "format_of", "import_organisations"]
