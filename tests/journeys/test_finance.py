"""A bookkeeper's month becomes a page: checked, published, read to the last line, and corrected."""

import subprocess
from pathlib import Path

import pytest

from tests.journeys.may import MAY, ROWS
from tests.ledger.workbooks import as_text, changed


@pytest.fixture
def sheet(tmp_path: Path):
    """sheet(rows): a CSV file as a bookkeeper sends it."""

    def made(rows=ROWS, name="5月收支.csv", encoding="gb18030") -> Path:
        path = tmp_path / name
        path.write_bytes(as_text(rows, encoding=encoding))
        return path

    return made


def by_libreoffice(source: Path, kind: str) -> Path:
    """Open the file in LibreOffice and save it as another kind."""
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    reads = "--infilter=CSV:44,34,76,1"
    subprocess.run(
        ["soffice", profile, "--headless", reads, "--convert-to", kind, "--outdir", source.parent, source],
        check=True,
        capture_output=True,
    )
    return source.with_suffix(f".{kind}")


def test_a_villager_reads_the_month_a_cadre_imported(typed, sheet, visit):
    assert "还没有公布过账" in visit.get("/ledger/")
    done = typed("ledger", "import", sheet(), "--period", MAY, "--published-on", "2026-06-05")
    assert done.returncode == 0, done.stderr
    home = visit.get("/")
    assert "/ledger/" in home.links
    month = visit.get("/ledger/2026/5")
    for said in ("12,300.50", "5,000.00", "286.40", "17,014.10", "账对得上"):
        assert said in month, said
    lines = visit.get("/ledger/2026/5?show=lines")
    line = next(link for link in lines.links if link.startswith("/ledger/lines/"))
    assert visit.get(line).h1 in ("电费", "鱼塘租金")
    assert "286.40" in visit.get("/ledger/2026/5/how")
    assert visit.get("/ledger/2026/5.pdf", buffered=True).body.startswith(b"%PDF-")
    assert "5月" in visit.get("/search?q=%E8%B4%A2%E5%8A%A1")


def test_the_last_month_is_the_one_people_passing_by_are_told(typed, sheet, visit):
    typed("ledger", "import", sheet(), "--period", MAY, "--published-on", "2026-06-05")
    assert "17,014.10 元" in visit.get("/attract")


def test_a_workbook_saved_by_libreoffice_shows_its_totals(typed, sheet, visit):
    book = by_libreoffice(sheet(ROWS, "五月.csv", "utf-8"), "xlsx")
    checked = typed("ledger", "check", book, "--period", MAY)
    assert "账对得上，可以公布" in checked.stdout, checked.stderr
    done = typed("ledger", "import", book, "--period", MAY, "--published-on", "2026-06-05")
    assert done.returncode == 0, done.stderr
    month = visit.get("/ledger/2026/5")
    for said in ("12,300.50", "5,000.00", "286.40", "17,014.10"):
        assert said in month, said


def test_a_workbook_in_libreoffices_own_form_is_read_or_refused_in_a_sentence(typed, sheet):
    book = by_libreoffice(sheet(ROWS, "五月.csv", "utf-8"), "ods")
    done = typed("ledger", "check", book, "--period", MAY)
    assert "账对得上" in done.stdout or (done.returncode == 1 and "·" in done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param((4, 7, "12,041.10"), "余额", id="digits exchanged in a balance"),
        pytest.param((6, 5, "5,100.00"), "合计", id="wrong total"),
        pytest.param((4, 1, "2026-13-08"), "13", id="a thirteenth month"),
    ],
)
def test_a_month_that_does_not_add_up_is_refused_whole_with_the_cell_named(spoil, says, typed, sheet, visit):
    done = typed("ledger", "import", sheet(changed(ROWS, spoil)), "--period", MAY, "--published-on", "2026-06-05")
    assert done.returncode == 1
    assert says in done.stderr
    assert "什么也没有改" in done.stderr
    assert "Traceback" not in done.stderr
    assert "还没有公布过账" in visit.get("/ledger/")


def test_the_same_month_is_not_published_twice(typed, sheet, visit):
    typed("ledger", "import", sheet(), "--period", MAY, "--published-on", "2026-06-05")
    again = typed("ledger", "import", sheet(), "--period", MAY, "--published-on", "2026-06-05")
    assert again.returncode == 1
    assert "·" in again.stderr
    assert visit.get("/ledger/2026/5").select("a[href=/ledger/2026/5?version=1]") == []
