"""Coming in, being turned away with waits that grow, and sessions that end."""

from datetime import timedelta

import msgspec
import pytest

from terminal import clock
from terminal.config import Desk
from terminal.errors import Refused
from terminal.journal.models import LogBody
from terminal.opening import open_terminal
from terminal.staff import actions, entrance, models, queries
from terminal.store.database import close_database
from tests.conftest import SUNDAY_MORNING
from tests.staff.people import PASSWORD, PIN, make
from tests.world import log_length

pytestmark = pytest.mark.usefixtures("shiqiao")
LAN, OTHER = "192.168.1.20", "192.168.1.21"
DESK = Desk()


def later(**passed):
    return clock.Now.of(SUNDAY_MORNING.at + timedelta(**passed))


def refused(name="李秀英", secret="wrong", address=LAN, now=SUNDAY_MORNING, by_pin=False):
    with pytest.raises(Refused) as found:
        entrance.sign_in(name, secret, by_pin=by_pin, address=address, now=now)
    (problem,) = found.value.problems
    return problem.says


def enter(now=SUNDAY_MORNING, address=LAN, secret=PASSWORD, by_pin=False):
    return entrance.sign_in("李秀英", secret, by_pin=by_pin, address=address, now=now)


def test_the_cookie_is_kept_only_as_a_hash():
    make("cadre")
    cookie, signed = enter()
    assert signed.name == "李秀英" and entrance.find(cookie) == signed
    assert cookie not in str(list(models.Session.select().tuples()))
    assert signed.token != cookie


def test_a_wrong_password_and_an_unknown_name_are_answered_alike():
    make("cadre")
    assert (
        refused()
        == refused(name="没有这个人")
        == refused(name="")
        == refused(name="x" * 9999)
        == refused(name="\ud800\x00")
    )


def test_an_unknown_name_is_hashed_for_too(monkeypatch):
    hashed = []
    monkeypatch.setattr(entrance, "fits", lambda kept, secret: hashed.append(kept) or False)
    make("cadre")
    refused()
    refused(name="没有这个人")
    assert len(hashed) == 2 and hashed[0] and not hashed[1]


@pytest.mark.parametrize("secret", ["", "\x00", "字" * 100_000, "\ud800", PASSWORD + "x"])
def test_strange_secrets_are_merely_wrong(secret):
    make("cadre")
    assert refused(secret=secret) == entrance.WRONG


def test_a_pin_opens_at_the_touchscreen_alone():
    make("cadre")
    assert enter(address=entrance.KIOSK, secret=PIN, by_pin=True)[1].by_pin
    assert refused(secret=PIN, by_pin=True) == entrance.WRONG_PIN
    assert refused(secret=PIN) == entrance.WRONG


def test_somebody_without_a_pin_has_no_empty_pin():
    make("cadre", pin="")
    assert refused(secret="", by_pin=True, address=entrance.KIOSK) == entrance.WRONG_PIN


def test_after_a_few_wrong_guesses_even_the_right_one_must_wait():
    make("cadre")
    for _ in range(5):
        assert refused() == entrance.WRONG
    assert "请等 5 秒" in refused(secret=PASSWORD)
    assert "请等" in refused(secret=PASSWORD, address=OTHER)
    assert enter(later(seconds=5))


def test_guesses_during_the_wait_do_not_make_it_longer():
    make("cadre")
    for _ in range(50):
        refused()
    assert enter(later(seconds=5))


def test_the_wait_survives_a_reboot(settings):
    make("cadre")
    for _ in range(5):
        refused()
    close_database()
    open_terminal(settings)
    assert "请等" in refused(secret=PASSWORD)


def test_a_clock_that_fell_back_a_year_locks_nobody_out():
    make("cadre")
    for _ in range(5):
        refused(now=later(days=365))
    assert "请等 5 秒" in refused(secret=PASSWORD)
    assert enter(later(seconds=5))


def test_the_network_cannot_shut_the_hall_out():
    make("cadre")
    for minute in range(20):
        refused(now=later(minutes=16 * minute))
    assert enter(later(minutes=16 * 19, seconds=1), address=entrance.KIOSK)


def test_one_machine_that_tries_many_names_must_wait_too():
    for number in range(13):
        assert refused(name=f"名字{number}") == entrance.WRONG
    assert "请等" in refused(name="又一个名字")
    assert refused(name="又一个名字", address=OTHER) == entrance.WRONG


