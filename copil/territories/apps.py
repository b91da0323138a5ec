from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Communes, groupings of communes, départements, régions."""

    name = "copil.territories"
    label = "territories"
