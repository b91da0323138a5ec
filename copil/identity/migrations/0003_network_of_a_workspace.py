"""The network a workspace was said to belong to becomes a stay in it; the oldest workspace manages."""

from typing import Any

from django.db import migrations


def keep_the_network(apps: Any, schema_editor: Any) -> None:
    """Give each workspace of a network a stay that began when the workspace was opened."""
    workspaces = apps.get_model("identity", "Workspace").objects.exclude(network=None)
    stays = apps.get_model("identity", "NetworkMembership").objects
    managed: set[Any] = set()
    for workspace in workspaces.order_by("created_at", "pk"):
        stays.create(
            network_id=workspace.network_id,
            workspace=workspace,
            state="active",
            manages=workspace.network_id not in managed,
            invited_at=workspace.created_at,
            joined_at=workspace.created_at,
        )
        managed.add(workspace.network_id)


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_networks")]

    operations = [
        migrations.RunPython(keep_the_network, migrations.RunPython.noop),
        migrations.RemoveField(model_name="workspace", name="network"),
    ]
