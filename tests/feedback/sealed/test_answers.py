"""What a receipt opens of what came down for it."""

from terminal.feedback import receipts
from terminal.feedback.sealed import answers
from terminal.journal import append, blobs
from tests.feedback.sealed.answering import ANSWER, comes_down, told, written


def test_before_anything_came_down_a_receipt_opens_nothing(shiqiao):
    _, receipt = written()
    assert answers.find(receipt) is None


def test_an_answer_is_opened_by_its_receipt(shiqiao):
    _, receipt = written()
    comes_down(receipt)
    found = answers.find(receipt)
    assert found.newest.text == ANSWER
    assert found.may_add


def test_another_receipt_opens_nothing(shiqiao):
    _, receipt = written()
    comes_down(receipt)
    assert answers.find(receipts.unlock(receipts.new_code(), append.origin())) is None


def test_an_answer_without_its_letter_opens_nothing(shiqiao):
    stranger = receipts.unlock(receipts.new_code(), append.origin())
    comes_down(stranger)
    assert answers.find(stranger) is None


def test_a_file_that_has_not_come_is_said_to_be_on_its_way(shiqiao):
    _, receipt = written()
    blobs.drop(comes_down(receipt))
    found = answers.find(receipt)
    assert found.newest is None and not found.may_add
    assert "路上" in found.opened[0].missing


def test_a_damaged_file_says_so_and_leaves_the_earlier_answer(shiqiao):
    _, receipt = written()
    comes_down(receipt, told(step="received", text="收到了。"), line=7)
    comes_down(receipt, line=9, data=b"age-encryption.org/v1\nspoilt")
    found = answers.find(receipt)
    assert found.newest.text == "收到了。"
    assert "坏了" in found.opened[1].missing
    assert not found.may_add
