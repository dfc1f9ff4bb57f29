"""Looking for letters in files: what lies there in whatever shape is found, what does not is not."""

import base64
import os

import pytest

from bench import letters, needles
from bench.needles import Needles
from tests.world import child

WORDS = "梧桐琥珀鹧鸪"
CODE = "1234567890123456"
WANTED = Needles(dict.fromkeys(needles.of_words(WORDS), "words"), frozenset([CODE.encode()]))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "file"


@pytest.mark.parametrize("before", range(3))
@pytest.mark.parametrize("code", needles.CODES)
def test_words_are_found_in_every_code_alone_and_in_base64(code, before, file):
    data = os.urandom(before) + WORDS.encode(code) + b"after"
    for kept in (data, base64.b64encode(data), data.hex().encode(), data.hex().upper().encode()):
        file.write_bytes(os.urandom(100) + kept)
        assert list(needles.hits(file, WANTED)) == [f"{file}: words"]


@pytest.mark.parametrize("said", [CODE, "1234 5678 9012 3456", "1234+5678+9012+3456", "1234%205678%209012%203456"])
@pytest.mark.parametrize("code", ["utf-8", "utf-16-le"])
def test_a_receipt_code_is_found_however_it_is_written(said, code, file):
    file.write_bytes(b"\xff" + f"code={said}&".encode(code))
    assert list(needles.hits(file, WANTED)) == [f"{file}: receipt code"]


def test_another_code_and_other_words_are_not_found(file):
    file.write_text("1234 5678 9012 3457 琥珀梧桐", "utf-8")
    assert list(needles.hits(file, WANTED)) == []


HOLDS = """
import os, sys
handle = open(sys.argv[1], "w+b")
handle.write(sys.argv[2].encode())
handle.flush()
os.unlink(sys.argv[1])
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_file_without_a_name_that_is_still_open_is_looked_at(tmp_path):
    with child(HOLDS, tmp_path / "gone", WORDS) as process:
        assert process.stdout.readline() == "ready\n"
        found = [hit for one in needles.open_files(process.pid) for hit in needles.hits(one, WANTED)]
        process.communicate()
    assert len(found) == 1


def test_a_piece_of_a_photograph_is_one_that_is_nowhere_else_by_chance():
    data = bytes(1000) + bytes(range(200)) + bytes(3000)
    assert letters.piece(data) in data
    assert len(set(letters.piece(data))) >= letters.DISTINCT


def test_a_file_of_one_colour_has_no_such_piece():
    with pytest.raises(StopIteration):
        letters.piece(bytes(1000))
