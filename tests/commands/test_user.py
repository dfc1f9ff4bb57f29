"""People are made, listed, given new passwords and ended on the console, where the first of them has to come from."""

import pytest
from click.testing import CliRunner

from terminal.commands.user import user
from terminal.errors import NotFound, Refused
from terminal.staff import entrance, queries
from terminal.store.database import close_database
from tests.conftest import SUNDAY_MORNING

PASSWORD = "老桥下面的水车转得慢"


@pytest.fixture
def say(data):
    """say("add", "王建国", …, typed="…"): what the command printed, or what it raised."""

    def said(*arguments, typed="", expect=0):
        done = CliRunner().invoke(user, [*arguments, "--data", str(data)], input=typed)
        close_database()
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == expect, done.output
        return done.output

    return said


@pytest.fixture
def opened(data):
    from terminal.commands.common import opened

    yield lambda: opened(None, data)
    close_database()


def test_the_first_administrator_comes_from_the_console(say, opened):
    assert "还没有人" in say("list")
    printed = say("add", "王建国", "--role", "admin", "--office", "文书", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in printed and "管理员" in printed
    opened()
    assert entrance.sign_in("王建国", PASSWORD, address="kiosk", now=SUNDAY_MORNING)


def test_a_made_up_password_is_shown_once_and_works(say, opened):
    printed = say("add", "王建国", "--role", "admin", "--generate")
    password = printed.split("王建国的密码：")[1].split()[0]
    assert password not in say("list")
    opened()
    assert entrance.sign_in("王建国", password, address="kiosk", now=SUNDAY_MORNING)


def test_without_an_administrator_the_console_says_so(say):
    assert "还没有管理员" in say("add", "李秀英", "--role", "cadre", "--generate")


def test_two_different_copies_change_nothing(say):
    assert "不一样" in say("add", "王建国", "--role", "admin", typed=f"{PASSWORD}\n{PASSWORD}了\n", expect=2)
    assert "还没有人" in say("list")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(("add", "王建国", "--role", "supervisor", "--generate"), "声明", id="nothing declared"),
        pytest.param(
            ("add", "王建国", "--role", "supervisor", "--committee-member", "--generate"), "村委会成员", id="member"
        ),
        pytest.param(
            ("add", "王建国", "--role", "supervisor", "--relative-of", "李秀英", "--generate"), "近亲属", id="relative"
        ),
        pytest.param(("add", "", "--role", "admin", "--generate"), "姓名", id="no name"),
        pytest.param(("add", "王\udcff", "--role", "admin", "--generate"), "姓名", id="a name that is no text"),
    ],
)
def test_who_may_not_be_is_refused_with_a_sentence(say, arguments, why):
    with pytest.raises(Refused, match=why):
        say(*arguments)


def test_a_silly_password_is_refused_before_it_is_asked_for_again(say):
    with pytest.raises(Refused, match="密码"):
        say("add", "王建国", "--role", "admin", typed="1234567890\n")


def test_a_supervisor_declares_and_is_taken(say):
    assert "监督委员会" in say("add", "周德明", "--role", "supervisor", "--not-committee-member", "--generate")


@pytest.mark.parametrize("role", ["emperor", ""])
def test_a_role_that_is_none_is_a_wrong_call(say, role):
    say("add", "王建国", "--role", role, "--generate", expect=2)


def test_a_new_password_and_the_end_of_an_account(say, opened):
    say("add", "王建国", "--role", "admin", "--generate")
    say("add", "李秀英", "--role", "cadre", "--generate")
    assert "换好了" in say("reset", "李秀英", "--generate")
    assert "数字密码取消了" in say("reset", "李秀英", "--pin")
    assert "停用了" in say("disable", "李秀英")
    assert "没有再改什么" in say("disable", "李秀英")
    assert "2026-11-22 停用" in say("list")
    opened()
    assert [person.name for person in queries.active()] == ["王建国"]


@pytest.mark.parametrize("command", ["reset", "disable"])
@pytest.mark.parametrize("name", ["没有这个人", "\udcff"])
def test_a_name_nobody_has_is_named_with_those_there_are(say, command, name):
    say("add", "王建国", "--role", "admin", "--generate")
    with pytest.raises(NotFound, match="王建国"):
        say(command, name)


def test_the_last_administrator_stays(say):
    say("add", "王建国", "--role", "admin", "--generate")
    with pytest.raises(Refused, match="最后一个管理员"):
        say("disable", "王建国")
