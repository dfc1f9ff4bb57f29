"""What the holder of a receipt adds to a sealed letter: sealed for the office, once for each answer."""

import pytest

from terminal import clock
from terminal.errors import Refused
from terminal.feedback.sealed import actions
from terminal.feedback.sealed.models import SealedMore
from terminal.feedback.sealed.told import unseal_more
from terminal.journal import blobs
from tests.feedback.offices import SECRET
from tests.feedback.sealed.answering import comes_down, told, written


def _sent():
    row = SealedMore.get()
    return unseal_more(blobs.path(row.sha256).read_bytes(), [SECRET])


def test_a_rating_is_sealed_for_the_office_and_given_once(shiqiao):
    _, receipt = written()
    comes_down(receipt)
    header = actions.rate(receipt, 4, ["slow"], now=clock.now())
    assert (_sent().level, _sent().reasons) == (4, ("slow",))
    assert header.at.endswith("T00:00:00Z") or header.mono == 0
    with pytest.raises(Refused, match="评过"):
        actions.rate(receipt, 1, [], now=clock.now())


def test_what_was_asked_for_is_added_once(shiqiao):
    _, receipt = written()
    comes_down(receipt, told(step="asked", text="请写明是哪一年的挖沙款。"))
    with pytest.raises(Refused):
        actions.add(receipt, "  ", now=clock.now())
    actions.add(receipt, "是 2024 年的。", now=clock.now())
    assert _sent().text == "是 2024 年的。"
    with pytest.raises(Refused, match="没有要您补充"):
        actions.add(receipt, "再说一句。", now=clock.now())


def test_nothing_is_added_where_nothing_was_asked_or_answered(shiqiao):
    _, receipt = written()
    with pytest.raises(Refused):
        actions.add(receipt, "再说一句。", now=clock.now())
    comes_down(receipt, told(step="received"))
    with pytest.raises(Refused):
        actions.rate(receipt, 1, [], now=clock.now())
    assert SealedMore.select().count() == 0


def test_a_level_that_is_none_is_refused(shiqiao):
    _, receipt = written()
    comes_down(receipt)
    for level, reasons in ((0, []), (6, []), (3, ["rude"])):
        with pytest.raises(Refused):
            actions.rate(receipt, level, reasons, now=clock.now())
