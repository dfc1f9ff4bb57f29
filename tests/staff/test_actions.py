"""Accounts are made, changed and ended; what is refused leaves nothing behind."""

import pytest

from terminal import clock
from terminal.errors import Refused
from terminal.staff import actions, entrance, handover, queries
from terminal.staff.rules import Declared
from tests.staff.people import PASSWORD, make, wanted
from tests.world import log_length

pytestmark = pytest.mark.usefixtures("shiqiao")


def now():
    return clock.now()


def can_enter(name, secret=PASSWORD):
    try:
        entrance.sign_in(name, secret, address="kiosk", now=now())
    except Refused:
        return False
    return True


def test_somebody_who_was_added_may_enter_and_the_log_says_so():
    person = make("cadre", "admin")
    assert (person.roles, person.office, person.has_pin) == ({"cadre", "admin"}, "文书", True)
    assert person.by == "李秀英（文书）"
    assert can_enter("李秀英")
    assert [(one.kind, one.name) for one in queries.happened(5)] == [
        ("audit.sign-in", "李秀英"),
        ("audit.account", "李秀英"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"name": ""}, id="no name"),
        pytest.param({"password": "short"}, id="short password"),
        pytest.param({"pin": "123456"}, id="silly PIN"),
        pytest.param({"roles": ()}, id="no role"),
        pytest.param({"roles": ("cadre", "supervisor")}, id="roles that exclude each other"),
    ],
)
def test_who_may_not_be_added_leaves_nothing_behind(changes):
    before = log_length()
    with pytest.raises(Refused):
        actions.add(wanted("cadre", **changes), by="测试", now=now())
    assert queries.is_empty()
    assert log_length() == before


def test_every_problem_is_said_at_once():
    with pytest.raises(Refused) as refused:
        actions.add(wanted("cadre", name="", password="x", pin="1", roles=()), by="测试", now=now())
    assert len(refused.value.problems) == 4


def test_two_people_of_one_name_are_refused_even_after_one_has_left():
    actions.disable(make("cadre"), by="测试", now=now())
    with pytest.raises(Refused, match="已经有一个"):
        make("cadre")


def test_a_new_password_ends_what_the_old_one_began():
    person = make("cadre")
    cookie, _ = entrance.sign_in(person.name, PASSWORD, address="lan", now=now())
    actions.reset(person, "新桥下面的水车转得快", by="测试", now=now())
    assert entrance.find(cookie) is None
    assert not can_enter(person.name)
    assert can_enter(person.name, "新桥下面的水车转得快")


def test_a_refused_new_password_ends_nothing():
    person = make("cadre")
    cookie, _ = entrance.sign_in(person.name, PASSWORD, address="lan", now=now())
    with pytest.raises(Refused):
        actions.reset(person, "1234567890", by="测试", now=now())
    assert entrance.find(cookie)


def test_a_pin_may_be_taken_away():
    person = make("cadre")
    actions.set_pin(person, "", by="测试", now=now())
    assert not queries.person(person.id).has_pin
    assert queries.with_pin() == ()


def test_new_roles_count_at_once():
    make("admin")
    person = make("cadre")
    cookie, _ = entrance.sign_in(person.name, PASSWORD, address="lan", now=now())
    actions.change_roles(person, ("approver",), "经管站", None, by="测试", now=now())
    assert entrance.find(cookie).roles == {"approver"}


def test_a_supervisor_who_marries_into_the_committee_is_refused():
    person = make("supervisor")
    with pytest.raises(Refused, match="近亲属"):
        actions.change_roles(person, ("supervisor",), "", Declared(relatives_of="王建国"), by="测试", now=now())
    assert queries.person(person.id).declared == Declared()


@pytest.mark.parametrize("what", ["disable", "roles"])
def test_the_last_administrator_stays(what):
    person = make("admin")
    with pytest.raises(Refused, match="最后一个管理员"):
        if what == "disable":
            actions.disable(person, by="测试", now=now())
        else:
            actions.change_roles(person, ("cadre",), "", None, by="测试", now=now())
    assert queries.person(person.id) == person


def test_who_leaves_is_out_at_once_and_open_work_goes_to_the_office():
    person, moved = make("cadre"), []
    cookie, _ = entrance.sign_in(person.name, PASSWORD, address="lan", now=now())
    handover.use(lambda who, now: moved.append(who.name) or 3, lambda who, now: 1)
    assert actions.disable(person, by="测试", now=now()) == 4
    handover.use()
    assert moved == ["李秀英"]
    assert entrance.find(cookie) is None
    assert queries.happened(9)[0].what == ("disable",)
    assert not can_enter(person.name)


def test_leaving_twice_moves_nothing_twice():
    person = make("cadre")
    actions.disable(person, by="测试", now=now())
    before = log_length()
    assert actions.disable(queries.person(person.id), by="测试", now=now()) == 0
    assert log_length() == before


def test_work_that_cannot_be_handed_over_keeps_the_account():
    person = make("cadre")

    def broken(who, now):
        raise Refused(())

    handover.use(broken)
    with pytest.raises(Refused):
        actions.disable(person, by="测试", now=now())
    handover.use()
    assert queries.person(person.id).disabled_on is None


def test_an_account_that_has_ended_is_not_changed():
    person = make("cadre")
    actions.disable(person, by="测试", now=now())
    gone = queries.person(person.id)
    for change in (
        lambda: actions.reset(gone, PASSWORD + "了", by="测试", now=now()),
        lambda: actions.set_pin(gone, "", by="测试", now=now()),
        lambda: actions.change_roles(gone, ("admin",), "", None, by="测试", now=now()),
    ):
        with pytest.raises(Refused, match="停用"):
            change()
