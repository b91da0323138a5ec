"""argparse in French."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

# What ``add_parser`` receives: argparse gives it no public name.
Subparsers: TypeAlias = "argparse._SubParsersAction[FrenchParser]"

# What argparse says, in its wordings of Python 3.11 to 3.13.
MESSAGES = (
    (r"the following arguments are required: (.*)", "il manque : {}"),
    (r"unrecognized arguments: (.*)", "argument inconnu : {}"),
    (
        r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)",
        "{0} : {1} n’existe pas (au choix : {2})",
    ),
    (r"argument (.*?): expected one argument", "{} : il manque une valeur"),
    (r"argument (.*?): expected at least one argument", "{} : il manque une valeur"),
    (r"argument (.*?): invalid \w+ value: (.*)", "{0} : la valeur {1} n’est pas acceptée"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} ne va pas avec {1}"),
    (r"one of the arguments (.*) is required", "il manque un de ces arguments : {}"),
    (r"ambiguous option: (.*) could match (.*)", "{0} peut désigner : {1}"),
    (r"argument (.*?): ignored explicit argument (.*)", "{0} ne prend pas de valeur ({1})"),
)


class FrenchFormatter(argparse.HelpFormatter):
    """Help whose headings are French."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """A parser whose help and messages are French; a wrong usage ends with code 2."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", FrenchFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "à donner "
        self._optionals.title = "options "
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog} : {in_french(message)}\n")


def add_erasures(parser: argparse.ArgumentParser) -> None:
    """Add the list of erasures that is done again on data that come from before, or from elsewhere."""
    parser.add_argument(
        "--erasures",
        metavar="LISTE",
        type=Path,
        help="efface de nouveau ceux de cette liste (erasures.jsonl), en plus de ceux de l’installation",
    )


def in_french(message: str) -> str:
    """Return the French wording of a message of argparse; a custom one goes through unchanged."""
    for pattern, wording in MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return wording.format(*found.groups())
    return message


def add_group(subparsers: Subparsers, name: str, title: str) -> Subparsers:
    """Add a command that only has verbs, such as ``methods list``; return where its verbs are added."""
    parser = subparsers.add_parser(name, help=title, description=title)
    return parser.add_subparsers(title="verbes ", metavar="VERBE", required=True)
