"""Run one family of benchmarks: `python -m bench FAMILY [--seconds S] [--json] PATH…`.

Prints one JSON object a line on the standard output; without --json, also a readable table on the
error output. Exit code: 0, 1 when an instance failed, 2 for an unknown family.
"""

import argparse
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, cast

from bench import families
from bench.result import Result


class Family(Protocol):
    """A module of `bench.families`."""

    def run(self, paths: Sequence[Path], seconds: float | None) -> Iterator[Result]: ...


def family_names() -> list[str]:
    """List the families: the modules of `bench.families` that do not begin with an underscore."""
    return sorted(module.name for module in pkgutil.iter_modules(families.__path__) if module.name[0] != "_")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure one family of benchmarks.")
    parser.add_argument("family", help=", ".join(family_names()))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="instance files")
    parser.add_argument("--seconds", type=float, help="time budget for each instance")
    parser.add_argument("--json", action="store_true", help="JSON lines only, no table")
    options = parser.parse_intermixed_args(arguments)
    if options.family not in family_names():
        print(f"unknown family: {options.family}; known: {', '.join(family_names())}", file=sys.stderr)
        return 2
    failed = False
    for result in _results(options.family, options.paths, options.seconds):
        print(result.to_json(), flush=True)
        if not options.json:
            print(_row(result), file=sys.stderr, flush=True)
        failed |= result.status == "error"
    return int(failed)


def _results(name: str, paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Run the family path after path: a failure is told and does not stop the following ones."""
    family = cast(Family, importlib.import_module(f"bench.families.{name}"))
    for one in [[path] for path in paths] or [[]]:
        try:
            yield from family.run(one, seconds)
        except Exception:  # noqa: BLE001  (any failure of an instance is a result)
            traceback.print_exc()
            instance = one[0].name if one else ""
            yield Result(family=name, instance=instance, value=None, seconds=None, status="error")


def _row(result: Result) -> str:
    def shown(value: float | None, form: str) -> str:
        return "-" if value is None else format(value, form)

    return (
        f"{result.instance:<48} {shown(result.value, '12.4f'):>12} {shown(result.reference, '12.4f'):>12} "
        f"{shown(result.gap, '+8.2%'):>8} {shown(result.seconds, '8.2f'):>8} s "
        f"{shown(result.peak_mb, '7.0f'):>7} MB  {result.status}"
    )


if __name__ == "__main__":
    sys.exit(main())
