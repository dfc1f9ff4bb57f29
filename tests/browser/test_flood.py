"""Somebody who sends again and again, or tries codes one after the other, against a real process that is started anew."""

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from terminal.feedback.limits import GUESSES
from terminal.feedback.receipts import new_code
from tests.browser.serving import Terminal
from tests.feedback.letters import letter


def post(terminal: Terminal, path: str, **fields: str) -> tuple[int, str]:
    """Status and page that a form sent by a program gets."""
    try:
        with urlopen(f"{terminal.url}{path}", urlencode(fields).encode(), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.fixture
def guessed(mortal: Terminal) -> Terminal:
    """A terminal at which five wrong codes were tried."""
    for _ in range(GUESSES):
        status, page = post(mortal, "/feedback/receipt", code=new_code())
        assert (status, "还没有答复，或者号码不对" in page) == (200, True)
    return mortal


def test_a_second_letter_at_once_is_not_taken(mortal):
    assert post(mortal, "/feedback/new", **letter(form="1" * 32))[0] == 200
    for number in range(20):
        status, page = post(mortal, "/feedback/new", **letter(form=f"{number:032}", text=f"第{number}封"))
        assert (status, "请等" in page, f"第{number}封" in page) == (422, True, True)


def test_after_five_wrong_codes_one_waits(guessed):
    status, page = post(guessed, "/feedback/receipt", code=new_code())
    assert (status, "请等" in page, "分钟" in page) == (429, True, True)


def test_who_waits_still_waits_when_the_process_is_started_anew(guessed):
    guessed.kill()
    guessed.start()
    assert post(guessed, "/feedback/receipt", code=new_code())[0] == 429


def test_a_slip_of_the_finger_is_no_wrong_code(guessed):
    code = new_code()
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert post(guessed, "/feedback/receipt", code=wrong)[0] == 422


def test_ones_own_code_never_counts_as_wrong(mortal):
    page = post(mortal, "/feedback/new", **letter(form="1" * 32))[1]
    code = "".join(page.partition('class="code"')[2].split("<b>")[place][:4] for place in (1, 2, 3, 4))
    for _ in range(GUESSES + 1):
        status, opened = post(mortal, "/feedback/receipt", code=code)
        assert (status, "您的一件" in opened) == (200, True)
