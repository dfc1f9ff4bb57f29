"""Another village's log in the same tables, with the same numbers, changes nothing on this village's pages."""

import msgspec
import pytest

from terminal.bundle.write import Order, Signing
from terminal.clock import Now
from terminal.config import Settings
from terminal.events_register import TABLES
from terminal.journal import replay
from terminal.journal.keys import load_or_make
from terminal.sync import leaving, queries, trust
from terminal.sync.apply import Receiver, apply
from tests.ledger.published import publish_months
from tests.world import make_disclosure, opened

ONE_TIME = "/feedback/new"  # its form has a mark that is new each time


def publish_all() -> None:
    """Two texts and a month of accounts."""
    make_disclosure()
    make_disclosure(title="道路清扫", text="请看。")
    publish_months("2026-05")


@pytest.fixture
def foreign(settings: Settings, now: Now, tmp_path) -> tuple[bytes, list[bytes]]:
    """The key and the bundles of another terminal that has published the same under the same numbers."""
    elsewhere = msgspec.structs.replace(settings, data=tmp_path / "elsewhere")
    with opened(elsewhere):
        publish_all()
        signing = Signing(load_or_make(elsewhere.data / "keys"), now)
        found = [b"".join(one.pieces()) for one in leaving.outgoing(elsewhere.data, Order(blobs=True), signing)]
        return trust.own(elsewhere.data), found


def bodies(visit) -> dict[str, str]:
    return {path: page.html for path, page in visit.crawl(limit=25).items() if path != ONE_TIME}


def test_the_kiosk_shows_its_own_village_alone(foreign, visit, settings, now):
    publish_all()
    before = bodies(visit)
    public, bundles = foreign
    trust.trust(public, trust.LOG, "test", now)
    applied = [apply(one, Receiver(settings.data, TABLES, now)) for one in bundles]
    assert sum(one.lines for one in applied) > 3
    assert [one.deferred for one in applied] == [0] * len(applied)
    assert len(queries.heads()) == 1
    after = bodies(visit)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    done = replay.rebuild(TABLES)
    assert done.before == done.after
