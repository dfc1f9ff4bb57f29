"""Feeds and maps can be read by every reader of XML, whatever stands in a title."""

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from terminal.county.mirror.public.feeds import MOST_URLS, News, atom, sitemap, sitemap_index, stable_id

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))
ATOM = "{http://www.w3.org/2005/Atom}"


@given(st.text())
def test_any_title_makes_a_feed_that_can_be_read(title):
    made = atom(
        "urn:x", title, "http://x/", "http://x/feed", NOON, [News("urn:y", title, "http://x/y", NOON, NOON, title)]
    )
    entry = ElementTree.fromstring(made).find(f"{ATOM}entry")
    assert entry is not None and entry.find(f"{ATOM}title") is not None


def test_moments_are_told_in_utc():
    made = atom("urn:x", "村", "http://x/", "http://x/feed", NOON, [])
    assert ElementTree.fromstring(made).findtext(f"{ATOM}updated") == "2026-11-22T04:00:00Z"
    assert NOON.astimezone(UTC).hour == 4


def test_the_same_thing_has_the_same_name_and_another_another():
    assert stable_id("t-a", "1") == stable_id("t-a", "1") != stable_id("t-b", "1")


def test_a_map_holds_no_more_than_readers_take():
    made = sitemap((f"http://x/{number}", "") for number in range(MOST_URLS + 5))
    assert made.count(b"<loc>") == MOST_URLS


def test_marks_in_addresses_are_written_so_that_they_can_be_read():
    made = ElementTree.fromstring(sitemap([("http://x/?a=1&b=<2>", "2026-11-22")]))
    assert [one.text for one in made[0]] == ["http://x/?a=1&b=<2>", "2026-11-22"]
    assert ElementTree.fromstring(sitemap_index(["http://x/&"]))[0][0].text == "http://x/&"
