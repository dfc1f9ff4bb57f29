"""What came and what was told: noted once, kept short, never more than is known."""

from datetime import UTC, datetime

from terminal import clock
from terminal.county import arrivals
from terminal.county.models import Arrival, Contact
from terminal.sync.apply import Applied


def applied(**changes) -> Applied:
    usual = {"bundle": "b", "origin": "t-aaaaaaaaaa", "epoch": 1, "seq": 7, "word": "new", "lines": 7}
    return Applied(**usual | changes)


def test_a_bundle_is_noted_with_its_receipt_and_the_terminal_was_heard_of(county):
    written = "2026-11-22T06:41:00Z"  # five hours ahead
    arrivals.note(applied(), "push", clock.now(), size=4096, app="0.6", written=written)
    (row,) = arrivals.page(("t-aaaaaaaaaa",), 1, 10).rows
    assert (row.word, row.lines, row.seq, row.size) == ("new", 7, 7, 4096)
    contact = Contact.get_by_id("t-aaaaaaaaaa")
    assert (contact.way, contact.app, contact.clock_off) == ("push", "0.6", 5 * 3600)


def test_a_clock_that_says_nonsense_is_not_believed(county):
    for written in ("", "yesterday", "2026-11-22", "９９９９"):
        arrivals.note(applied(), "push", clock.now(), written=written)
    assert Contact.get_by_id("t-aaaaaaaaaa").clock_off is None


def test_what_was_not_taken_got_no_receipt_and_can_be_looked_at_alone(county):
    arrivals.note(applied(word="fork"), "push", clock.now())
    arrivals.refused("t-aaaaaaaaaa", "push", "签名不对", clock.now())
    arrivals.note(applied(), "stick", clock.now())
    trouble = arrivals.page(("t-aaaaaaaaaa",), 1, 10, trouble=True)
    assert [(row.word, row.seq) for row in trouble.rows] == [("refused", 0), ("fork", 0)]
    assert arrivals.page((), 1, 10).rows == ()


def test_only_the_newest_stay(county):
    for _ in range(arrivals.KEPT + arrivals.FORGET_EVERY * 2):
        arrivals.refused("t-aaaaaaaaaa", "push", "x", clock.now())
    assert Arrival.select().count() <= arrivals.KEPT + arrivals.FORGET_EVERY


def test_a_contact_alone_keeps_what_was_known(county):
    arrivals.heard("t-aaaaaaaaaa", "push", clock.now(), disk_free=7)
    later = clock.Now.of(datetime(2026, 11, 23, tzinfo=UTC))
    arrivals.heard("t-aaaaaaaaaa", "pull", later)
    row = Contact.get_by_id("t-aaaaaaaaaa")
    assert (row.disk_free, row.way, row.at) == (7, "pull", later.at)
