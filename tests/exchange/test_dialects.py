"""Files as people save them: letters, separators, decimals, dates."""

from pathlib import Path

import pytest

from copil.exchange import dialects, reading
from copil.exchange.dialects import Dialect
from copil.exchange.enums import DateOrder, DecimalMark, Delimiter, Encoding

TEXT = "Nom;Créée le;Budget\r\nÉcole de la forêt;31/12/2026;1 250,50\r\nL’œuvre;01/02/1998;7,5\r\n"


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "fichier.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_same_rows_whatever_the_letters_and_the_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = TEXT.replace("1 250,50", '"1 250,50"').replace("7,5", '"7,5"').replace(";", delimiter)
    path = saved(tmp_path, text.encode(encoding))
    dialect = dialects.guess(path)
    assert dialect.delimiter == delimiter
    assert dialect.decimal == DecimalMark.COMMA
    assert dialect.dates == DateOrder.DAY_FIRST
    rows = [record.cells for record in reading.records(path, dialect)]
    assert rows[0] == ("Nom", "Créée le", "Budget")
    assert rows[2] == ("L’œuvre", "01/02/1998", "7,5")


def test_an_accent_late_in_the_file_is_enough_to_tell_windows_letters(tmp_path: Path) -> None:
    content = b"nom;ville\n" + b"abc;def\n" * 300_000 + "Évry;x\n".encode("cp1252")
    assert dialects.guess_encoding(saved(tmp_path, content)) == Encoding.WINDOWS


def test_a_text_full_of_commas_does_not_hide_the_separator(tmp_path: Path) -> None:
    content = b"nom;objet\nA;un, deux, trois, quatre\nB;cinq, six, sept, huit\n"
    assert dialects.guess(saved(tmp_path, content)).delimiter == Delimiter.SEMICOLON


@pytest.mark.parametrize(("cells", "order"), [
    (["31/12/2026", "01/02/2026"], DateOrder.DAY_FIRST),
    (["12/31/2026", "01/02/2026"], DateOrder.MONTH_FIRST),
    (["2026-12-31"], DateOrder.YEAR_FIRST),
    (["01/02/2026"], DateOrder.DAY_FIRST),
    ([], DateOrder.DAY_FIRST),
])  # fmt: skip  # a table reads by its lines
def test_order_of_dates(cells: list[str], order: DateOrder) -> None:
    assert dialects.guess_dates(cells) == order


def test_decimal_point() -> None:
    assert dialects.guess_decimal(["1250.50", "3.2", "1,5"]) == DecimalMark.POINT


def test_a_dialect_survives_being_kept(tmp_path: Path) -> None:
    dialect = Dialect(Encoding.WINDOWS.value, ",", ".", "mdy")
    assert dialects.of_dict(dialect.as_dict()) == dialect
    assert dialects.of_dict({"delimiter": "\t", "unknown": 1}).delimiter == "\t"


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    content = b'nom;objet\n\nA;"deux\nlignes"\n;\nB;x\n'
    path = saved(tmp_path, content)
    dialect = dialects.guess(path)
    assert [(record.number, record.cells[0]) for record in reading.body(path, dialect)] == [
        (3, "A"),
        (5, "B"),
    ]
    assert reading.count(path, dialect) == 2


def test_a_quote_left_open_does_not_swallow_the_file_in_silence(tmp_path: Path) -> None:
    content = ('nom;objet\nA;x\nB;"jamais refermé\n' + "C;y\n" * 60_000).encode()
    path = saved(tmp_path, content)
    problems = [record.problem for record in reading.body(path, Dialect()) if record.problem]
    assert problems == [reading.UNREADABLE]


def test_columns_have_names_and_examples(tmp_path: Path) -> None:
    path = saved(tmp_path, b"nom;;nom\nA;1;x\nA;2;y\nB;3;z\nC;4;t\n")
    columns = reading.columns(path, Dialect())
    assert [column.name for column in columns] == ["nom", "Colonne 2", "nom (2)"]
    assert columns[0].examples == ("A", "B", "C")


def test_lots_are_always_cut_at_the_same_places(tmp_path: Path) -> None:
    path = saved(tmp_path, b"nom\n" + b"".join(b"n%d\n" % number for number in range(1250)))
    lots = [[record.number for record in lot] for lot in reading.chunks(path, Dialect())]
    assert [len(lot) for lot in lots] == [500, 500, 250]
    assert [lot[0] for lot in lots] == [2, 502, 1002]
