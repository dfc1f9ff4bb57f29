"""What an office tells and a writer adds: opened by the keys it was sealed for and by nothing else."""

import io
import zipfile

import pyrage
import pytest
from pyrage import x25519

from terminal.errors import Refused, TerminalError
from terminal.feedback.sealed import container, sealing
from terminal.feedback.sealed.told import More, seal_more, seal_told, unseal_more, unseal_told
from tests.feedback.offices import PUBLIC, SECRET
from tests.feedback.sealed.answering import ANSWER, told
from tests.world import SUNDAY


def test_an_answer_comes_back_as_it_was_told():
    answer = told(due_on=SUNDAY)
    assert unseal_told(seal_told(answer, [PUBLIC]), [SECRET]) == answer


def test_what_a_writer_adds_comes_back_as_it_was_said():
    more = More(day=SUNDAY, level=4, reasons=("slow",))
    assert unseal_more(seal_more(more, [PUBLIC]), [SECRET]) == more


def test_receipt_and_office_both_open_it():
    secret, public = sealing.new_identity()
    sealed = seal_told(told(), [public, PUBLIC])
    assert unseal_told(sealed, [secret]) == unseal_told(sealed, [SECRET])


def _inside(sealed: bytes) -> bytes:
    return pyrage.decrypt(sealed, [x25519.Identity.from_str(SECRET)])


def test_its_length_says_nothing_of_its_words():
    sealed = [seal_told(told(text=words), [PUBLIC]) for words in ("好。", ANSWER, ANSWER * 5)]
    sealed += [seal_more(more, [PUBLIC]) for more in (More(day=SUNDAY, level=1), More(day=SUNDAY, text="补" * 300))]
    assert {len(_inside(one)) for one in sealed} == {4096}


def test_the_words_can_be_read_without_this_program():
    with zipfile.ZipFile(io.BytesIO(_inside(seal_told(told(), [PUBLIC])))) as archive:
        assert ANSWER in archive.read("答复.txt").decode("utf-8-sig")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "不是封好的信", id="nothing"),
        pytest.param(b"\x89PNG", "不是封好的信", id="a picture"),
        pytest.param(b"age-encryption.org/v1\n-> X25519 x\n", "打不开", id="cut"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(data, says):
    with pytest.raises(TerminalError, match=says):
        unseal_told(data, [SECRET])


def test_another_key_and_a_flipped_bit_open_nothing():
    sealed = bytearray(seal_told(told(), [PUBLIC]))
    with pytest.raises(TerminalError, match="打不开"):
        unseal_told(bytes(sealed), [sealing.new_identity()[0]])
    sealed[-1] ^= 1
    with pytest.raises(TerminalError, match="打不开"):
        unseal_told(bytes(sealed), [SECRET])


def test_a_letter_is_no_answer():
    key = sealing.read_recipient(PUBLIC)
    with pytest.raises(TerminalError, match="不是一份答复"):
        unseal_told(pyrage.encrypt(container.padded(SUNDAY, [("feedback.json", b"{}")]), [key]), [SECRET])
    with pytest.raises(TerminalError, match="不是一份答复"):
        unseal_told(pyrage.encrypt(b"not a zip", [key]), [SECRET])


def test_without_a_key_nothing_is_sealed():
    with pytest.raises(Refused):
        seal_told(told(), [])
