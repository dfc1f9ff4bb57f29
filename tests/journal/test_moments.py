"""When a line was written, as others can say it: never before what it knew, never after somebody had it."""

from datetime import UTC, datetime, timedelta

import pytest

from terminal.journal import moments
from terminal.journal.header import Header
from terminal.journal.moments import Span

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def header(at: datetime, clk: str = "rtc") -> Header:
    said = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    place = {"epoch": 1, "seq": 3, "origin": "t-aaaaaaaaaa", "kind": "x", "kv": 1, "obj": "O", "body": "", "prev": ""}
    return Header(at=said, clk=clk, boot=1, mono=0, seen=0, **place)


@pytest.mark.parametrize(
    ("at", "clk", "span", "doubted"),
    [
        pytest.param(NOON, "rtc", Span(NOON - DAY, NOON + DAY), False, id="between"),
        pytest.param(NOON, "none", Span(NOON - DAY, NOON + DAY), True, id="its clock knew nothing"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), "rtc", Span(NOON, None), True, id="before what it knew"),
        pytest.param(datetime(2038, 1, 20, tzinfo=UTC), "rtc", Span(None, NOON), True, id="after the county had it"),
        pytest.param(NOON + timedelta(minutes=4), "rtc", Span(None, NOON), False, id="a little fast"),
        pytest.param(datetime(2038, 1, 20, tzinfo=UTC), "rtc", Span(), False, id="nobody knows better"),
    ],
)
def test_a_time_is_doubted_when_it_cannot_have_been(at, clk, span, doubted):
    assert span.doubts(header(at, clk)) is doubted


def test_what_was_had_first_counts_and_later_lines_vouch_for_earlier_ones(shiqiao):
    one = header(NOON)
    assert moments.span_of(one) == Span()
    moments.reached(one.origin, 1, 5, NOON + DAY)
    moments.reached(one.origin, 1, 5, NOON + 2 * DAY)
    moments.reached(one.origin, 1, 9, NOON + 3 * DAY)
    moments.reached(one.origin, 1, 2, NOON - DAY)
    assert moments.span_of(one) == Span(None, NOON + DAY)
