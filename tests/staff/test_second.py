"""Two-step sign-in: right digits once, wrong ones never, an administrator for whoever lost the telephone."""

from datetime import timedelta

import pyotp
import pytest

from terminal import clock, events_register
from terminal.errors import Refused
from terminal.journal.replay import differences
from terminal.paper.qr import LONGEST
from terminal.staff import entrance, models, queries, sealed, second
from terminal.staff.rules import LONGEST_NAME, Role
from terminal.store.database import empty_wal, write
from tests.conftest import SUNDAY_MORNING
from tests.staff.people import PASSWORD, make

NOW = SUNDAY_MORNING


def later(seconds: int) -> clock.Now:
    return clock.Now.of(NOW.at + timedelta(seconds=seconds))


@pytest.fixture
def person(shiqiao):
    return make(Role.ADMIN)


def turned_on(person) -> pyotp.TOTP:
    told = pyotp.TOTP(second.begin(person))
    second.confirm(person, told.at(NOW.at), by="测试", now=NOW)
    return told


def test_digits_pass_once_and_again_half_a_minute_later(person):
    told = turned_on(person)
    assert not second.passes(person.id, told.at(NOW.at), NOW)  # those of the confirming have passed
    assert second.passes(person.id, told.at(later(30).at), later(30))
    assert not second.passes(person.id, told.at(later(30).at), later(31))
    assert second.passes(person.id, f"{told.at(later(60).at)[:3]} {told.at(later(60).at)[3:]}", later(60))


@pytest.mark.parametrize("code", ["", "000000", "1234567", "１２３４５６", "abc"])
def test_wrong_digits_pass_for_nobody_who_has_turned_it_on(person, code):
    turned_on(person)
    assert not second.passes(person.id, code, later(90))


def test_digits_of_another_time_do_not_pass(person):
    told = turned_on(person)
    assert not second.passes(person.id, told.at(later(300).at), later(90))
    assert not second.passes(person.id, told.at(NOW.at), later(300))


def test_what_was_begun_and_not_confirmed_asks_for_nothing(person):
    second.begin(person)
    assert not second.is_on(person.id) and second.passes(person.id, "", NOW)
    with pytest.raises(Refused, match="不对"):
        second.confirm(person, "000000", by="测试", now=NOW)


def test_signing_in_needs_both_and_a_wrong_digit_counts_as_a_guess(person):
    told = turned_on(person)
    for code in ("", "000000"):
        with pytest.raises(Refused, match="验证码"):
            entrance.sign_in(person.name, PASSWORD, address="10.0.0.8", now=later(60), code=code)
    with pytest.raises(Refused):
        entrance.sign_in(person.name, "x" * 12, address="10.0.0.8", now=later(60), code=told.at(later(60).at))
    _, signed = entrance.sign_in(person.name, PASSWORD, address="10.0.0.8", now=later(90), code=told.at(later(90).at))
    assert signed.person == person


def test_a_wrong_password_does_not_use_up_the_digits(person):
    told, at = turned_on(person), later(120)
    with pytest.raises(Refused):
        entrance.sign_in(person.name, "x" * 12, address="10.0.0.8", now=at, code=told.at(at.at))
    entrance.sign_in(person.name, PASSWORD, address="10.0.0.8", now=at, code=told.at(at.at))


def test_ended_it_asks_for_nothing_and_both_stand_in_the_log(person):
    turned_on(person)
    with pytest.raises(Refused, match="已经开通"):
        second.begin(person)
    second.end(person, by="测试", now=NOW)
    second.end(person, by="测试", now=NOW)
    assert second.passes(person.id, "", NOW)
    assert [one.what[0] for one in queries.happened(3)] == ["second-off", "second", "add"]
    assert differences(events_register.TABLES) == []


def test_the_longest_name_still_fits_the_code(person):
    long = queries.Person(1, "阿" * LONGEST_NAME, frozenset())
    assert len(second.address(long, "A" * 32, "青" * 40).encode()) <= LONGEST


def kept() -> str:
    return models.SecondStep.get().secret


def test_the_secret_lies_in_no_table_and_no_file_but_sealed(person, settings):
    told = turned_on(person)
    assert kept().startswith("sealed:") and told.secret not in kept()
    empty_wal()
    assert told.secret.encode() not in settings.database.read_bytes()


def test_a_secret_an_earlier_program_kept_in_clear_is_sealed_at_the_next_start(person):
    told = turned_on(person)
    with write():
        models.SecondStep.update(secret=told.secret).execute()
    second.seal_old()
    assert kept().startswith("sealed:")
    assert second.passes(person.id, told.at(later(30).at), later(30))


@pytest.mark.parametrize("how", ["another key", "another person's", "spoilt"])
def test_what_does_not_open_lets_nobody_in(person, settings, how):
    told = turned_on(person)
    if how == "another key":
        (settings.data / "keys" / sealed.FILE).write_bytes(bytes(32))
    else:
        said = sealed.seal(told.secret, "99") if how == "another person's" else "sealed:!"
        with write():
            models.SecondStep.update(secret=said).execute()
    assert not second.passes(person.id, told.at(later(30).at), later(30))
    assert not second.passes(person.id, "", later(30))
