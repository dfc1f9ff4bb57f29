"""Whatever a hand does to the log, the line is named, with what was expected and what was found."""

import subprocess
from datetime import date

import pytest

from terminal.journal import blobs
from terminal.journal.append import append
from terminal.journal.kinds import BlobRef
from terminal.journal.replay import rows
from terminal.journal.verify import blobs_of, problems
from terminal.store.database import write
from tests.journal.toys import Plant
from tests.world import at


@pytest.fixture
def trees(log):
    """Four lines; the third one names a picture."""
    picture = blobs.put(b"picture", "图.jpg", "image/jpeg")
    for name, pictures in (("甲", ()), ("乙", ()), ("丙", (picture,)), ("丁", ())):
        with write():
            append(Plant(name=name, pictures=pictures), by="a", now=at(date(2026, 11, 22)))
    return picture


def said(log):
    return [str(problem) for problem in problems(rows(), {log.origin: log.genesis}, blobs.is_whole)]


def test_an_untouched_log_is_whole(log, trees):
    assert said(log) == []


def test_an_empty_log_is_whole(log):
    assert said(log) == []


@pytest.mark.parametrize(
    ("statement", "line", "words"),
    [
        pytest.param(
            "UPDATE log_line SET header = replace(header, '\"boot\":1', '\"boot\":2') WHERE seq = 2",
            2,
            "首行的指纹应为",
            id="header changed",
        ),
        pytest.param("UPDATE log_line SET header = 'x' WHERE seq = 2", 2, "首行读不懂", id="header unreadable"),
        pytest.param("UPDATE log_line SET header = ' ' || header WHERE seq = 2", 2, "首行读不懂", id="blank before"),
        pytest.param("UPDATE log_line SET hash = 'x' WHERE seq = 2", 2, "首行的指纹应为 x", id="hash changed"),
        pytest.param(
            "UPDATE log_line SET header = (SELECT header FROM log_line WHERE seq = 1) WHERE seq = 2",
            2,
            "与所在的行不符",
            id="header of another line",
        ),
        pytest.param(
            "UPDATE log_body SET body = replace(body, '乙', '己') WHERE seq = 2", 2, "正文的指纹应为", id="body"
        ),
        pytest.param(
            "UPDATE log_body SET seq = -seq WHERE seq IN (1, 2);"
            "UPDATE log_body SET seq = 3 + seq WHERE seq IN (-1, -2)",
            1,
            "正文的指纹应为",
            id="bodies swapped",
        ),
        pytest.param("DELETE FROM log_body WHERE seq = 2", 2, "正文不见了", id="body deleted"),
        pytest.param(
            "DELETE FROM log_line WHERE seq = 2; DELETE FROM log_body WHERE seq = 2",
            3,
            "登记号应为 2，实为 3",
            id="line deleted",
        ),
        pytest.param("DELETE FROM log_line WHERE seq = 4", 4, "首行不见了", id="last header deleted"),
        pytest.param("DELETE FROM log_line WHERE seq = 1; DELETE FROM log_body WHERE seq = 1", 2, "登记号", id="first"),
    ],
)
def test_what_a_hand_changed_is_named_with_its_line(log, trees, data, statement, line, words):
    subprocess.run(["sqlite3", data / "terminal.db", statement], check=True, capture_output=True)
    assert any(f"第 {line} 行" in one and words in one for one in said(log)), said(log)


def test_a_log_rewritten_with_its_hashes_is_betrayed_by_the_next_line(log, trees, data):
    import hashlib

    row = next(row for row in rows() if row.seq == 2)
    forged = row.header.replace('"boot":1', '"boot":2')
    finger = hashlib.sha256(forged.encode()).hexdigest()
    statement = f"UPDATE log_line SET header = '{forged}', hash = '{finger}' WHERE seq = 2"
    subprocess.run(["sqlite3", data / "terminal.db", statement], check=True)
    (found,) = said(log)
    assert "第 3 行" in found
    assert row.hash in found
    assert finger in found


def test_a_first_line_of_another_machine_is_named(log, trees):
    found = list(problems(rows(), {log.origin: "0" * 64}, blobs.is_whole))
    assert len(found) == 1
    assert found[0].where.endswith("第 1 行")


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b"Picture"), lambda path: path.unlink()], ids=["changed", "gone"]
)
def test_a_picture_that_is_not_what_it_was_is_named_with_its_line(log, trees, damage):
    damage(blobs.path(trees.sha256))
    (found,) = said(log)
    assert "第 3 行" in found
    assert trees.sha256[:16] in found


def test_an_erased_body_is_no_damage_when_the_log_says_on_whose_word(log, trees, data):
    subprocess.run(["sqlite3", data / "terminal.db", "UPDATE log_body SET body = '' WHERE seq = 3"], check=True)
    gone = {(log.origin, 1, 3)}
    assert list(problems(rows(), {log.origin: log.genesis}, blobs.is_whole, gone)) == []
    assert said(log) == [f"日志 {log.origin} 第 3 行：正文抹去了，日志里却没有写依据。"]


def test_a_body_that_was_ordered_gone_and_is_still_there_is_named(log, trees):
    found = list(problems(rows(), {log.origin: log.genesis}, blobs.is_whole, {(log.origin, 1, 2)}))
    assert [problem.says for problem in found] == ["登记说这一条的正文已依法删除，正文却还在。"]


def test_attachments_are_found_however_deep():
    picture = BlobRef(sha256="a" * 64, name="a", media_type="b", size=1)
    event = Plant(name="银杏", pictures=(picture, picture))
    assert list(blobs_of((event, [picture], "word", 7, None))) == [picture] * 3
