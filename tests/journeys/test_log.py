"""Whatever was done, the log proves it; whatever was changed by hand, the log names it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.may import MAY, ROWS
from tests.ledger.workbooks import as_text

NOTICE = "# 冬季防火通知\n\n林边不要烧秸秆。\n"


@pytest.fixture
def busy(typed, script, tmp_path: Path):
    """A terminal on which texts and a month were published; gives the installed console script."""
    notice, month = tmp_path / "通知.md", tmp_path / "五月.csv"
    notice.write_text(NOTICE, encoding="utf-8")
    month.write_bytes(as_text(ROWS))
    for words in (
        ("disclosures", "import", notice, "--item", "V-A01", "--published-on", "2026-11-20"),
        ("ledger", "import", month, "--period", MAY, "--published-on", "2026-06-05"),
    ):
        done = typed(*words)
        assert done.returncode == 0, done.stderr
    return script


def by_hand(data: Path, statement: str) -> None:
    """What somebody does who opens the database with the sqlite3 shell."""
    subprocess.run([shutil.which("sqlite3"), data / "terminal.db", statement], check=True, capture_output=True)


def test_after_a_days_work_the_log_holds_and_the_tables_are_what_it_says(busy, visit):
    before = visit.get("/disclosures/").text
    verified = busy("log", "verify")
    assert verified.returncode == 0, verified.stdout
    assert "都与登记一致" in verified.stdout
    rebuilt = busy("rebuild")
    assert rebuilt.returncode == 0, rebuilt.stdout
    was, now = re.findall(r"重建[前后] ([0-9a-f]+)", rebuilt.stdout)
    assert was == now
    assert visit.get("/disclosures/").text == before


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        pytest.param("UPDATE line SET fen = fen - 100 WHERE summary = '电费'", "line", id="a sum made smaller"),
        pytest.param("DELETE FROM line WHERE summary = '电费'", "line", id="a line taken out"),
        pytest.param("UPDATE entry SET title = '别的通知' WHERE title LIKE '冬季%'", "entry", id="a title changed"),
        pytest.param("UPDATE version SET text = replace(text, '不要', '可以')", "version", id="a text turned round"),
    ],
)
def test_a_table_edited_by_hand_is_named_and_mended(statement, names, busy, data, visit):
    before = visit.get("/ledger/2026/5?show=lines").text, visit.get("/disclosures/").text
    by_hand(data, statement)
    verified = busy("log", "verify")
    assert verified.returncode == 1
    assert names in verified.stdout
    assert "Traceback" not in verified.stderr
    rebuilt = busy("rebuild")
    assert rebuilt.returncode == 1
    assert "现在已按日志恢复" in rebuilt.stdout
    assert busy("log", "verify").returncode == 0
    assert (visit.get("/ledger/2026/5?show=lines").text, visit.get("/disclosures/").text) == before


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "UPDATE log_body SET body = replace(body, '秸秆', '树叶') WHERE body LIKE '%秸秆%'", id="a body changed"
        ),
        pytest.param("DELETE FROM log_line WHERE seq = 2", id="a line taken out"),
        pytest.param("UPDATE log_line SET header = replace(header, '2026', '2025') WHERE seq = 2", id="another year"),
    ],
)
def test_a_log_edited_by_hand_is_said_with_its_line(statement, busy, data):
    by_hand(data, statement)
    verified = busy("log", "verify")
    assert verified.returncode == 1, verified.stdout
    assert re.search(r"2", verified.stdout)
    assert "Traceback" not in verified.stderr
