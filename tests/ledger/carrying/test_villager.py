"""What is fetched from /ledger/downloads: the figures of the page, nothing that may not be shown."""

import csv
import io
import json
import zipfile
from datetime import date

import msgspec
import openpyxl

from terminal.journal.append import origin
from terminal.ledger import actions, queries
from terminal.text.days import Period
from tests.ledger.published import BASIC, TODAY, publish, publish_months, small
from tests.world import CADRE


def fetched(visit, path: str) -> bytes:
    answer = visit.get(f"/ledger/{path}")
    answer.response.close()
    return answer.body


def table(body: bytes) -> list[dict[str, str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_before_the_first_month_there_is_nothing_to_fetch(visit):
    assert "还没有公布过账" in visit.get("/ledger/downloads")
    assert table(fetched(visit, "2026.csv")) == []
    for kind in ("xlsx", "zip"):
        visit.get(f"/ledger/2026.{kind}", expect=404)


def test_all_shapes_say_what_the_page_says(visit):
    publish_months("2026-10")
    page = visit.get("/ledger/2026/10")
    rows = table(fetched(visit, "2026.csv"))
    told = json.loads(fetched(visit, "2026.json"))
    book = openpyxl.load_workbook(io.BytesIO(fetched(visit, "2026.xlsx")))
    with zipfile.ZipFile(io.BytesIO(fetched(visit, "2026.zip"))) as kept:
        months = table(kept.read("months.csv"))
    spent = sum(int(row["金额（分）"]) for row in rows if row["收支"] == "支出")
    assert f"{spent / 100:,.2f}" == "45,514.29" and "45,514.29" in page
    assert sum(row["fen"] for row in told["rows"] if row["direction"] == "支出") == spent
    assert book["支出明细"].cell(book["支出明细"].max_row, 7).value * 100 == spent
    assert (months[0]["支出（元）"], months[0]["月末结余（元）"]) == ("45514.29", "205382.76")
    assert (told["unit"], told["log"], told["year"]) == ("石桥村", origin(), 2026)
    assert visit.get("/ledger/downloads").select("#xlsx")


def test_a_line_without_a_day_is_fetched_too(visit):
    sheet = small(rent=50_000)
    publish(msgspec.structs.replace(sheet, lines=tuple(msgspec.structs.replace(one, day=None) for one in sheet.lines)))
    assert [row["日期"] for row in table(fetched(visit, "2026.csv"))] == [""]
    assert openpyxl.load_workbook(io.BytesIO(fetched(visit, "2026.xlsx")))["收入明细"]["C4"].value is None


def test_a_month_that_was_withdrawn_is_in_no_file(visit):
    publish(small("2026-09", rent=50_000))
    publish(small("2026-10", 50_000, rent=70_000))
    actions.withdraw(BASIC.key, Period.read("2026-09"), "登错了账户。", by=CADRE, now=TODAY)
    assert queries.sheet(origin(), BASIC.key, "2026-09").withdrawn_on == date(2026, 11, 22)
    assert [row["月份"] for row in table(fetched(visit, "2026.csv"))] == ["2026-10"]
    assert b"2026-09" not in fetched(visit, "2026.json")
    with zipfile.ZipFile(io.BytesIO(fetched(visit, "2026.zip"))) as kept:
        assert not [name for name in kept.namelist() if b"2026-09" in kept.read(name)]
