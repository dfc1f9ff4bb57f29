"""A spoilt attachment is found within a week and comes back from the second place; what was erased does not."""

from datetime import datetime, timedelta

import pytest

from terminal import clock
from terminal.journal import blobs
from terminal.sync import copies, mending
from terminal.sync.nightly import Nightly
from tests.world import make_disclosure


@pytest.fixture
def attached(shiqiao):
    """A publication with a picture, and a backup of both."""
    ref = blobs.put(b"picture" * 100, "a.png", "image/png")
    make_disclosure(attachments=(ref,))
    copies.make(shiqiao.data, shiqiao.backups, clock.now())
    return ref


def spoil(ref):
    blobs.path(ref.sha256).write_bytes(b"spoilt")


def week(settings):
    """What each night of a week found."""
    first = clock.now().today
    return [mending.mend(settings.data, settings.backups, first + timedelta(days=day)) for day in range(7)]


def test_a_spoilt_attachment_comes_back_on_one_night_of_seven(shiqiao, attached):
    spoil(attached)
    assert sorted(week(shiqiao)) == [(0, 0)] * 6 + [(1, 0)]
    assert blobs.is_whole(attached.sha256)
    assert week(shiqiao) == [(0, 0)] * 7


def test_what_the_backup_has_not_whole_either_is_counted_and_left(shiqiao, attached):
    spoil(attached)
    (shiqiao.backups / "blobs" / attached.sha256[:2] / attached.sha256[2:]).write_bytes(b"spoilt too")
    assert sorted(week(shiqiao)) == [(0, 0)] * 6 + [(0, 1)]
    assert blobs.path(attached.sha256).read_bytes() == b"spoilt"


def test_what_no_line_names_and_what_was_taken_away_does_not_come_back(shiqiao, attached):
    loose = blobs.put(b"never published", "b.png", "image/png")
    copies.make(shiqiao.data, shiqiao.backups, clock.Now.of(clock.now().at + timedelta(hours=1)))
    spoil(loose)
    blobs.drop(attached.sha256)
    assert week(shiqiao) == [(0, 0)] * 7
    assert not blobs.is_whole(attached.sha256)


def test_it_is_done_before_the_copy_of_each_night(shiqiao, attached):
    spoil(attached)
    nightly = Nightly(shiqiao.data, shiqiao.backups, 3)
    for day in range(23, 30):
        clock.use(lambda day=day: clock.Now.of(datetime(2026, 11, day, 4, tzinfo=clock.HERE)))
        nightly.look()
        nightly.look()
    assert blobs.is_whole(attached.sha256)
