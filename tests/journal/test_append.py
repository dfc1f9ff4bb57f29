"""The log grows whole or not at all, line by line, each naming the one before."""

import os
import signal
from datetime import date

import pytest
from msgspec.structs import replace

from terminal.errors import LogBroken, Refused
from terminal.journal import blobs
from terminal.journal.append import append, as_of, length, new_obj, open_log, origin, tail
from terminal.journal.chain import digest, parse
from terminal.journal.models import LogBody, LogLine
from terminal.journal.replay import differences, rows
from terminal.journal.verify import problems
from terminal.store.database import close_database, open_database, write
from tests.journal.toys import TABLES, Grow, Plant, Tree
from tests.world import at, child, ran

DAY = date(2026, 11, 22)


def say(event, day=DAY, hour=1, about=None):
    with write():
        return append(event, by="王秀英", now=at(day, hour), about=about)


def lines():
    return [row.header for row in rows()]


def verified(log):
    return list(problems(rows(), {log.origin: log.genesis}, blobs.is_whole))


def test_a_line_and_its_row_are_there_together(log):
    header = say(Plant(name="银杏"))
    assert (header.seq, header.kind, header.origin, header.epoch) == (1, "toy.plant", log.origin, 1)
    assert Tree.get().name == "银杏"
    assert verified(log) == []


def test_outside_a_write_the_log_does_not_grow(log):
    with pytest.raises(LogBroken):
        append(Plant(name="银杏"), by="a", now=at(DAY))
    assert lines() == []


def test_numbers_are_dense_and_each_line_names_the_one_before(log):
    for name in "甲乙丙":
        say(Plant(name=name))
    found = [parse(line) for line in lines()]
    assert [line["seq"] for line in found] == [1, 2, 3]
    assert [line["prev"] for line in found] == [log.genesis, *map(digest, lines()[:2])]


def test_a_transaction_that_fails_leaves_no_number_behind(log):
    with pytest.raises(ZeroDivisionError), write():
        append(Plant(name="银杏"), by="a", now=at(DAY))
        1 / 0  # noqa: B018 the line stands here only to go wrong
    assert (lines(), Tree.select().count(), tail()) == ([], 0, None)
    assert say(Plant(name="槐树")).seq == 1


def test_two_lines_in_one_transaction_are_chained(log):
    with write():
        append(Plant(name="银杏"), by="a", now=at(DAY))
        append(Plant(name="槐树"), by="a", now=at(DAY))
    assert verified(log) == []


def test_every_new_thing_has_a_name_of_its_own_and_an_event_about_it_keeps_it(log):
    first, second = say(Plant(name="银杏")), say(Plant(name="槐树"))
    assert first.obj != second.obj
    assert say(Grow(height=3), about=first.obj).obj == first.obj
    assert [tree.height for tree in Tree.select().order_by(Tree.log_seq)] == [1, 3]


def test_names_of_things_are_26_characters_without_look_alikes():
    names = {new_obj() for _ in range(500)}
    assert len(names) == 500
    assert all(len(name) == 26 and not set(name) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for name in names)


def test_the_time_of_the_log_never_runs_backwards(log):
    say(Plant(name="甲"), hour=5)
    say(Plant(name="乙"), date(2020, 1, 1))
    say(Plant(name="丙"), hour=6)
    stamps = [parse(line)["at"] for line in lines()]
    assert stamps == ["2026-11-22T05:00:00Z", "2026-11-22T05:00:00Z", "2026-11-22T06:00:00Z"]


def test_the_same_text_twice_has_two_fingerprints(log):
    assert say(Plant(name="银杏")).body != say(Plant(name="银杏")).body


def test_an_event_that_says_what_it_may_not_is_refused(log):
    with pytest.raises(Refused, match="没有名字"):
        say(Plant(name=""))
    assert lines() == []


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(Plant(name="树" * 100_000), id="body too long"),
        pytest.param(Plant(name="\ud800"), id="half a character"),
        pytest.param(Grow(height=2**53), id="number too large"),
        pytest.param(Grow(height="three"), id="not the declared shape"),
    ],
)
def test_what_cannot_stand_in_a_log_is_refused_with_a_sentence(log, event):
    with pytest.raises(Refused, match="太长或含有不能登记的内容"):
        say(event)
    assert (lines(), Tree.select().count()) == ([], 0)


def test_a_header_that_would_be_too_long_is_refused_with_a_sentence(log):
    with pytest.raises(Refused, match="太长"):
        say(Plant(name="银杏"), about="x" * 1024)
    assert lines() == []


