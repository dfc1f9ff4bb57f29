"""Kinds are registered once, and bodies are salted, short and readable."""

from typing import ClassVar

import pytest

from terminal.journal import kinds
from terminal.journal.chain import parse
from terminal.journal.kinds import BlobRef, Event, known, read_body, register, said_by, write_body
from tests.journal.toys import Grow, Plant


@pytest.fixture(autouse=True)
def none_known(monkeypatch):
    monkeypatch.setattr(kinds, "_known", {})


def test_a_registered_kind_is_known():
    register(Plant, Grow)
    register(Plant)
    assert known("toy.plant") is Plant
    assert kinds.understood() == "toy.grow@1 toy.plant@1"
    assert known("toy.fell") is None


def test_two_classes_of_one_kind_are_a_mistake():
    class Impostor(Event, frozen=True, kw_only=True):
        kind: ClassVar[str] = "toy.plant"

    register(Plant)
    with pytest.raises(ValueError, match="two classes"):
        register(Impostor)


def test_a_kind_may_not_name_what_every_body_has():
    class Signed(Event, frozen=True, kw_only=True):
        kind: ClassVar[str] = "toy.signed"
        by: str

    with pytest.raises(ValueError, match="by, salt"):
        register(Signed)


def test_a_body_comes_back_as_it_went_and_says_who_wrote_it():
    event = Plant(name="银杏", pictures=(BlobRef(sha256="a" * 64, name="图.jpg", media_type="image/jpeg", size=3),))
    line = write_body(event, "王秀英")
    assert read_body(line, Plant) == event
    assert said_by(line) == "王秀英"


def test_the_same_said_twice_has_another_salt():
    lines = [write_body(Plant(name="银杏"), "a") for _ in range(20)]
    assert len(set(lines)) == 20
    assert all(len(parse(line)["salt"]) == 32 for line in lines)


def test_a_body_of_256_kibibytes_fits_and_one_byte_more_does_not():
    room = 256 * 1024 - len(write_body(Plant(name=""), "a"))
    assert len(write_body(Plant(name="x" * room), "a")) == 256 * 1024
    with pytest.raises(ValueError, match="最多 262144 字节"):
        write_body(Plant(name="x" * (room + 1)), "a")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"by":"a","salt":"0"}', id="field missing"),
        pytest.param('{"name":1}', id="wrong type"),
        pytest.param("树", id="words"),
        pytest.param("", id="erased"),
    ],
)
def test_a_body_that_says_something_else_is_refused(line):
    with pytest.raises(ValueError):
        read_body(line, Plant)


def test_fields_of_a_newer_program_are_left_aside():
    assert read_body('{"leaves":7,"name":"银杏"}', Plant) == Plant(name="银杏")
