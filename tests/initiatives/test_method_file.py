"""Method files: every kind of mistake is told with its line and field."""

from pathlib import Path

import pytest

from copil.initiatives import method_file
from copil.initiatives.method_file import problems, tree

FIXTURES = Path(__file__).parent / "fixtures" / "methods"
SMALL = FIXTURES / "small.yaml"

Where = tuple[int, str]

STEP = "stages[0].steps[0]"
FIRST = f"{STEP}.activities[0]"
BEFORE = (43, f"{FIRST}.before[0].activity")
ACTOR = "  - {code: PORT, label: Encore, source_label: Encore, origin: source}\n"
SOURCE = "origin: source\n            source: {document: A, sheet: page 2}\n"
STAGE = """key: agir
    title: Agir
    purpose: Faire ce qui a été dit.
    after:
      - {stage: preparer, origin: source}
"""

# What a small.yaml becomes when one text is replaced by another, and where the problem is told.
MISTAKES: list[tuple[str, str, str, Where]] = [
    ("unknown field", "summary: Une", "resume: x\nsummary: Une", (5, "resume")),
    ("missing field", "title: Petite méthode\n", "", (1, "title")),
    ("empty title", "title: Petite méthode", "title:", (4, "title")),
    ("null title", "title: Petite méthode", "title: ~", (4, "title")),
    ("blank title", "title: Petite méthode", 'title: "  "', (4, "title")),
    ("list for a text", "title: Petite méthode", "title: [a, b]", (4, "title")),
    ("long text", "title: Petite méthode", "title: " + "a" * 5000, (4, "title")),
    ("text for a list", "refs: [FP1]\n        help", "refs: FP1\n        help", (24, f"{STEP}.refs")),
    ("text for a part", "- {code: PORT}\n    origin", "- PORT\n    origin", (69, "gates[0].actors[0]")),
    ("wrong key", "key: petite-methode", "key: Petite Méthode", (2, "key")),
    ("wrong version", "version: 1.0", "version: première", (3, "version")),
    ("unknown schema", "schema: 1", "schema: 2", (1, "schema")),
    ("unknown document", "{document: A, sheet: page 1}", "{document: B, sheet: p}", (6, "source.document")),
    ("wrong id", "id: x2.1", "id: deux", (56, "stages[1].activities[0].id")),
    ("duplicate id", "id: x2.1", 'id: "1.1"', (56, "stages[1].activities[0].id")),
    (
        "duplicate stage",
        STAGE,
        STAGE.replace("agir", "preparer").partition("    after")[0],
        (50, "stages[1].key"),
    ),
    ("duplicate actor", "  - {code: ST,", f"{ACTOR}  - {{code: ST,", (15, "actors[1].code")),
    ("repeated field", "title: Petite méthode", "title: A\ntitle: B", (5, "title")),
    ("unknown evidence", "needs.shared_confirmed", "needs.shared", (38, f"{FIRST}.evidence.all[0]")),
    ("no evidence mode", "{all: [needs.shared_confirmed]}", "{}", (38, f"{FIRST}.evidence")),
    ("empty evidence", "all: [needs.shared_confirmed]", "all: []", (38, f"{FIRST}.evidence.all")),
    ("unknown actor", "{code: ST, origin: adapted}", "{code: XX}", (37, f"{FIRST}.actors[1].code")),
    ("unknown step ref", "refs: [FP1]\n        help", "refs: [FP9]\n        help", (24, f"{STEP}.refs[0]")),
    (
        "unknown point ref",
        "source, refs: [FP1]",
        "source, refs: [FP2]",
        (34, f"{FIRST}.questions[0].refs[0]"),
    ),
    ("unknown origin", "ens, origin: added", "ens, origin: moi", (41, f"{FIRST}.documents[0].origin")),
    ("unknown neighbour", "{activity: 1.1.2, origin: adapted", "{activity: 9.9, origin: adapted", BEFORE),
    ("source not said", SOURCE, "origin: source\n", (27, f"{FIRST}.source")),
    ("unknown gate activity", "[1.1.1, 1.1.2]", "[1.1.1, 3.3]", (67, "gates[0].activities[1]")),
    ("bad severity", "severity: expected", "severity: block", (74, "rules[0].severity")),
    ("wrong rule id", "id: pm.r1", "id: règle 1", (72, "rules[0].id")),
    (
        "unknown rule activity",
        "    activities: [1.1.2]",
        "    activities: [9.9]",
        (77, "rules[0].activities[0]"),
    ),
    (
        "unknown stage",
        "{stage: preparer, origin",
        "{stage: prepare, origin",
        (54, "stages[1].after[0].stage"),
    ),
]


def broken(find: str, replace: str) -> str:
    text = SMALL.read_text(encoding="utf-8")
    assert find in text
    return text.replace(find, replace, 1)


def places(found: list[method_file.Problem]) -> list[Where]:
    return [(problem.line, problem.field) for problem in found]


