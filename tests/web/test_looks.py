"""A look is one of a few, whatever is asked."""

import pytest

from terminal.web.looks import ALL, ROWS, TYPES, Look, changed, look_url, read_look, rows_per_page


@pytest.mark.parametrize("look", ALL.values(), ids=ALL)
def test_a_look_comes_back_from_its_cookie(look):
    assert read_look(look.cookie) == look


@pytest.mark.parametrize("cookie", [None, "", "x", "day", "day.normal", "day.normal.zh.", "zh.normal.day", "a" * 5000])
def test_anything_else_is_the_ordinary_look(cookie):
    assert read_look(cookie) == Look()


@pytest.mark.parametrize(
    ("wanted", "cookie"),
    [
        ({"theme": "contrast"}, "contrast.normal.zh"),
        ({"type": "largest", "lang": "en"}, "day.largest.en"),
        ({}, "day.normal.zh"),
        ({"theme": None}, "day.normal.zh"),
        ({"theme": "night"}, "day.normal.zh"),
        ({"type": "large.en"}, "day.normal.zh"),
        ({"back": "/"}, "day.normal.zh"),
    ],
)
def test_what_is_not_known_changes_nothing(wanted, cookie):
    assert changed(Look(), wanted).cookie == cookie


def test_a_link_to_a_look_remembers_where_it_stood():
    assert (
        look_url("/search?q=征地&page=2")(type="large")
        == "/look?type=large&back=%2Fsearch%3Fq%3D%E5%BE%81%E5%9C%B0%26page%3D2"
    )


@pytest.mark.parametrize("what", ROWS)
def test_larger_letters_leave_room_for_fewer_rows(what):
    rows = [rows_per_page(Look(type=size), what) for size in TYPES]
    assert rows == sorted(rows, reverse=True)
    assert rows[-1] >= 1