def test_the_tables_are_told_what_the_body_says_so_that_replay_agrees(log):
    say(Plant(name="cafe\u0301"))
    assert Tree.get().name == "café"
    assert differences(TABLES) == []


def test_an_event_about_nothing_is_not_kept(log):
    with pytest.raises(Tree.DoesNotExist):
        say(Grow(height=3), about=new_obj())
    assert lines() == []


def test_a_number_that_is_taken_is_never_written_over(log):
    say(Plant(name="银杏"))
    LogBody.insert(origin=log.origin, epoch=1, seq=2, body="left behind").execute()
    with pytest.raises(LogBroken, match="第 2 号"):
        say(Plant(name="槐树"))
    assert LogLine.select().count() == 1


def test_a_last_line_that_cannot_be_read_stops_the_log_with_a_sentence(log):
    say(Plant(name="银杏"))
    LogLine.update(header="{}").execute()
    with pytest.raises(LogBroken, match="最后一行"):
        say(Plant(name="槐树"))


def test_each_start_is_counted_and_keeps_name_and_line(log, data):
    say(Plant(name="银杏"))
    again = open_log(data)
    assert (again.origin, again.genesis, again.boot) == (log.origin, log.genesis, log.boot + 1)
    assert origin() == log.origin
    say(Plant(name="槐树"))
    assert [parse(line)["boot"] for line in lines()] == [1, 2]
    assert verified(log) == []


def test_two_first_starts_at_once_make_one_log(tmp_path):
    code = """
import sys
from pathlib import Path
from terminal.journal.append import open_log
from terminal.store.database import open_database
data = Path(sys.argv[1])
open_database(data / "terminal.db")
print(open_log(data).origin)
"""
    starts = [child(code, tmp_path) for _ in range(3)]
    said = [start.communicate() for start in starts]
    assert {complained for _, complained in said} == {""}
    assert len({name for name, _ in said}) == 1


CHILD = """
import sys
from datetime import date
from pathlib import Path
from terminal.journal import kinds
from terminal.journal.append import append, open_log
from terminal.journal.replay import bring_up_to_date
from terminal.store.database import open_database, write
from tests.journal import toys
from tests.world import at
data, count, pause = Path(sys.argv[1]), int(sys.argv[2]), "x" * 3000
kinds.register(*toys.EVENTS)
open_database(data / "terminal.db")
open_log(data)
bring_up_to_date(toys.TABLES)
for number in range(count):
    with write():
        header = append(toys.Plant(name=pause), by="a", now=at(date(2026, 11, 22)))
        append(toys.Grow(height=number + 2), by="a", now=at(date(2026, 11, 22)), about=header.obj)
    print(header.seq, flush=True)
"""


def test_another_process_continues_the_same_chain(log, data):
    say(Plant(name="银杏"))
    ran(CHILD, data, 3)
    say(Plant(name="槐树"))
    assert len(lines()) == 8
    assert verified(log) == []


@pytest.mark.parametrize("acknowledged", [1, 7, 23])
def test_a_process_killed_while_writing_loses_nothing_it_acknowledged(log, data, acknowledged):
    process = child(CHILD, data, 100_000)
    seen = [int(process.stdout.readline()) for _ in range(acknowledged)]
    os.kill(process.pid, signal.SIGKILL)
    seen += [int(line) for line in process.communicate()[0].splitlines()]
    close_database()
    open_database(data / "terminal.db")
    there = {parse(line)["seq"] for line in lines()}
    assert set(seen) <= there
    assert there == set(range(1, len(there) + 1))
    assert len(there) % 2 == 0
    assert verified(log) == []
    assert differences(TABLES) == []


def test_a_torn_end_of_the_log_leaves_the_pages_readable(log):
    say(Plant(name="银杏"))
    LogLine.update(header="{").execute()
    assert (as_of(), length()) == (None, 1)


def picture(**changes):
    return replace(blobs.put(b"picture", "图.jpg", "image/jpeg"), **changes)


def test_an_attachment_that_is_on_the_disk_may_be_named(log):
    say(Plant(name="银杏", pictures=(picture(),)))
    assert verified(log) == []


@pytest.mark.parametrize(
    "named",
    [
        pytest.param({"sha256": "a" * 64}, id="not there"),
        pytest.param({"size": 8}, id="of another size"),
        pytest.param({"sha256": "../terminal.db"}, id="no name of an attachment"),
    ],
)
def test_an_attachment_that_is_not_on_the_disk_is_not_named(log, named):
    with pytest.raises(Refused, match="请再传一次"):
        say(Plant(name="银杏", pictures=(picture(**named),)))
    assert (length(), Tree.select().count()) == (0, 0)
