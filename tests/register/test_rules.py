"""An item kept in several accounts is public when all of them are."""

from datetime import date

import pytest

from terminal.register.rules import Fill, stand

EARLY, LATE = date(2026, 10, 12), date(2026, 11, 20)
SEPTEMBER = [Fill("V-F04", "2026-09", "基本户", EARLY), Fill("V-F04", "2026-09", "代管户", EARLY)]


def october(*fills):
    found = stand([*SEPTEMBER, *fills])
    place = ("V-F04", "2026-10")
    return found.filled.get(place), found.lacking.get(place, ())


@pytest.mark.parametrize(
    ("fills", "expected"),
    [
        pytest.param([], (None, ()), id="nothing public: simply missing"),
        pytest.param([Fill("V-F04", "2026-10", "基本户", EARLY)], (None, ("代管户",)), id="one account silent"),
        pytest.param(
            [Fill("V-F04", "2026-10", "基本户", EARLY), Fill("V-F04", "2026-10", "代管户", LATE)],
            (LATE, ()),
            id="both public: as late as the later",
        ),
        pytest.param([Fill("V-F04", "2026-10", "", EARLY)], (EARLY, ()), id="a text for the whole item"),
        pytest.param(
            [
                Fill("V-F04", "2026-10", "基本户", EARLY),
                Fill("V-F04", "2026-10", "代管户", EARLY),
                Fill("V-F04", "2026-10", "新户", EARLY),
            ],
            (EARLY, ()),
            id="a new account",
        ),
    ],
)
def test_a_month_is_public_when_every_account_is(fills, expected):
    assert october(*fills) == expected


def test_an_account_that_was_emptied_owes_no_more_sheets():
    fills = [
        Fill("V-F04", "2026-09", "基本户", EARLY),
        Fill("V-F04", "2026-09", "代管户", EARLY, ends=True),
        Fill("V-F04", "2026-10", "基本户", LATE),
    ]
    assert stand(fills).filled[("V-F04", "2026-10")] == LATE


def test_an_account_opened_later_is_not_owed_for_earlier_months():
    fills = [Fill("V-F04", "2026-08", "基本户", EARLY), *SEPTEMBER]
    assert stand(fills).filled[("V-F04", "2026-08")] == EARLY