def test_coming_in_a_hundred_times_a_day_is_no_guessing():
    make("cadre")
    for minute in range(100):
        enter(later(minutes=minute))


def test_guesses_are_forgotten_after_a_day():
    make("cadre")
    for _ in range(5):
        refused()
    refused(now=later(days=1, minutes=1))
    assert models.Attempt.select().where(models.Attempt.count > 1).count() == 0


def test_each_of_three_wrong_pins_leaves_a_line():
    make("cadre")
    for _ in range(3):
        refused(secret="111222", by_pin=True, address=entrance.KIOSK)
    assert [(one.name, one.what) for one in queries.happened(3)] == [
        ("李秀英", ("3", "kiosk")),
        ("李秀英", ("2", "kiosk")),
        ("李秀英", ("1", "kiosk")),
    ]


def test_a_name_nobody_has_leaves_a_line_without_it():
    refused(name="老桥下面的水车转得慢")
    (one,) = queries.happened(1)
    assert (one.kind, one.name, one.what) == ("audit.refusal", "", ("1", "lan"))


def test_names_without_end_from_one_machine_leave_few_lines():
    before = log_length()
    for number in range(200):
        refused(name=f"名字{number}", now=later(minutes=16 * number))
    assert log_length() - before < 30


def test_a_guesser_cannot_fill_the_log_and_a_mistyped_name_never_reaches_it():
    make("cadre")
    before = log_length()
    for quarter in range(300):
        refused(now=later(minutes=16 * quarter), address=f"10.0.0.{quarter % 4}")
        refused(name="老桥下面的水车转得慢", now=later(minutes=16 * quarter), address=f"10.0.1.{quarter % 4}")
    assert log_length() - before < 120
    assert not any("水车" in row.body for row in LogBody.select())


def test_no_secret_and_no_address_is_ever_in_the_log():
    make("cadre")
    cookie, signed = enter()
    for _ in range(6):
        refused()
    kept = queries.by_name("李秀英")
    said = "\n".join(row.body for row in LogBody.select())
    row = models.Person.get()
    for secret in (PASSWORD, PIN, cookie, signed.token, signed.key, row.password, row.pin, LAN):
        assert secret not in said
    assert kept.name in said


def test_a_session_lives_while_somebody_is_there():
    make("cadre")
    cookie, _ = enter()
    for minute in range(0, 200, 19):
        assert entrance.seen(cookie, later(minutes=minute), DESK)
    assert entrance.seen(cookie, later(minutes=190 + 21), DESK) is None
    assert entrance.find(cookie) is None


def test_a_session_by_pin_ends_much_sooner():
    make("cadre")
    cookie, _ = enter(address=entrance.KIOSK, secret=PIN, by_pin=True)
    assert entrance.seen(cookie, later(seconds=179), DESK)
    assert entrance.seen(cookie, later(seconds=179 + 180), DESK) is None


def test_pages_one_after_the_other_do_not_write_each_time():
    make("cadre")
    cookie, _ = enter()
    entrance.seen(cookie, later(seconds=30), DESK)
    assert models.Session.get().last_seen == SUNDAY_MORNING.at
    entrance.seen(cookie, later(minutes=3), DESK)
    assert models.Session.get().last_seen == later(minutes=3).at


@pytest.mark.parametrize("cookie", ["", "x", "' OR 1=1 --"])
def test_a_cookie_nobody_made_is_nobody(cookie):
    make("cadre")
    enter()
    assert entrance.seen(cookie, SUNDAY_MORNING, DESK) is None


def test_signing_out_ends_this_session_only():
    make("cadre")
    here, signed = enter()
    there, _ = enter()
    entrance.sign_out(signed)
    assert entrance.find(here) is None and entrance.find(there)


def test_a_session_of_somebody_who_has_left_is_nobody():
    person = make("cadre")
    cookie, _ = enter()
    models.Person.update(disabled_on=SUNDAY_MORNING.today).execute()
    assert entrance.seen(cookie, SUNDAY_MORNING, DESK) is None
    assert actions.end_sessions(person) == 1


def test_idle_times_are_those_of_the_settings():
    make("cadre")
    cookie, _ = enter()
    assert entrance.seen(cookie, later(minutes=2), msgspec.structs.replace(DESK, idle=1)) is None