@pytest.mark.parametrize(
    ("find", "replace", "where"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_one_mistake_is_told_once_at_its_line(find: str, replace: str, where: Where) -> None:
    found = method_file.check(broken(find, replace))
    assert places(found) == [where]
    assert found[0].message_fr


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    activities = "stages[0].activities"
    assert places(method_file.check(FIXTURES / "many-errors.yaml")) == [
        (1, "title"),
        (2, "key"),
        (4, "titre"),
        (6, "source.document"),
        (11, "actors[1].code"),
        (14, "stages[0].title"),
        (17, f"{activities}[0].source"),
        (21, f"{activities}[0].how"),
        (23, f"{activities}[0].actors[0].code"),
        (24, f"{activities}[0].evidence.all[0]"),
        (25, f"{activities}[0].refs[0]"),
        (26, f"{activities}[1].id"),
        (28, f"{activities}[1].origin"),
        (31, f"{activities}[1].evidence"),
        (33, f"{activities}[1].after[0].activity"),
        (37, "rules[0].severity"),
        (40, "rules[0].activities[0]"),
    ]


def test_load_raises_with_the_same_problems_and_a_readable_text() -> None:
    with pytest.raises(method_file.MethodFileError) as caught:
        method_file.load(FIXTURES / "many-errors.yaml")
    assert caught.value.problems == method_file.check(FIXTURES / "many-errors.yaml")
    assert "ligne 4, titre\u00a0: Le champ «\u00a0titre\u00a0» est inconnu." in str(caught.value)
    assert "Vouliez-vous écrire «\u00a0title\u00a0»" in str(caught.value)


def test_an_order_that_turns_in_a_circle_is_told_where_it_closes() -> None:
    found = method_file.check(FIXTURES / "order-loop.yaml")
    assert places(found) == [(33, "stages[0].activities[1].before[0]"), (38, "stages[1].after[0]")]
    assert "1.1, puis 1.2, puis 1.3, puis 1.1" in found[0].message_fr


@pytest.mark.parametrize(
    ("name", "line", "word"),
    [("not-yaml.yaml", 3, "YAML valide"), ("bomb.yaml", 1, "ancres"), ("latin-1.yaml", 3, "UTF-8")],
)
def test_a_file_that_is_no_method_is_refused(name: str, line: int, word: str) -> None:
    (problem,) = method_file.check(FIXTURES / name)
    assert (problem.line, problem.field) == (line, "")
    assert word in problem.message_fr


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "vide"),
        ("# rien\n", 1, "vide"),
        ("key: *ailleurs\n", 1, "renvois"),
        ("key: a\nversion: !!python/object:os.system x\n", 2, "étiquettes"),
        ("key: a\n---\nkey: b\n", 2, "plusieurs documents"),
        ("key: a\nversion: b\x00c\n", 2, "contrôle"),
        ("key: a\n? [liste]\n: b\n", 2, "mot simple"),
        ("key: " + "[" * 100_000, 1, "imbriqués"),
        ("x" * (tree.MAX_BYTES + 1), 0, "dépasse"),
    ],
)
def test_hostile_or_empty_texts_are_refused(text: str, line: int, word: str) -> None:
    (problem,) = method_file.check(text)
    assert problem.line == line
    assert word in problem.message_fr


@pytest.mark.parametrize("text", ["bonjour", "[a, b]"])
def test_a_text_or_a_list_is_not_a_method(text: str) -> None:
    assert places(method_file.check(text)) == [(1, "")]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (problem,) = method_file.check(tmp_path / "absent.yaml")
    assert "ne peut pas être lu" in problem.message_fr


def test_a_file_full_of_mistakes_gives_a_bounded_list() -> None:
    found = method_file.check("".join(f"champ{index}: x\n" for index in range(40_000)))
    assert len(found) == problems.MAX_PROBLEMS + 1
    assert "ne sont pas listés" in found[-1].message_fr


def test_a_path_its_text_and_its_bytes_give_the_same_method() -> None:
    method = method_file.load(SMALL)
    assert method_file.load(SMALL.read_text(encoding="utf-8")) == method
    assert method_file.load(b"\xef\xbb\xbf" + SMALL.read_bytes()) == method


def test_a_catalogue_can_be_given() -> None:
    found = method_file.check(SMALL, {"needs.shared_confirmed"})
    assert [problem.message_fr.split("»")[0] for problem in found] == [
        "La preuve «\u00a0needs.problem_sheet_confirmed\u00a0",
        "La preuve «\u00a0needs.documents_filed\u00a0",
    ]


def test_a_small_method_is_read_whole() -> None:
    method = method_file.load(SMALL)
    first = method.activity("1.1.1")
    assert (method.key, method.version) == ("petite-methode", "1.0")
    assert [(use.code, use.label, use.origin) for use in first.actors] == [
        ("PORT", "Structure porteuse", "source"),
        ("ST", "Structures", "adapted"),
    ]
    assert first.evidence == method_file.Evidence(method_file.EvidenceMode.ALL, ("needs.shared_confirmed",))
    assert first.all_refs == ("FP1",)
    assert [step.title for step in method.stages[1].steps] == [""]
    assert [rule.id for rule in method.rules_of("1.1.2")] == ["pm.r1"]
    assert method_file.counts(method) == {
        "stages": 2,
        "steps": 1,
        "activities": 3,
        "questions": 1,
        "rules": 2,
        "gates": 1,
    }
