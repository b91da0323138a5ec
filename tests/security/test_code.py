"""What the product's own code never does, read from its syntax: no run is needed."""

import ast
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[2] / "copil"
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "telnetlib", "ftplib"}
NEVER_CALLED = {"eval", "exec", "compile", "__import__", "system", "popen"}
WEAK = {"md5", "sha1", "uuid1"}
# Draws that decide nothing secret: an algorithm's, from a seed that is given to it.
DRAWS = {"random"}
SECRET_PARTS = ("accounts", "identity", "journal", "notifications", "core", "meetings", "governance")


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        yield path.relative_to(CODE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def calls(tree: ast.Module) -> Iterator[tuple[str, bool, ast.Call]]:
    """Return the name of each thing called, whether it is a method, and the call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, False, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, True, node


def test_nothing_runs_what_is_typed() -> None:
    wrong = []
    for path, tree in trees():
        used = imports(tree)
        wrong += [f"{path} imports {name}" for name in used & NEVER_IMPORTED]
        if path.startswith(SECRET_PARTS):
            wrong += [f"{path} draws with {name}" for name in used & DRAWS]
        for name, is_method, call in calls(tree):
            ours = name in {"compile", "eval", "exec"} and is_method  # re.compile, a driver's own
            if name in NEVER_CALLED and not ours:
                wrong.append(f"{path}:{call.lineno} calls {name}")
            if name in WEAK:
                wrong.append(f"{path}:{call.lineno} uses {name}")
            if any(word.arg == "shell" for word in call.keywords):
                wrong.append(f"{path}:{call.lineno} asks for a shell")
    assert wrong == []
