import gc

from django.apps import AppConfig

_YOUNG = 20_000


class CoreConfig(AppConfig):
    """Base template, components, errors, paging, optimistic lock, French text."""

    name = "copil.core"
    label = "core"

    def ready(self) -> None:
        """Let the collector of cycles run less often.

        Reading many rows or rendering a page makes thousands of objects that die at once: by default the
        collector looks at them every 700, a tenth of the time of an import.
        """
        gc.set_threshold(_YOUNG)
