"""What the log says about people can be told again; what is kept beside the log is left alone by it."""

import pytest

from terminal import clock
from terminal.errors import Refused
from terminal.events_register import LOCAL_TABLES, TABLES
from terminal.journal import replay
from terminal.opening import open_terminal
from terminal.staff import actions, entrance, models, queries
from terminal.store.database import close_database
from tests.staff.people import PASSWORD, make

pytestmark = pytest.mark.usefixtures("shiqiao")


def local_rows():
    return [list(table.select().tuples()) for table in LOCAL_TABLES]


def something_happens():
    make("admin")
    person = make("cadre")
    entrance.sign_in(person.name, PASSWORD, address="kiosk", now=clock.now())
    for _ in range(5):
        with pytest.raises(Refused):
            entrance.sign_in(person.name, "wrong", address="192.168.1.20", now=clock.now())
    actions.disable(person, by="测试", now=clock.now())


def test_telling_the_log_again_finds_the_same_lines_about_people():
    something_happens()
    before = queries.happened(99)
    assert {one.kind for one in before} == {"audit.sign-in", "audit.refusal", "audit.account"}
    done = replay.rebuild(TABLES)
    assert done.before == done.after
    assert queries.happened(99) == before
    assert replay.differences(TABLES) == []


def test_a_rebuild_leaves_people_sessions_and_guesses_alone():
    something_happens()
    make("supervisor")
    before = local_rows()
    replay.rebuild(TABLES)
    assert local_rows() == before


def test_no_local_table_is_projected():
    assert not set(LOCAL_TABLES) & set(TABLES)


def test_people_are_still_there_after_a_restart(settings):
    make("cadre")
    close_database()
    open_terminal(settings)
    assert [person.name for person in queries.active()] == ["李秀英"]


def test_a_row_slipped_into_the_audit_is_found():
    something_happens()
    models.Audit.update(name="别人").where(models.Audit.kind == "audit.sign-in").execute()
    assert any("别人" in problem.says for problem in replay.differences(TABLES))
