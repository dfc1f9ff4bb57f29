"""Identities in memory: one session's, for one office, for a while."""

import pytest

from terminal.county.offices.unlocked import IDLE, WRONG, Unlocked
from terminal.errors import Refused


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time():
    return _Clock()


def test_only_the_session_that_unlocked_an_office_has_it_open(time):
    held = Unlocked(ticks=time)
    held.keep("a", "county", ("KEY",))
    assert held.find("a", "county") == ("KEY",)
    assert held.find("b", "county") == ()


def test_another_office_asked_for_closes_it(time):
    held = Unlocked(ticks=time)
    held.keep("a", "county", ("KEY",))
    assert held.find("a", "discipline") == ()
    assert held.find("a", "county") == ()


def test_it_is_gone_after_a_while_without_use_and_stays_while_it_is_used(time):
    held = Unlocked(ticks=time)
    held.keep("a", "county", ("KEY",))
    for _ in range(3):
        time.now += IDLE - 1
        assert held.is_open("a", "county")
    time.now += IDLE
    assert not held.is_open("a", "county")


def test_its_time_over_it_leaves_the_memory_unasked(time):
    held = Unlocked(ticks=time)
    held.keep("a", "county", ("KEY",))
    time.now += IDLE + 1
    held._expire("a")
    assert held._held == {}


def test_nothing_that_is_printed_shows_a_key(time):
    held = Unlocked(ticks=time)
    held.keep("a", "county", ("AGE-SECRET-KEY-1",))
    assert "SECRET" not in repr(held._held)


def test_wrong_passphrases_wait_and_are_forgotten(time):
    held = Unlocked(ticks=time)
    for _ in range(WRONG):
        held.may_try("a")
        held.count_wrong("a")
    with pytest.raises(Refused, match="请等"):
        held.may_try("a")
    held.may_try("b")
    time.now += 601
    held.may_try("a")
