"""Floods, guesses, double taps: what is counted, for how long, and what of it the disk may know."""

import threading
from datetime import date, timedelta

import pytest

from terminal import clock
from terminal.errors import Refused
from terminal.feedback import intake, limits
from terminal.feedback.limits import FeedbackGuess, Slips, Spacing, Used
from terminal.feedback.room_left import Full
from terminal.feedback.shapes import Submission
from terminal.journal.append import origin
from tests.world import at

NOW = at(date(2026, 11, 22))


def later(seconds: int) -> clock.Now:
    return clock.Now.of(NOW.at + timedelta(seconds=seconds))


class Ticks:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_device_waits_thirty_seconds_and_another_does_not():
    ticks = Ticks()
    spacing = Spacing(30, ticks)
    spacing.take("kiosk")
    with pytest.raises(Refused, match="请等 31 秒|请等 30 秒"):
        spacing.take("kiosk")
    spacing.take("192.168.1.20")
    ticks.now += 29
    assert "请等" in spacing.why_wait("kiosk")
    ticks.now += 1
    assert spacing.why_wait("kiosk") == ""
    spacing.take("kiosk")


def test_what_was_refused_does_not_make_anybody_wait():
    spacing = Spacing(30, Ticks())
    spacing.take("kiosk")
    spacing.give_back("kiosk")
    spacing.take("kiosk")


def test_spacing_remembers_no_address():
    spacing = Spacing(30, Ticks())
    spacing.take("192.168.1.20")
    assert b"192.168" not in repr(spacing.__dict__).encode()


def test_the_same_form_gives_the_same_code_once_worked():
    slips, worked = Slips(60), []

    def work() -> str:
        worked.append(1)
        return "1234567890123456"

    form = [b"id", b"text"]
    assert slips.once(form, work) == slips.once(form, work)
    assert len(worked) == 1


def test_two_taps_at_once_work_once():
    slips, worked, codes = Slips(60), [], []
    gate = threading.Event()

    def work() -> str:
        gate.wait(5)
        worked.append(1)
        return f"{len(worked)}"

    taps = [threading.Thread(target=lambda: codes.append(slips.once([b"form"], work))) for _ in range(8)]
    for tap in taps:
        tap.start()
    gate.set()
    for tap in taps:
        tap.join()
    assert codes == ["1"] * 8


def test_another_text_under_the_same_form_is_another_letter():
    slips = Slips(60)
    assert slips.once([b"id", b"one"], lambda: "1") == "1"
    assert slips.once([b"id", b"two"], lambda: "2") == "2"


def test_a_refused_form_may_come_again():
    slips = Slips(60)

    def refuse() -> str:
        raise Refused(())

    with pytest.raises(Refused):
        slips.once([b"form"], refuse)
    assert slips.once([b"form"], lambda: "1") == "1"


def test_after_two_minutes_the_code_is_gone_and_the_form_is_not_taken_twice():
    slips = Slips(60)
    slips.once([b"form"], lambda: "1234567890123456")
    slips._forget(limits._mark(b"form"))
    assert "1234567890123456" not in repr(vars(slips))
    with pytest.raises(Used, match="已经交过"):
        slips.once([b"form"], lambda: "2")


def test_five_wrong_codes_and_then_a_wait_that_says_how_long(shiqiao):
    for _ in range(5):
        limits.count_guess("kiosk", NOW)
    with pytest.raises(Refused, match="请等 10 分钟|请等 11 分钟"):
        limits.count_guess("kiosk", later(1))
    limits.count_guess("192.168.1.20", later(1))
    limits.count_guess("kiosk", later(601))


def test_guesses_are_still_counted_after_a_restart(shiqiao):
    from terminal.opening import open_terminal
    from terminal.store.database import close_database

    for _ in range(5):
        limits.count_guess("kiosk", NOW)
    close_database()
    open_terminal(shiqiao)
    with pytest.raises(Refused):
        limits.count_guess("kiosk", later(5))


def test_ten_thousand_guesses_at_once_are_five(shiqiao):
    passed = 0
    for number in range(300):
        try:
            limits.count_guess("kiosk", later(number))
            passed += 1
        except Refused:
            pass
    assert passed == 5


def test_a_right_code_is_no_guess(shiqiao):
    for _ in range(20):
        limits.forgive(limits.count_guess("kiosk", NOW))
    assert FeedbackGuess.select().count() == 0


def test_neither_device_nor_code_stands_in_the_table(shiqiao):
    limits.count_guess("192.168.1.20", NOW)
    (row,) = FeedbackGuess.select().dicts()
    assert set(row) == {"id", "who", "at"}
    assert "192" not in row["who"][:3] + row["who"][-3:] or len(row["who"]) == 32


def test_a_clock_put_back_shuts_nobody_out_for_long(shiqiao):
    for _ in range(5):
        limits.count_guess("kiosk", later(400 * 24 * 3600))
    with pytest.raises(Refused):
        limits.count_guess("kiosk", NOW)
    limits.count_guess("kiosk", later(601))


def test_a_full_disk_still_lets_people_look(shiqiao, monkeypatch):
    def full(*_) -> tuple[int, int]:
        raise Full

    monkeypatch.setattr(limits, "_count", full)
    assert limits.count_guess("kiosk", NOW) == 0
    limits.forgive(0)


def test_after_thirty_letters_a_day_no_more_files(shiqiao, monkeypatch):
    monkeypatch.setattr(limits, "WITH_FILES", 2)
    said = Submission(category="inquiry", addressee="village", text="路灯什么时候修？")
    assert limits.takes_files(origin(), NOW.today)
    for _ in range(2):
        intake.submit(said, NOW)
    assert not limits.takes_files(origin(), NOW.today)
    assert limits.takes_files(origin(), NOW.today + timedelta(days=1))


@pytest.mark.parametrize(("seconds", "says"), [(1, "1 秒"), (119, "119 秒"), (120, "2 分钟"), (601, "11 分钟")])
def test_waiting_is_said_as_people_say_it(seconds, says):
    assert limits.say_wait(seconds) == says
