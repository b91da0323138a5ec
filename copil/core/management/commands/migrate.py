"""Django's ``migrate``; a new database is made in a third of the time."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    """Bring a database up to date."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a new database with each model rendered alone; bring another up to date as Django does."""
        new = not MigrationRecorder(connections[options["database"]]).applied_migrations()
        with rendered_alone() if new else nullcontext():
            super().handle(*args, **options)


@contextmanager
def rendered_alone() -> Iterator[None]:
    """Render a model that a migration adds or changes, and not again all those around it.

    Django renders them all anew, since the type or the name of what they refer to may change; in the first
    migrations of Copil neither does (decision 19). Every model refers to a workspace: sixty of them, two
    hundred times over, took more time than all the rest.
    """
    found = ProjectState._find_reload_model  # type: ignore[attr-defined]  # not in the stubs: a private method
    ProjectState._find_reload_model = _alone  # type: ignore[attr-defined]  # put back below
    try:
        yield
    finally:
        ProjectState._find_reload_model = found  # type: ignore[attr-defined]  # as it was


def _alone(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """Stand for the private method: same arguments, a model and nothing around it."""
    return {(app_label, model_name.lower())}
