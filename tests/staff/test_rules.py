"""Silly secrets, impossible roles, waits that grow and end, sessions that end."""

from datetime import UTC, datetime, timedelta

import pytest

from terminal.staff import rules
from terminal.staff.rules import Declared, Role

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTSIDER = Declared()


@pytest.mark.parametrize("name", ["李秀英", "阿依古丽·买买提", "李秀英（三组）"])
def test_a_name_is_taken_as_it_is(name):
    assert rules.why_not_name(name) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="blanks"),
        pytest.param("李" * 21, id="too long"),
        pytest.param("李\n秀英", id="two lines"),
        pytest.param("李秀英 ", id="blank at the end"),
        pytest.param("周德明", id="somebody else's"),
    ],
)
def test_a_name_nobody_could_sign_in_with_is_refused(name):
    (problem,) = rules.why_not_name(name, {"周德明"})
    assert problem.where == rules.NAME


@pytest.mark.parametrize("password", ["老桥下面的水车转得慢", "correct horse battery", "k7mq-9xwp-4hns-v2rt"])
def test_a_password_one_can_keep_is_taken(password):
    assert rules.why_not_password(password, "李秀英") == []


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("", id="nothing"),
        pytest.param("九个字符不够的密码", id="one too short"),
        pytest.param("字" * 201, id="a whole page"),
        pytest.param("1234567890", id="the row of keys"),
        pytest.param("QwertyUIOP", id="the row of keys, shouted"),
        pytest.param("8888888888", id="one digit"),
        pytest.param("abababababab", id="two letters in turn"),
        pytest.param("我是李秀英我来登录了", id="own name inside"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password):
    (problem,) = rules.why_not_password(password, "李秀英")
    assert problem.where == rules.PASSWORD
    assert not password or password not in problem.says


@pytest.mark.parametrize("pin", ["407193", "958306"])
def test_a_pin_without_a_pattern_is_taken(pin):
    assert rules.why_not_pin(pin) == []


@pytest.mark.parametrize(
    "pin",
    [
        pytest.param("40719", id="five digits"),
        pytest.param("4071933", id="seven digits"),
        pytest.param("４０７１９３", id="full-width digits"),
        pytest.param("40719x", id="a letter"),
        pytest.param("123456", id="a row"),
        pytest.param("987654", id="a row backwards"),
        pytest.param("000000", id="one digit"),
        pytest.param("121212", id="two in turn"),
        pytest.param("407407", id="three twice"),
        pytest.param("620315", id="year, month, day"),
        pytest.param("150362", id="day, month, year"),
        pytest.param("031562", id="month, day, year"),
        pytest.param("196203", id="whole year and month"),
    ],
)
def test_a_pin_somebody_would_try_is_refused(pin):
    (problem,) = rules.why_not_pin(pin)
    assert problem.where == rules.PIN


@pytest.mark.parametrize(
    ("roles", "declared", "kind"),
    [
        pytest.param(("cadre",), None, "village", id="cadre"),
        pytest.param(("cadre", "admin"), Declared(committee_member=True), "village", id="committee member who writes"),
        pytest.param(("supervisor",), OUTSIDER, "village", id="outsider who watches"),
        pytest.param(("supervisor",), None, "township", id="township has no such committee"),
        pytest.param(("approver", "admin"), None, "township", id="approver"),
    ],
)
def test_roles_that_go_together_are_taken(roles, declared, kind):
    assert rules.why_not_roles(roles, declared, kind) == []


@pytest.mark.parametrize(
    ("roles", "declared", "where"),
    [
        pytest.param((), None, rules.ROLES, id="no role"),
        pytest.param(("emperor",), None, rules.ROLES, id="no such role"),
        pytest.param(("supervisor", "cadre"), OUTSIDER, rules.ROLES, id="watches himself"),
        pytest.param(("supervisor",), None, rules.DECLARATION, id="nothing declared"),
        pytest.param(("supervisor",), Declared(committee_member=True), rules.DECLARATION, id="committee member"),
        pytest.param(("supervisor",), Declared(relatives_of="王建国"), rules.DECLARATION, id="close relative"),
    ],
)
@pytest.mark.parametrize("kind", ["village", "community"])
def test_nobody_watches_over_himself_or_his_family(roles, declared, where, kind):
    (problem,) = rules.why_not_roles(roles, declared, kind)
    assert problem.where == where


