"""Entries put into the register by hand, without any room."""

from datetime import date

import pytest

from terminal.journal.append import new_obj, origin
from terminal.journal.header import Header
from terminal.register.entering import Public, enter
from terminal.store.database import write

DAY = date(2026, 10, 9)


def header(seq, obj=None, log=None):
    """A line of the log as `enter` needs it."""
    return Header(
        at="2026-11-22T01:41:00Z",
        body="b" * 64,
        boot=1,
        clk="rtc",
        epoch=1,
        kind="toy.enter",
        kv=1,
        mono=0,
        obj=obj or new_obj(),
        origin=log or origin(),
        prev="a" * 64,
        seen=0,
        seq=seq,
    )


class Shelf:
    """Enters things one after the other."""

    def __init__(self):
        self.seq = 100

    def put(self, title="低保名单", index_no=None, obj=None, log=None, **changes):
        self.seq += 1
        index_no = index_no or f"X1/2026-{self.seq:05}"
        usual = {
            "index_no": index_no,
            "path": f"/disclosures/{index_no.rpartition('/')[2]}",
            "item": "V-A05",
            "group": "affairs",
            "title": title,
            "summary": "",
            "period": "2026Q3",
            "publisher": "石桥村村民委员会",
            "published_on": DAY,
            "display_until": DAY,
        }
        with write():
            line = header(self.seq, obj, log)
            enter(line, Public(**usual | changes))
        return line.obj


@pytest.fixture
def shelf(shiqiao):
    return Shelf()
