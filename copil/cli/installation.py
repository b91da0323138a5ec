"""What the commands ask of an installation: its database up to date, its data there or not."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace


def pending_migrations() -> int:
    """Return how many migrations the database has not received yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def known_migrations() -> set[str]:
    """Return the names of the migrations of this version, as ``app.name``."""
    return {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.disk_migrations}


def applied_migrations() -> set[str]:
    """Return the names of the migrations that the database received, as ``app.name``."""
    return {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.applied_migrations}


def migrate() -> int:
    """Bring the database up to date and return how many migrations it received."""
    pending = pending_migrations()
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return pending


def require_migrated() -> None:
    """Refuse while the database is older than the program."""
    if pending_migrations():
        raise ActionRefused("La base de données n’est pas à jour. Lancez d’abord « copil migrate ».")


def is_empty() -> bool:
    """Tell whether nothing was ever written here: no table, or no account and no workspace, and no file."""
    if any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*")):
        return False
    if Workspace._meta.db_table not in connection.introspection.table_names():
        return True
    return not (Workspace.objects.exists() or User.objects.exists())


def close_database() -> None:
    """Let go of the database, and of the threads of its pool: for a process that only watches others."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # of this engine only
