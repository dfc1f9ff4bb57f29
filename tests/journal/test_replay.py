"""The tables are what the log says, and whoever wrote beside the log is found."""

import json
import subprocess
from datetime import date
from typing import ClassVar

import msgspec
import pytest
from peewee import CompositeKey

from terminal.errors import LogBroken
from terminal.journal import blobs, kinds, replay
from terminal.journal.append import append, tail
from terminal.journal.chain import canonical, digest
from terminal.journal.header import read_header, write_header
from terminal.journal.kinds import Event
from terminal.journal.models import Deferred, LogBody, LogLine
from terminal.journal.verify import problems
from terminal.store import schema
from terminal.store.database import database, write
from tests.journal.toys import EVENTS, TABLES, Grow, Plant, Tree
from tests.world import at

DAY = date(2026, 11, 22)


class Fell(Event, frozen=True, kw_only=True):
    """A kind that this program forgets again."""

    kind: ClassVar[str] = "toy.fell"
    why: str


class NewGrow(Grow, frozen=True, kw_only=True):
    """What a newer program knows of growing."""

    version: ClassVar[int] = 2


def say(event, about=None):
    with write():
        return append(event, by="王秀英", now=at(DAY), about=about)


@pytest.fixture
def trees(log):
    """Three trees, one of them grown."""
    headers = [say(Plant(name=name)) for name in ("银杏", "槐树", "柳树")]
    return [*headers, say(Grow(height=9), about=headers[1].obj)]


def verified(log):
    return list(problems(replay.rows(), {log.origin: log.genesis}, blobs.is_whole))


def shell(data, statement):
    """What a hand does that knows the sqlite3 shell."""
    subprocess.run(["sqlite3", data / "terminal.db", statement], check=True, capture_output=True)


def deferred():
    return [(row.log_seq, row.kind, row.why) for row in Deferred.select().order_by(Deferred.log_seq)]


def chained(body, **changes):
    """A line at the end of the chain, as a newer program or a worse one may have written it."""
    last = tail()
    fields = {"seq": last.seq + 1, "prev": digest(write_header(last)), "body": digest(body)}
    header = msgspec.structs.replace(last, **(fields | changes))
    place = {"origin": header.origin, "epoch": header.epoch, "seq": header.seq}
    line = write_header(header)
    with write():
        LogLine.insert(**place, header=line, hash=digest(line)).execute()
        LogBody.insert(**place, body=body).execute()


def test_a_rebuild_tells_the_very_same_tables(log, trees):
    heard = []
    done = replay.rebuild(TABLES, heard.append)
    assert (done.lines, heard) == (4, [1, 2, 3, 4])
    assert done.before == done.after
    assert [tree.height for tree in Tree.select().order_by(Tree.log_seq)] == [1, 1, 9]


def test_a_rebuild_mends_what_a_hand_has_changed(log, trees, data):
    whole = replay.state_hash(TABLES)
    shell(data, "UPDATE tree SET height = 99; INSERT INTO tree VALUES ('a', 'b', 'c', 1, 1)")
    done = replay.rebuild(TABLES)
    assert done.before != done.after == whole


def test_a_rebuild_that_fails_leaves_everything(log, trees, monkeypatch):
    before = replay.state_hash(TABLES)
    monkeypatch.setattr(Grow, "project", lambda self, header: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        replay.rebuild(TABLES)
    assert replay.state_hash(TABLES) == before


def test_an_untouched_database_has_no_differences_and_stays_untouched(log, trees):
    before = replay.state_hash(TABLES)
    assert replay.differences(TABLES) == []
    assert replay.differences(TABLES) == []
    assert replay.state_hash(TABLES) == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param("UPDATE tree SET height = 99 WHERE log_seq = 4", ["height 应为 9，实为 99"], id="changed"),
        pytest.param(
            "UPDATE tree SET name = '橡树' WHERE log_seq = 1", ["name 应为 '银杏'，实为 '橡树'"], id="renamed"
        ),
        pytest.param("DELETE FROM tree WHERE log_seq = 3", ["第 3 号登记", "没有了"], id="deleted"),
        pytest.param("INSERT INTO tree VALUES ('x', 'y', 'z', 1, 1)", ["行 x, y", "日志里没有"], id="inserted"),
        pytest.param("UPDATE tree SET obj = 'moved' WHERE log_seq = 1", ["行 ", "moved", "没有了"], id="moved"),
        pytest.param("INSERT INTO deferred VALUES ('x', 1, 7, 'k', 'w')", ["表 deferred"], id="other table"),
    ],
)
def test_what_a_hand_changed_is_named_with_table_and_row(log, trees, data, statement, words):
    shell(data, statement)
    said = "\n".join(map(str, replay.differences(TABLES)))
    assert all(word in said for word in words), said


