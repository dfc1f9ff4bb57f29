"""What a real office program writes is read: its dates, merged cells, and formulas with their values."""

import shutil
import subprocess
from datetime import date

import msgspec
import pytest

from terminal.ledger.rules import totals, why_not_import
from terminal.ledger.sheets.reading import read
from tests.ledger.sheets import layout_samples as samples
from tests.ledger.workbooks import as_book, as_page, as_xlsx

FORMULAS = (
    ("石桥村2026年5月收支逐笔公开榜", "", "", "", "", ""),
    ("日期", "凭证号", "摘要", "收入", "支出", "余额"),
    ("", "", "上月结转", "", "", 12300.5),
    (date(2026, 5, 6), "记-3", "电费", "", 286.4, "=F3+D4-E4"),
    (date(2026, 5, 20), "记-4", "鱼塘租金", 5000, "", "=F4+D5-E5"),
    ("", "", "合计", "=SUM(D4:D5)", "=SUM(E4:E5)", "=F3+D6-E6"),
    ("", "", '=IF(D6>0,"","无")', "", "", ""),
)


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Files as LibreOffice saves them, by name; all converted in one run."""
    folder, profile = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("profile")
    sources = folder / "sources"
    sources.mkdir()
    for name, rows, *_ in (*samples.READABLE, *samples.LEFT_OUT):
        as_book({"收支": rows}).save(sources / f"{name}.xlsx")
    as_book({"收支": FORMULAS}, ("A1:F1",)).save(sources / "formulas.xlsx")
    (sources / "page.xls").write_bytes(as_page(samples.L01))
    soffice = shutil.which("soffice") or "soffice"
    command = [
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    files = [str(path) for path in sorted(sources.iterdir())]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300)
    return lambda name: (folder / f"{name}.xlsx").read_bytes()


def without_places(reading):
    (sheet,) = reading.sheets
    lines = [msgspec.structs.replace(line, where="", balance_where="") for line in sheet.lines]
    return lines, sheet.opening_fen, sheet.closing_fen, sheet.signers


@pytest.mark.parametrize(("name", "rows", "period", "sums"), samples.READABLE, ids=[one[0] for one in samples.READABLE])
def test_a_layout_saved_by_an_office_program_says_the_same(office, name, rows, period, sums):
    reading = read(office(name), f"{name}.xlsx", period)
    assert [str(problem) for problem in reading.problems] == []
    assert (totals(reading.sheets[0].lines).income, totals(reading.sheets[0].lines).expense) == sums
    assert without_places(reading) == without_places(read(as_xlsx(rows), f"{name}.xlsx", period))


@pytest.mark.parametrize(("name", "rows", "called"), samples.LEFT_OUT, ids=[one[0] for one in samples.LEFT_OUT])
def test_a_summary_saved_by_an_office_program_is_left_out(office, name, rows, called):
    (left,) = read(office(name), f"{name}.xlsx", "2026-05").left_out
    assert called in left.says


def test_formulas_carry_the_values_the_office_program_calculated(office):
    reading = read(office("formulas"), "公式.xlsx", "2026-05")
    assert why_not_import(reading) == []
    (sheet,) = reading.sheets
    assert [line.balance_fen for line in sheet.lines] == [1201410, 1701410]
    assert [line.day for line in sheet.lines] == [date(2026, 5, 6), date(2026, 5, 20)]


def test_formulas_nobody_calculated_are_each_named():
    problems = read(as_xlsx(FORMULAS), "公式.xlsx", "2026-05").problems
    assert [problem.where for problem in problems] == ["收支!F4", "收支!F5", "收支!D6", "收支!E6", "收支!F6"]
    assert all("公式" in problem.says for problem in problems)


def test_a_web_page_opened_and_saved_by_an_office_program_is_read(office):
    reading = read(office("page"), "网页.xlsx", "2026-05")
    assert why_not_import(reading) == []
