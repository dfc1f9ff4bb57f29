"""terminal log verify answers for one paper as the screen does."""

import pytest
from click.testing import CliRunner

from terminal.commands.log import log
from terminal.disclosures.actions import withdraw
from terminal.errors import NotFound, Refused
from terminal.store.database import close_database
from tests.world import CADRE, SUNDAY, at, make_disclosure, opened


@pytest.fixture
def mark(settings):
    """A text was published; the fingerprint of its paper."""
    with opened(settings):
        return make_disclosure().body[:12]


@pytest.fixture
def said(settings):
    """said(*options): exit code and words of the command on this terminal."""

    def run(*options: str) -> tuple[int, str]:
        arguments = ["verify", "--data", str(settings.data), *options]
        done = CliRunner().invoke(log, arguments, catch_exceptions=False)
        close_database()
        return done.exit_code, done.output

    return run


@pytest.mark.parametrize("number", ["2026-00001", "54990123MA0SQ8001X/2026-00001", " 2026-00001 "])
def test_an_untouched_publication_passes(mark, said, number):
    code, words = said("--index-no", number)
    assert code == 0
    assert "没有改动过，2026-10-09 公布" in words


def test_a_fingerprint_is_read_as_on_paper(mark, said):
    assert "没有改动过" in said("--fingerprint", f"{mark[:4]} {mark[4:8]} {mark[8:]}".upper())[1]


def test_a_withdrawn_publication_is_told_and_is_no_fault(mark, said, settings):
    with opened(settings):
        withdraw("2026-00001", "写错了村", by=CADRE, now=at(SUNDAY))
    code, words = said("--index-no", "2026-00001")
    assert (code, "2026-11-22 撤下" in words) == (0, True)


def test_an_edited_row_is_named_and_fails(mark, said, by_hand):
    by_hand("UPDATE version SET title = '别的'")
    for option in (("--index-no", "2026-00001"), ("--fingerprint", mark)):
        code, words = said(*option)
        assert code == 1
        assert "标题" in words


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param(("--index-no", "2026-00009"), NotFound, id="no such number"),
        pytest.param(("--index-no", ""), NotFound, id="empty number"),
        pytest.param(("--fingerprint", "0" * 12), NotFound, id="no such fingerprint"),
        pytest.param(("--fingerprint", "XYZ"), Refused, id="no fingerprint"),
        pytest.param(("--fingerprint", ""), Refused, id="empty fingerprint"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(mark, said, options, error):
    with pytest.raises(error):
        said(*options)
