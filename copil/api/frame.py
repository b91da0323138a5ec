"""How an app declares what it gives: an address, a scope, a summary, shapes."""

from collections.abc import Callable
from typing import Any

from ninja import Router

from copil.api.door import Door
from copil.api.enums import Scope

View = Callable[..., Any]
Declared = Callable[[View], View]


class Resource(Router):
    """The addresses of one kind of sheet. ``example`` of an operation is what the documentation shows."""

    def __init__(self, title: str) -> None:
        super().__init__(tags=[title])

    def lists(self, where: str, *, name: str, scope: Scope, summary: str, gives: Any) -> Declared:
        """Declare a list: paged, filtered."""
        return self._declared("GET", where, name, scope, summary, {200: gives}, kind="list")

    def shows(self, where: str, *, name: str, scope: Scope, summary: str, gives: Any) -> Declared:
        """Declare a sheet."""
        return self._declared("GET", where, name, scope, summary, {200: gives}, kind="show")

    def creates(
        self, where: str, *, name: str, scope: Scope, summary: str, gives: Any, example: dict[str, Any]
    ) -> Declared:
        """Declare a creation, once for an idempotency key."""
        return self._declared(
            "POST", where, name, scope, summary, {201: gives}, kind="create", example=example
        )

    def changes(
        self, where: str, *, name: str, scope: Scope, summary: str, gives: Any, example: dict[str, Any]
    ) -> Declared:
        """Declare a change, over the version that was read."""
        return self._declared(
            "PATCH", where, name, scope, summary, {200: gives}, kind="change", example=example
        )

    def archives(self, where: str, *, name: str, scope: Scope, summary: str) -> Declared:
        """Declare an archiving."""
        return self._declared("DELETE", where, name, scope, summary, {204: None}, kind="archive")

    def _declared(
        self,
        method: str,
        where: str,
        name: str,
        scope: Scope,
        summary: str,
        gives: dict[int, Any],
        *,
        kind: str,
        example: dict[str, Any] | None = None,
    ) -> Declared:
        extra: dict[str, Any] = {"x-copil": {"kind": kind, "scope": scope.value, "example": example}}
        declared: Declared = self.api_operation(
            [method],
            where,
            auth=Door(scope),
            response=gives,
            operation_id=f"{name}_{kind}",
            summary=summary,
            description=summary,
            url_name=name,
            openapi_extra=extra,
        )
        return declared
