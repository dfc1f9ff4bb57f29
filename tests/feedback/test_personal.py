"""Numbers, and the writer, are found in what will be read, and masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from terminal.feedback import personal
from terminal.feedback.shapes import Allowed, Reply, Same
from tests.feedback.test_rules import CASE

NAMED = replace(CASE, name="孙桂兰", phone="0990-5550123")
IDENTITY, MOBILE = "11010519491231002X", "13812345678"


def kinds(case, **said) -> list[tuple[str, str]]:
    return [(find.field, find.kind) for find in personal.finds(case, Reply(**said))]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param({"text": f"打 {MOBILE}"}, [("text", "mobile")], id="mobile number"),
        pytest.param({"text": IDENTITY}, [("text", "identity")], id="identity number"),
        pytest.param({"text": "孙桂兰您好"}, [], id="her name in what only she reads"),
        pytest.param({"question": "孙桂兰问"}, [], id="what will not be public"),
        pytest.param({"public": True, "question": "孙桂兰问"}, [("question", "writer")], id="her name in public"),
        pytest.param({"public": True, "answer": "09905550123"}, [("answer", "writer")], id="her telephone, unspaced"),
        pytest.param({"public": True, "answer": "0990 555 0123"}, [("answer", "writer")], id="her telephone, spaced"),
        pytest.param({"public": True, "answer": "孙桂兰和孙桂兰"}, [("answer", "writer")] * 2, id="twice"),
        pytest.param({"public": True, "answer": "孙家的灯"}, [], id="somebody's surname"),
    ],
)
def test_what_shows_a_person_is_found(said, found):
    assert kinds(NAMED, **said) == found


def test_a_name_is_private_when_another_reads_the_same_answer():
    both = replace(NAMED, same=(Same("F2026-0002", "灯不亮", 0),))
    assert kinds(both, text="孙桂兰您好") == [("text", "writer")]


def test_the_writers_mobile_number_is_found_once():
    case = replace(CASE, phone=MOBILE)
    assert kinds(case, public=True, answer=f"打 {MOBILE}") == [("answer", "mobile")]


@pytest.mark.parametrize("name", ["", "孙", "孙.*", "(", "\\"])
def test_an_odd_name_breaks_nothing(name):
    case = replace(CASE, name=name, phone="...")
    assert personal.masked(case, Reply(public=True, question=f"孙{name}问", answer="x")).question


def test_what_stands_around_a_find_shows_no_other():
    (find, _) = personal.finds(NAMED, Reply(text=f"甲 {MOBILE} 乙 {IDENTITY}"))
    assert find.around == "甲 138****5678 乙 （不公开）"


@given(st.text("孙桂兰1234567890 打", max_size=60))
def test_after_masking_nothing_is_left(words):
    reply = personal.masked(NAMED, Reply(text="好的。", public=True, question=words, answer=words))
    assert NAMED.name not in reply.question
    assert not [find for find in personal.finds(NAMED, reply) if find.kind == "mobile"]


def test_what_was_let_stand_stays_and_is_counted():
    reply = Reply(text=MOBILE, public=True, question="打哪里？", answer=f"{MOBILE} 或 {MOBILE}")
    allowed = (Allowed("mobile", "138****5678", "值班电话", "李秀英"),)
    assert personal.standing(CASE, reply, allowed) == ()
    assert personal.masked(CASE, reply, allowed) == reply
    assert [one.count for one in personal.overruled(CASE, reply, allowed)] == [2]


def test_identity_numbers_and_the_writer_are_never_let_stand():
    reply = Reply(text="好的。", public=True, question="孙桂兰问", answer=IDENTITY)
    allowed = (Allowed("writer", "孙**", "她同意", "李"), Allowed("identity", "（不公开）", "她同意", "李"))
    assert len(personal.standing(NAMED, reply, allowed)) == 2
