"""Writers who come at the same time share one commit; what one does wrong is that one's alone."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from peewee import IntegerField, OperationalError

from terminal.errors import TerminalError
from terminal.store import together
from terminal.store.base import Record
from terminal.store.database import close_database, database, is_writing, open_database, read, stamp, write
from terminal.store.together import commit


class Slip(Record):
    """A table of this test."""

    number = IntegerField(primary_key=True)


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "terminal.db"
    open_database(place)
    with write():
        database.create_tables([Slip])
    yield place
    close_database()


def put(number):
    Slip.insert(number=number).execute()
    return number


def numbers():
    return sorted(row.number for row in Slip.select())


def on_disk(path):
    """What somebody else reads, who was not there."""
    with sqlite3.connect(path) as other:
        return [number for (number,) in other.execute("SELECT number FROM slip ORDER BY number")]


@pytest.fixture
def held(path):
    """held(*works): all these wait together while another writes; their answers or errors, and the number of commits."""

    def run(*works):
        inside, go = threading.Event(), threading.Event()

        def hold():
            with write():
                inside.set()
                go.wait()

        def answer(work):
            try:
                return commit(work)
            except (TerminalError, ZeroDivisionError, OperationalError, SystemExit) as wrong:
                return wrong
            finally:
                database.close()

        with ThreadPoolExecutor(len(works) + 1) as people:
            people.submit(hold)
            inside.wait()
            before = int.from_bytes(stamp(), "little")
            coming = [people.submit(answer, work) for work in works]
            while len(together._waiting) < len(works):
                pass
            go.set()
            answers = [one.result() for one in coming]
        return answers, int.from_bytes(stamp(), "little") - before - 1

    return run


def test_what_was_committed_is_there_for_others_when_it_returns(path):
    assert commit(lambda: put(1)) == 1
    assert on_disk(path) == [1]
    assert not is_writing()


def test_those_who_wait_together_share_one_commit(held, path):
    answers, commits = held(*[lambda number=number: put(number) for number in range(16)])
    assert (answers, commits) == (list(range(16)), 1)
    assert on_disk(path) == list(range(16))


def test_no_more_than_the_most_go_into_one_commit(held, path, monkeypatch):
    monkeypatch.setattr(together, "MOST", 4)
    answers, commits = held(*[lambda number=number: put(number) for number in range(10)])
    assert (answers, commits) == (list(range(10)), 3)


def half():
    put(50)
    return 1 // 0


def test_one_that_goes_wrong_takes_back_its_own_part_alone(held, path):
    answers, commits = held(lambda: put(1), half, lambda: put(2))
    assert [type(answer) for answer in answers] == [int, ZeroDivisionError, int]
    assert (on_disk(path), commits) == ([1, 2], 1)


def test_somebody_alone_who_goes_wrong_leaves_nothing_and_blocks_nobody(path):
    with pytest.raises(ZeroDivisionError):
        commit(half)
    assert commit(lambda: put(1)) == 1
    assert on_disk(path) == [1]


def test_a_transaction_the_disk_has_ended_is_told_to_everybody(held, path):
    def ended():
        database.execute_sql("ROLLBACK")
        raise OperationalError("database or disk is full")

    answers, _ = held(lambda: put(1), ended)
    assert [isinstance(answer, OperationalError) for answer in answers] == [True, True]
    assert on_disk(path) == []
    assert commit(lambda: put(3)) == 3


def test_a_commit_that_fails_is_told_to_everybody(held, path, monkeypatch):
    def broken():
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr("terminal.store.database._tally", broken)
        answers, _ = held(lambda: put(1), lambda: put(2))
    assert [str(answer) for answer in answers if isinstance(answer, OperationalError)]
    assert commit(lambda: put(3)) == 3


def test_an_interruption_stops_its_own_thread_and_is_a_sentence_for_the_others(held, path):
    def stopped():
        raise SystemExit

    answers, _ = held(lambda: put(1), stopped)
    assert [type(answer) for answer in answers] in ([TerminalError, SystemExit], [SystemExit, TerminalError])
    assert str(next(one for one in answers if isinstance(one, TerminalError))).endswith("。")
    assert on_disk(path) == []
    assert commit(lambda: put(3)) == 3


def test_somebody_interrupted_while_waiting_hands_on_the_lead(path, monkeypatch):
    class Interrupted(together._Turn):
        def __init__(self, work):
            super().__init__(work)
            self.called = self

        def acquire(self):
            raise KeyboardInterrupt

        def release(self):
            pass

    monkeypatch.setattr(together, "_led", True)
    with monkeypatch.context() as patched:
        patched.setattr(together, "_Turn", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            commit(lambda: put(1))
    monkeypatch.setattr(together, "_led", False)
    assert commit(lambda: put(2)) == 2
    assert on_disk(path) == [2]


def test_inside_a_transaction_it_is_part_of_it(path):
    with pytest.raises(ZeroDivisionError), write():
        assert commit(lambda: put(1)) == 1
        1 / 0  # noqa: B018 the line stands here only to go wrong
    assert on_disk(path) == []


def test_a_work_may_write_as_everybody_does(path):
    def nested():
        with write():
            return put(7)

    assert commit(nested) == 7
    assert on_disk(path) == [7]


def test_a_reader_must_finish_before_it_commits(path):
    with read():
        assert numbers() == []
        with pytest.raises(TerminalError, match="inside read"):
            commit(lambda: put(1))
    assert on_disk(path) == []


def test_many_at_once_beside_ordinary_writers_all_find_their_own(path):
    def person(start):
        try:
            for number in range(start, start + 25):
                if start % 3:
                    assert commit(lambda number=number: put(number)) == number
                else:
                    with write():
                        put(number)
                assert number in on_disk(path)
        finally:
            database.close()

    with ThreadPoolExecutor(8) as people:
        for done in [people.submit(person, start) for start in range(0, 200, 25)]:
            done.result()
    assert on_disk(path) == list(range(200))
    assert not together._waiting and not together._led