def test_a_long_value_is_named_shortly(log, trees, data):
    shell(data, "UPDATE tree SET name = printf('%.*c', 5000, 'x') WHERE log_seq = 1")
    (found,) = replay.differences(TABLES)
    assert len(str(found)) < 300
    assert "共 5002 字" in found.says


def test_a_deleted_last_line_is_seen_in_the_tables(log, trees, data):
    shell(data, "DELETE FROM log_line WHERE seq = 4; DELETE FROM log_body WHERE seq = 4")
    assert verified(log) == []
    assert "height 应为 1，实为 9" in replay.differences(TABLES)[0].says


class TestDeferred:
    """What this program does not understand is kept, shown, and told later."""

    def test_an_unknown_kind_waits(self, log, trees):
        say(Fell(why="storm"))
        replay.rebuild(TABLES)
        assert deferred() == [(5, "toy.fell", "这台机器的程序还不认识这一类登记，请升级。")]
        assert verified(log) == []
        assert Tree.select().count() == 3

    def test_a_newer_version_of_a_kind_waits(self, log, trees):
        say(NewGrow(height=4), about=trees[0].obj)
        replay.rebuild(TABLES)
        assert [(seq, "第 2 版" in why) for seq, _, why in deferred()] == [(5, True)]
        assert verified(log) == []

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param('{"by":"a","salt":"0"}', id="field missing"),
            pytest.param('{"by":"a","name":7}', id="wrong type"),
            pytest.param('{"by": "a"}', id="not canonical"),
            pytest.param("树", id="no JSON"),
            pytest.param("[" * 50_000, id="endlessly deep"),
        ],
    )
    def test_a_body_that_cannot_be_read_waits(self, log, trees, body):
        chained(body, kind="toy.plant", obj="new")
        replay.rebuild(TABLES)
        assert [(seq, why.startswith("正文读不懂")) for seq, _, why in deferred()] == [(5, True)]
        assert Tree.select().count() == 3

    def test_an_erased_body_waits_and_the_chain_still_holds(self, log, trees):
        with write():
            LogBody.update(body="").where(LogBody.seq == 1).execute()
        replay.rebuild(TABLES)
        assert deferred() == [(1, "toy.plant", "正文抹去了，日志里没有写依据。")]
        assert [problem.says for problem in verified(log)] == ["正文抹去了，日志里却没有写依据。"]

    def test_what_follows_an_erased_body_waits_too(self, log, trees):
        with write():
            LogBody.update(body="").where(LogBody.seq == 2).execute()
        replay.rebuild(TABLES)
        assert [seq for seq, _, _ in deferred()] == [2, 4]
        assert Tree.select().count() == 2
        assert replay.differences(TABLES) == []

    def test_after_an_upgrade_the_waiting_lines_are_told(self, log, trees):
        say(NewGrow(height=4), about=trees[0].obj)
        replay.rebuild(TABLES)
        kinds._known.clear()
        kinds.register(Plant, NewGrow)
        replay.bring_up_to_date(TABLES)
        assert deferred() == []
        assert Tree.get(Tree.log_seq == 5).height == 4

    def test_a_kind_that_is_new_is_told_at_the_next_start(self, log, trees):
        kinds._known.clear()
        kinds.register(Plant)
        replay.bring_up_to_date(TABLES)
        assert [seq for seq, _, _ in deferred()] == [4]
        kinds.register(*EVENTS)
        replay.bring_up_to_date(TABLES)
        assert deferred() == []


