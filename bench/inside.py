"""``python -m bench.inside MODULE``: run a module in the installation that the environment names."""

import os
import runpy
import sys

import django


def main() -> None:
    """Set Django up, then run the module: it may import models at its top."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
    django.setup()
    runpy.run_module(sys.argv[1], run_name="__main__")


if __name__ == "__main__":
    main()
