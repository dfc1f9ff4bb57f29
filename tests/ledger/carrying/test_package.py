"""The data package of a year: Frictionless itself reads it and finds nothing wrong, and finds what is."""

import io
import json
import zipfile

import pytest
from frictionless import Package

from terminal.ledger.carrying.package import DESCRIPTION, package
from terminal.ledger.carrying.queries import Book
from tests.ledger.carrying.books import FORMULA, MOST, book


def made(*books: Book) -> bytes:
    return package("ledger-2026", "石桥村2026年收支", books, source={"unit": "石桥村"})


def unpacked(data: bytes, folder, **changed: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        kept.extractall(folder)
    for name, content in changed.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return folder / DESCRIPTION


def judged(descriptor):
    return Package(str(descriptor)).validate()


def test_frictionless_finds_nothing_wrong(tmp_path):
    report = judged(unpacked(made(book()), tmp_path))
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == ["lines", "lines-json", "months", "sums"]


def test_frictionless_reads_the_largest_amount_exactly(tmp_path):
    kept = Package(str(unpacked(made(book()), tmp_path)))
    rows = kept.get_resource("lines").read_rows()
    assert [(str(row["金额（元）"]), row["金额（分）"]) for row in rows] == [("10000000000.00", MOST), ("0.01", 1)]
    assert [row["fen"] for row in kept.get_resource("lines-json").read_rows()] == [MOST, 1]
    assert rows[1]["日期"] is None
    assert kept.get_resource("months").read_rows()[0]["月末结余（元）"] * 100 == MOST - 1


def test_words_that_look_like_a_formula_are_marked_in_the_table_only(tmp_path):
    kept = Package(str(unpacked(made(book()), tmp_path)))
    assert kept.get_resource("lines").read_rows()[0]["摘要"] == f"'{FORMULA}"
    assert kept.get_resource("lines-json").read_rows()[0]["summary"] == FORMULA


@pytest.mark.parametrize(
    ("before", "after"),
    [("10000000000.00", "10000000000.01"), (",1000000000000,", ",many,"), ("收入", "收人"), ("2026-10-08", "10月8日")],
)
def test_a_table_that_was_changed_is_found_out(tmp_path, before, after):
    data = made(book())
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        table = kept.read("lines.csv").decode()
    assert before in table
    report = judged(unpacked(data, tmp_path, lines_csv=table.replace(before, after).encode()))
    assert not report.valid


def test_every_file_is_named_and_the_same_tables_give_the_same_bytes():
    data = made(book())
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        told = json.loads(kept.read(DESCRIPTION))
        assert {one["path"] for one in told["resources"]} | {DESCRIPTION} == set(kept.namelist())
    assert made(book()) == data
