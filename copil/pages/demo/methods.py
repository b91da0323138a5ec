"""A method that a workspace of the demonstration copied: version 2 is out, its initiative keeps the first."""

import datetime as dt
from dataclasses import replace
from typing import Any

from copil.identity.models import User, Workspace
from copil.initiatives import actions, method_file
from copil.initiatives.drafting import growth, nodes
from copil.initiatives.models import Initiative, Method, MethodDraft
from copil.pages.demo.source import Cast, Row, morning, read


def load_methods(cast: Cast) -> None:
    """Copy, publish, take the initiative there, then publish what was learnt from it."""
    told = read("methods")["copied"]
    workspace, by = cast.workspaces[told["workspace"]], cast.user(told["by"])
    origin = Method.objects.filter(workspace=None, key=told["method"]).latest("number")
    first = _published(workspace, origin, told["versions"][0], told["title"], by)
    initiative = Initiative.objects.get(workspace=workspace, method=origin, title=told["initiative"])
    actions.change_method(
        initiative=initiative,
        after=first,
        stage=initiative.current_stage,
        expected=initiative.version,
        by=by,
        at=morning(told["moved_on"]),
    )
    _published(workspace, first, told["versions"][1], told["title"], by)
    last = Method.objects.filter(workspace=workspace, key=first.key).latest("number")
    at = morning(told["next_begun_on"])
    actions.copy_method(workspace=workspace, method=last, title=told["title"], by=by, at=at)


def _published(workspace: Workspace, base: Method, version: Row, title: str, by: User | None) -> Method:
    at = morning(version["published_on"])
    common: dict[str, Any] = {"by": by, "at": at}
    draft = actions.copy_method(
        workspace=workspace, method=base, title=title, by=by, at=at - dt.timedelta(days=5)
    )
    for change in version["changes"]:
        _change(draft, change, common)
    draft.refresh_from_db()
    return actions.publish_draft(
        draft=draft, what_changed=version["what_changed"].strip(), expected=draft.version, **common
    )


def _change(draft: MethodDraft, change: Row, common: dict[str, Any]) -> None:
    spent = actions.spent_names(draft)
    actions.change_draft(
        draft=draft, change=lambda method: _changed(method, change, spent), label=change["label"], **common
    )
    draft.refresh_from_db()


def _changed(method: method_file.Method, change: Row, spent: frozenset[str]) -> method_file.Method:
    node = nodes.find(method, change["node"])
    if node is None:
        raise ValueError(f"the demonstration names a place that is not there: {change['node']}")
    if change["do"] == "remove":
        return growth.removed(method, node)
    texts = {name: change[name].strip() for name in ("title", "purpose", "how") if name in change}
    if change["do"] == "add":
        method, name = growth.add_activity(method, parent=node, title=texts["title"], spent=spent)
        added = nodes.find(method, name)
        assert added is not None  # noqa: S101  # just added
        node = added
    item: Any = node.item
    return nodes.replaced(method, node, replace(item, **texts))