class TestUpToDate:
    """At the start the tables become those of the program."""

    def test_nothing_is_told_again_when_nothing_changed(self, log, trees, monkeypatch):
        monkeypatch.setattr(replay, "replay", lambda told: 1 / 0)
        replay.bring_up_to_date(TABLES)

    def test_a_changed_definition_tells_the_tables_again(self, log, trees):
        class Indexed(Tree):
            class Meta:
                table_name = "tree"
                indexes = ((("name",), False),)
                primary_key = CompositeKey("origin", "obj")

        with write():
            Tree.update(height=77).execute()
        replay.bring_up_to_date([Indexed if one is Tree else one for one in TABLES])
        assert "tree_name" in {index.name for index in database.get_indexes("tree")}
        assert [tree.height for tree in Tree.select().order_by(Tree.log_seq)] == [1, 1, 9]

    def test_tables_of_an_older_program_are_made_anew(self, log, trees):
        with write():
            database.execute_sql("DROP TABLE tree")
            database.execute_sql("CREATE TABLE tree (name TEXT)")
            schema.set_fact("tables", "older")
        replay.bring_up_to_date(TABLES)
        assert Tree.select().count() == 3


def test_a_header_that_cannot_be_read_stops_a_rebuild_and_nothing_is_lost(log, trees, data):
    before = replay.state_hash(TABLES)
    shell(data, "UPDATE log_line SET header = 'torn' WHERE seq = 2")
    with pytest.raises(LogBroken, match="第 2 行"):
        replay.rebuild(TABLES)
    assert replay.state_hash(TABLES) == before


def test_a_header_that_cannot_be_read_is_one_of_the_differences(log, trees, data):
    before = replay.state_hash(TABLES)
    shell(data, "UPDATE log_line SET header = 'torn' WHERE seq = 2")
    assert "第 2 行" in str(replay.differences(TABLES)[0])
    assert replay.state_hash(TABLES) == before


def test_lines_come_in_order_and_bodies_without_header_last(log, trees, data):
    shell(data, "DELETE FROM log_line WHERE seq = 2")
    assert [(row.seq, row.header is None) for row in replay.rows()] == [(1, False), (3, False), (4, False), (2, True)]


def test_headers_in_the_database_are_the_ones_that_were_hashed(log, trees):
    for row in replay.rows():
        assert digest(row.header) == row.hash
        assert canonical(json.loads(row.header)) == row.header
        assert read_header(row.header).body == digest(row.body)


def test_among_lines_that_are_told_together_only_the_one_that_does_not_fit_is_deferred(log, trees):
    said = [("a", "松树"), ("a", "柏树"), ("b", "杉树")]
    lines = [
        (
            msgspec.structs.replace(trees[0], origin="t-elsewhere", seq=seq, obj=obj),
            kinds.write_body(Plant(name=name), "王"),
        )
        for seq, (obj, name) in enumerate(said, 1)
    ]
    with write():
        replay.project_all(lines)
    there = Tree.select(Tree.obj, Tree.name).where(Tree.origin == "t-elsewhere").order_by(Tree.obj)
    assert list(there.tuples()) == [("a", "松树"), ("b", "杉树")]
    assert [(seq, why.startswith("这一条和前面登记的合不上")) for seq, _, why in deferred()] == [(2, True)]


def test_rows_that_wait_are_written_before_a_line_that_looks_at_them(log, trees):
    said = [(Plant(name="松树"), "a"), (Grow(height=7), "a"), (Plant(name="柏树"), "b"), (Grow(height=3), "b")]
    lines = [
        (
            msgspec.structs.replace(trees[0], origin="t-elsewhere", seq=seq, obj=obj, kind=event.kind),
            kinds.write_body(event, "王"),
        )
        for seq, (event, obj) in enumerate(said, 1)
    ]
    with write():
        replay.project_all(lines)
    there = Tree.select(Tree.obj, Tree.height).where(Tree.origin == "t-elsewhere").order_by(Tree.obj)
    assert list(there.tuples()) == [("a", 7), ("b", 3)]
    assert deferred() == []
