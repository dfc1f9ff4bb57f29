"""What takes long goes on in a thread, can be looked at and ended, and never keeps anybody waiting."""

import threading

import pytest

from terminal.errors import Problem, Refused
from terminal.sync.jobs import Desk, Job, patiently


def ended(work):
    job = Job("export", "usb", work).start()
    job.join(10)
    return job.progress


def test_what_was_done_is_said():
    def work(job):
        job.expect(10)
        job.step(4)
        job.step(6)
        yield "可以拔出。"

    seen = ended(work)
    assert (seen.state, seen.done, seen.total, seen.says) == ("done", 10, 10, ("可以拔出。",))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param(Refused([Problem("满了。"), Problem("拔了。")]), ("满了。", "拔了。"), id="refused"),
        pytest.param(OSError("坏了"), ("坏了",), id="disk"),
    ],
)
def test_what_went_wrong_is_said_in_sentences(wrong, says):
    def work(job):
        raise wrong
        yield

    seen = ended(work)
    assert (seen.state, seen.says) == ("failed", says)


def test_somebody_may_say_stop():
    began, go_on = threading.Event(), threading.Event()

    def work(job):
        began.set()
        go_on.wait(10)
        job.step(1)
        yield "never"

    job = Job("export", "usb", work).start()
    began.wait(10)
    assert job.is_running
    job.cancel()
    go_on.set()
    job.join(10)
    assert (job.progress.state, job.progress.says) == ("cancelled", ())


def test_only_one_thing_at_a_time():
    go_on = threading.Event()

    def work(job):
        go_on.wait(10)
        yield "done"

    desk = Desk()
    first = desk.begin(Job("export", "usb", work))
    with pytest.raises(Refused, match="没做完"):
        desk.begin(Job("import", "usb", work))
    go_on.set()
    first.join(10)
    desk.begin(Job("import", "usb", work)).join(10)
    assert desk.job.progress.what == "import"


def test_a_stick_that_does_not_answer_is_not_waited_for():
    for_ever = threading.Event()
    assert patiently(lambda: for_ever.wait(10), "nothing", seconds=0.01) == "nothing"
    for_ever.set()
    assert patiently(lambda: 7, 0) == 7
