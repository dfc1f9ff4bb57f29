"""A running terminal goes on rounds by itself, waits longer after bad ones, and goes at once when somebody asks."""

import msgspec
import pytest

from terminal import events_register
from terminal.errors import Refused, TerminalError
from terminal.sync import contact
from terminal.sync.courier import Courier


class Seconds:
    """A clock that only counts, by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def courier(shiqiao, seconds) -> Courier:
    """A county that never answers; chance is always at its end."""
    settings = msgspec.structs.replace(shiqiao, sync=msgspec.structs.replace(shiqiao.sync, county="http://127.0.0.1:9"))
    return Courier(settings, events_register.TABLES, chance=lambda: 1.0, count=seconds)


def looked(courier: Courier) -> bool:
    job = courier.look()
    if job:
        job.join(30)
    return job is not None


def test_it_goes_when_it_is_due_and_not_before(courier, seconds):
    assert not looked(courier)
    seconds.now += 66
    assert looked(courier)
    assert "县平台" in contact.last().says
    assert not looked(courier)


def test_it_waits_longer_each_time_and_forgets_that_when_somebody_asks(courier, seconds):
    seconds.now += 66
    waits = []
    assert looked(courier)
    for _ in range(4):
        before = seconds.now
        while not looked(courier):
            seconds.now += 30
        waits.append(seconds.now - before)
    assert waits == sorted(waits) and waits[0] < waits[-1]
    courier.ask().join(30)
    seconds.now += 61
    assert looked(courier)


def test_without_an_address_it_stays_at_home(shiqiao, seconds):
    courier = Courier(shiqiao, events_register.TABLES, count=seconds)
    seconds.now += 10_000
    assert not courier.has_address and not looked(courier)


def test_an_address_that_is_none_is_said_at_the_start(shiqiao):
    wrong = msgspec.structs.replace(shiqiao, sync=msgspec.structs.replace(shiqiao.sync, county="somewhere"))
    with pytest.raises(TerminalError, match="不是地址"):
        Courier(wrong, events_register.TABLES).start()


def test_two_rounds_at_once_are_refused(courier):
    courier.ask()
    try:
        with pytest.raises(Refused, match="正在和县平台同步"):
            for _ in range(50):
                courier.ask()
    finally:
        courier.desk.job.join(30)