def test_every_role_has_its_name():
    assert set(rules.NAMES) == set(Role)


def test_the_wait_is_nothing_at_first_then_doubles_and_never_passes_a_quarter_of_an_hour():
    waits = [rules.wait_after(count, 4) for count in range(1, 14)]
    assert waits == [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900]
    assert rules.wait_after(10**9, 4) == 900


@pytest.mark.parametrize(
    ("passed", "left"),
    [
        pytest.param(0, 20, id="at once"),
        pytest.param(19, 1, id="almost over"),
        pytest.param(20, 0, id="over"),
        pytest.param(86400, 0, id="a day later"),
        pytest.param(-86400, 20, id="the clock was turned back"),
    ],
)
def test_a_wait_ends_whatever_the_clock_does(passed, left):
    assert rules.still_waits(7, 4, NOON, NOON + timedelta(seconds=passed)) == left


def test_a_hundred_thousand_guesses_are_some_two_dozen_lines_in_the_log():
    assert sum(rules.is_worth_a_line(count, 4) for count in range(1, 100_000)) < 28


IDLE = timedelta(minutes=20)


@pytest.mark.parametrize(
    ("started", "seen", "ended"),
    [
        pytest.param(0, 0, False, id="just now"),
        pytest.param(60, 19, False, id="still there"),
        pytest.param(60, 20, True, id="idle"),
        pytest.param(720, 1, True, id="half a day"),
        pytest.param(10, -2, True, id="the clock was turned back"),
    ],
)
def test_a_session_ends_when_idle_or_old(started, seen, ended):
    assert rules.has_ended(NOON - timedelta(minutes=started), NOON - timedelta(minutes=seen), NOON, IDLE) is ended


COUNTY_SEATS = rules.Seats(rules.COUNTY, ("柳河镇", "青山镇"))


@pytest.mark.parametrize(
    ("roles", "office"),
    [
        pytest.param((Role.OFFICER, Role.ADMIN), "", id="two at the county"),
        pytest.param((Role.TOWNSHIP,), "柳河镇", id="one township"),
        pytest.param((Role.AUDITOR,), "审计局", id="looks on"),
    ],
)
def test_the_roles_of_a_county_are_taken_there(roles, office):
    assert rules.why_not_seat(roles, office, COUNTY_SEATS) == []


@pytest.mark.parametrize(
    ("roles", "office", "where", "says"),
    [
        pytest.param((Role.CADRE,), "", rules.ROLES, "不是县平台上的身份", id="a cadre"),
        pytest.param((Role.AUDITOR, Role.OFFICER), "", rules.ROLES, "只看", id="an auditor who works"),
        pytest.param(
            (Role.TOWNSHIP, Role.ADMIN), "柳河镇", rules.ROLES, "只看本乡镇", id="held to one township and not"
        ),
        pytest.param((Role.TOWNSHIP,), "东岭镇", rules.OFFICE, "柳河镇、青山镇", id="a township of another county"),
        pytest.param((Role.TOWNSHIP,), "", rules.OFFICE, "请选", id="no township"),
    ],
)
def test_what_sees_too_much_or_nothing_at_the_county_is_refused(roles, office, where, says):
    (problem,) = rules.why_not_seat(roles, office, COUNTY_SEATS)
    assert problem.where == where and says in problem.says


@pytest.mark.parametrize("role", [Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR])
def test_nobody_of_the_county_sits_at_a_desk(role):
    (problem,) = rules.why_not_seat((role,), "", rules.DESK_SEATS)
    assert "不是终端上的身份" in problem.says
