"""A folder or a workbook is checked and listed on the console, and published whole when a second person has read it."""

import pytest
from click.testing import CliRunner

from terminal.commands.disclosures import disclosures
from terminal.drafts.batch import queries
from terminal.errors import NotFound, Refused
from tests.drafts.batch.lists import GOOD, WORDS, row, workbook
from tests.drafts.office import cadre, supervisor
from tests.world import log_length


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "old"
    place.mkdir()
    (place / "清单.xlsx").write_bytes(workbook(*GOOD))
    (place / "~$清单.xlsx").write_bytes(b"lock")
    return place


@pytest.fixture
def say(shiqiao, monkeypatch):
    """What the command printed, or what it raised, over the terminal that is open already."""
    monkeypatch.setattr("terminal.commands.disclosures.opened", lambda *_, **__: shiqiao)

    def said(*arguments):
        done = CliRunner().invoke(disclosures, ["batch", *map(str, arguments), "--data", str(shiqiao.data)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    return said


def test_a_folder_is_listed_and_nothing_is_kept(say, folder):
    before = log_length()
    printed = say(folder)
    assert "V-A09  2026Q3  2026-10-09  误工补贴公布" in printed and "一共 2 条" in printed
    assert log_length() == before and queries.newest() == ()


def test_a_workbook_is_published_when_somebody_else_has_read_it(say, folder):
    supervisor()
    printed = say(folder / "清单.xlsx", "--publish", "--by", "李秀英", "--confirmed-by", "周德明")
    assert "/2026-00002" in printed and "全部公布了" in printed


@pytest.mark.parametrize(
    ("options", "wrong", "says"),
    [
        pytest.param((), Refused, "第二个人确认", id="nobody"),
        pytest.param(("--confirmed-by", "没这人"), NotFound, "没这人", id="a stranger"),
        pytest.param(("--confirmed-by", "李秀英"), Refused, "确认要由", id="somebody without the role"),
    ],
)
def test_without_a_second_person_nothing_comes_out(say, folder, options, wrong, says):
    cadre()
    with pytest.raises(wrong, match=says):
        say(folder, "--publish", *options)
    assert not any(one.is_waiting or one.numbers for one in queries.newest())


def test_every_problem_of_a_folder_is_listed(say, folder):
    (folder / "清单.xlsx").write_bytes(workbook(row(title=""), row(item="V-Z99", text=WORDS)))
    (folder / "多的.txt").write_bytes(WORDS.encode())
    with pytest.raises(Refused) as caught:
        say(folder)
    assert [one.where for one in caught.value.problems] == ["多的.txt", "清单 第 3 行", "清单 A4"]
