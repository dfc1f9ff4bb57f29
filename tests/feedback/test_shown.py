"""A slip stays in memory for a minute, behind chance, and is gone when somebody says so."""

import pytest

from terminal.feedback.shown import Given, Shown

CODE = "1234567890123456"
GIVEN = Given(CODE, "inquiry", "village", "lookup")


class Ticks:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_slip_is_found_again_and_again_within_its_minute():
    ticks = Ticks()
    shown = Shown(60, 4, ticks)
    token = shown.keep(GIVEN)
    for _ in range(3):
        ticks.now += 19
        assert shown.find(token) == GIVEN


def test_after_its_minute_nothing_is_left_of_it():
    ticks = Ticks()
    shown = Shown(60, 4, ticks)
    token = shown.keep(GIVEN)
    ticks.now += 60
    assert shown.find(token) is None
    assert CODE not in repr(vars(shown))


def test_it_goes_by_itself_when_nobody_asks_any_more():
    shown = Shown(0.01)
    token = shown.keep(GIVEN)
    while token in shown._slips:
        pass
    assert CODE not in repr(vars(shown))


def test_what_was_forgotten_is_found_by_nobody():
    shown = Shown()
    token, other = shown.keep(GIVEN), shown.keep(GIVEN)
    shown.forget(token)
    shown.forget(token)
    assert shown.find(token) is None
    assert shown.find(other) == GIVEN


def test_the_oldest_goes_where_there_are_too_many():
    shown = Shown(60, 3)
    tokens = [shown.keep(GIVEN) for _ in range(5)]
    assert [shown.find(token) is not None for token in tokens] == [False, False, True, True, True]


def test_an_address_is_chance_and_holds_no_code():
    shown = Shown()
    tokens = {shown.keep(GIVEN) for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 32 and set(token) <= set("0123456789abcdef") for token in tokens)


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "\x00", CODE], ids=repr)
def test_what_was_never_given_is_not_found(token):
    shown = Shown()
    shown.keep(GIVEN)
    assert shown.find(token) is None
