"""What a migration asks of one database engine and not of the other."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class SqlByEngine(Operation):
    """Statements of SQL written once for each engine, outside what the models describe.

    ``RunPython`` would do as much, but draws every model of the project to do it: seconds per installation.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        *,
        sqlite: Sequence[str],
        sqlite_back: Sequence[str],
        postgresql: Sequence[str],
        postgresql_back: Sequence[str],
    ) -> None:
        self.sqlite = sqlite
        self.sqlite_back = sqlite_back
        self.postgresql = postgresql
        self.postgresql_back = postgresql_back

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: no model says what these statements make."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _execute(schema_editor, self.sqlite, self.postgresql)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _execute(schema_editor, self.sqlite_back, self.postgresql_back)

    def describe(self) -> str:
        return "SQL of the engine in use"


def _execute(editor: BaseDatabaseSchemaEditor, sqlite: Sequence[str], postgresql: Sequence[str]) -> None:
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)
