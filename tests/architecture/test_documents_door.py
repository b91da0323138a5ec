"""A document leaves by one door: nothing outside `copil.documents` writes a file by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

COPIL = Path(__file__).parents[2] / "copil"
OUTSIDE = sorted(path for path in COPIL.rglob("*.py") if "documents" not in path.relative_to(COPIL).parts[:1])
# What a page may ask of the writers: the list of formats, and the body of a document shown on the screen.
ALLOWED = {"writers": {"FORMATS"}, "writers.html": {"body_html", "blocks_html"}}
DOOR = "copil.documents"
INSIDE = {"charters", "word_templates", "word", "merging"}
MAKERS = {"docx", "odfdo", "typst", "docxtpl"}


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each module that is imported with the name taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", one.name) for one in node.names)


def trespasses(source: str) -> list[str]:
    """Return what a module takes of the documents by another way than ``produce``."""
    tree = ast.parse(source)
    found = []
    for module, name in imported(tree):
        if module.split(".")[0] in MAKERS or (module == DOOR and name in INSIDE):
            found.append(f"{module} {name}")
        elif module.startswith(f"{DOOR}."):
            inner = module.removeprefix(f"{DOOR}.")
            allowed = ALLOWED.get(inner)
            strange = name not in allowed if allowed else inner.split(".")[0] in {*INSIDE, "writers"}
            found += [f"{module} {name}"] if strange else []
    used = (one for one in ast.walk(tree) if isinstance(one, ast.Attribute))
    of_writers = [one for one in used if isinstance(one.value, ast.Name) and one.value.id == "writers"]
    return found + [f"writers.{one.attr}" for one in of_writers if one.attr not in ALLOWED["writers"]]


@pytest.mark.parametrize(
    "source",
    [
        "from copil.documents import writers\nwriters.write(document, 'pdf')",
        "from copil.documents.writers import write",
        "from copil.documents.writers import pdf",
        "from copil.documents.writers.html import write",
        "import copil.documents.writers.odt",
        "from copil.documents import charters",
        "from copil.documents.word import filling",
        "import docx",
    ],
)
def test_another_way_is_seen(source: str) -> None:
    assert trespasses(source)


def test_nothing_else_writes_a_document() -> None:
    texts = {str(path): path.read_text(encoding="utf-8") for path in OUTSIDE}
    suspect = {path: text for path, text in texts.items() if any(word in text for word in {DOOR, *MAKERS})}
    found = {path: trespasses(text) for path, text in suspect.items()}
    assert {path: names for path, names in found.items() if names} == {}
