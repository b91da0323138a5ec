"""Make the predicates of permissions say yes, one by one or all together, whoever has imported them."""

import contextlib
import dataclasses
import importlib
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import copil
from copil.identity.models import Membership

_HOOK = "__asked_instead__"


@dataclass(frozen=True)
class Predicate:
    """A function of a ``permissions`` module that says yes or no, or one field of the rights it gives."""

    function: types.FunctionType
    field: str = ""

    def __str__(self) -> str:
        name = f"{self.function.__module__.split('.')[1]}.{self.function.__name__}"
        return f"{name}.{self.field}" if self.field else name


def predicates() -> list[Predicate]:
    """Return every public predicate of the applications, in the order of their names."""
    found = []
    for app in pkgutil.iter_modules(copil.__path__):
        module = _permissions_of(app.name)
        for name, function in sorted(vars(module).items()) if module else ():
            own = isinstance(function, types.FunctionType) and function.__module__ == getattr(
                module, "__name__", ""
            )
            if own and not name.startswith("_"):
                found += _fields(function)
    return found


def _permissions_of(app: str) -> types.ModuleType | None:
    try:
        return importlib.import_module(f"copil.{app}.permissions")
    except ModuleNotFoundError:
        return None


def _fields(function: types.FunctionType) -> list[Predicate]:
    answer = typing.get_type_hints(function)["return"]
    if not dataclasses.is_dataclass(answer):
        return [Predicate(function)]
    return [Predicate(function, field.name) for field in dataclasses.fields(answer)]


@contextlib.contextmanager
def asked(
    function: types.FunctionType, instead: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Iterator[None]:
    """Ask ``instead(original)`` wherever ``function`` is asked: its code is changed, not its name.

    A name would have to be changed in every module that has imported the function.
    """
    code, name = function.__code__, f"{_HOOK}{function.__name__}"
    original = types.FunctionType(code, function.__globals__, function.__name__, function.__defaults__)
    original.__kwdefaults__ = function.__kwdefaults__
    namespace: dict[str, Any] = {}
    exec(f"def changed(*args, **kwargs): return {name}(*args, **kwargs)", namespace)  # noqa: S102  # our own text
    function.__globals__[name] = instead(original)
    function.__code__ = namespace["changed"].__code__
    try:
        yield
    finally:
        function.__code__ = code
        del function.__globals__[name]


@contextlib.contextmanager
def saying_yes(chosen: list[Predicate]) -> Iterator[None]:
    """Make some predicates say yes to everybody."""
    fields: dict[types.FunctionType, list[str]] = {}
    for one in chosen:
        fields.setdefault(one.function, []).append(one.field)

    def yes(named: list[str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        if named == [""]:
            return lambda original: lambda *args, **kwargs: True
        changes = dict.fromkeys(named, True)
        return lambda original: (
            lambda *args, **kwargs: dataclasses.replace(original(*args, **kwargs), **changes)
        )

    with contextlib.ExitStack() as stack:
        for function, named in fields.items():
            stack.enter_context(asked(function, yes(named)))
        yield


@contextlib.contextmanager
def noting_refusals(chosen: list[Predicate], refused: set[Predicate]) -> Iterator[None]:
    """Put into ``refused`` each predicate that says no."""

    def noting(function: types.FunctionType) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        own = [one for one in chosen if one.function is function]

        def instead(original: Callable[..., Any]) -> Callable[..., Any]:
            def noted(*args: Any, **kwargs: Any) -> Any:
                answer = original(*args, **kwargs)
                refused.update(
                    one for one in own if not (getattr(answer, one.field) if one.field else answer)
                )
                return answer

            return noted

        return instead

    with contextlib.ExitStack() as stack:
        for function in {one.function for one in chosen}:
            stack.enter_context(asked(function, noting(function)))
        yield


@contextlib.contextmanager
def roles_saying_yes() -> Iterator[None]:
    """Make a membership allow what its role does not: the views that ask it directly."""
    kept = {name: vars(Membership)[name] for name in ("may_write", "may_coordinate")}
    for name in kept:
        setattr(Membership, name, property(lambda _: True))
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(Membership, name, value)
