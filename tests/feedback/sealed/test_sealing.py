"""A sealed letter is opened by its office alone, says nothing by its length, and falls to pieces in no other way."""

import io
import subprocess
import zipfile
from datetime import date

import msgspec
import pyrage
import pytest

from terminal.errors import Refused, TerminalError
from terminal.feedback.sealed import container, sealing
from terminal.feedback.sealed.sealing import identities_in, seal, unseal
from terminal.feedback.shapes import Attached, Submission

DAY = date(2026, 11, 22)
SECRET, PUBLIC = sealing.new_identity()
REPLY_TO = sealing.new_identity()[1]
PHOTO = Attached(b"\xff\xd8" + bytes(range(256)) * 400, "image/jpeg", "王家门口.jpg")
VOICE = Attached(b"\x1aE\xdf\xa3" + b"v" * 60_000, "audio/webm", "voice.webm")


def said(**changes):
    usual = {
        "category": "report",
        "addressee": "discipline",
        "text": "村里的挖沙款没有入账。\n我亲眼看见的。",
        "about": "/ledger/lines/17",
        "name": "李大山",
        "phone": "13900001111",
    }
    return Submission(**usual | changes)


def sealed(submission=None, recipients=(PUBLIC,)):
    return seal(submission or said(), REPLY_TO, recipients, day=DAY, place="石桥村")


def plain(data):
    return pyrage.decrypt(data, [sealing.read_identity(SECRET)])


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "office.key"
    path.write_text(f"# 县纪检\n{SECRET}\n")
    return path


def test_the_office_reads_what_was_written():
    whole = said(attached=(PHOTO, VOICE))
    letter = unseal(sealed(whole), [SECRET])
    assert (letter.submission, letter.reply_to, letter.day, letter.place) == (whole, REPLY_TO, DAY, "石桥村")


def test_every_key_of_the_office_opens_it_alone():
    second, public = sealing.new_identity()
    data = sealed(recipients=(PUBLIC, public))
    assert unseal(data, [SECRET]) == unseal(data, [second])


@pytest.mark.parametrize(
    ("attached", "size"),
    [
        pytest.param(0, 4 * 1024, id="words"),
        pytest.param(5_000, 16 * 1024, id="a small picture"),
        pytest.param(30_000, 64 * 1024, id="a picture"),
        pytest.param(200_000, 256 * 1024, id="a photograph"),
        pytest.param(900_000, 1024 * 1024, id="three photographs"),
        pytest.param(3_000_000, 4 * 1024 * 1024, id="photographs and voice"),
    ],
)
def test_the_length_is_one_of_six(attached, size):
    photos = (Attached(bytes(attached), "image/png", "a.png"),) if attached else ()
    assert len(plain(sealed(said(attached=photos)))) == size


def test_one_byte_decides_between_two_sizes_and_never_gives_a_third():
    lengths = {len(plain(sealed(said(text="a" * count)))) for count in range(0, 2000, 13)}
    assert lengths <= {4096, 16384}


def test_what_is_too_large_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="太大") as wrong:
        sealed(said(attached=(Attached(bytes(4 * 2**20), "image/jpeg", "a.jpg"),)))
    assert str(wrong.value).endswith("。")


def test_the_age_command_and_unzip_open_it(key, tmp_path):
    letter, opened = tmp_path / "letter.age", tmp_path / "letter.zip"
    letter.write_bytes(sealed(said(attached=(PHOTO,))))
    subprocess.run(["age", "-d", "-i", key, "-o", opened, letter], check=True, capture_output=True)
    with zipfile.ZipFile(opened) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["来信.txt", "feedback.json", "照片1.jpg", "padding.bin"]
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        words = archive.read("来信.txt").decode("utf-8-sig")
        assert archive.read("照片1.jpg") == PHOTO.data
    for expected in ("县纪检", "举报", "/ledger/lines/17", "李大山", "13900001111", "2026年11月22日", "我亲眼看见的。"):
        assert expected in words


def test_nothing_of_it_stands_in_the_sealed_bytes():
    data = sealed(said(attached=(PHOTO,)))
    for words in ("挖沙款", "李大山", "13900001111", "discipline", "来信"):
        assert words.encode() not in data


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        pytest.param((), "还没有收信单位的钥匙", id="none"),
        pytest.param(("",), "是空的", id="empty"),
        pytest.param(("age1abc",), "不是公钥", id="half a key"),
        pytest.param((PUBLIC[:-1] + ("q" if PUBLIC[-1] != "q" else "p"),), "抄错了", id="a wrong letter"),
        pytest.param((PUBLIC, "ssh-ed25519 AAAA"), "不是公钥", id="another kind of key"),
        pytest.param((SECRET,), "这是私钥", id="the private key"),
    ],
)
def test_without_a_right_key_nothing_is_sealed(keys, says):
    with pytest.raises(Refused, match=says) as wrong:
        sealed(recipients=keys)
    assert str(wrong.value).endswith("。") and SECRET not in str(wrong.value)


def test_somebody_elses_key_opens_nothing():
    with pytest.raises(TerminalError, match="打不开"):
        unseal(sealed(), [sealing.new_identity()[0]])


@pytest.mark.parametrize("harm", [lambda data: data[:-1], lambda data: data[:-9] + b"x" + data[-8:], lambda d: d[:200]])
def test_a_damaged_letter_is_refused_with_a_sentence(harm):
    with pytest.raises(TerminalError, match="。"):
        unseal(harm(sealed()), [SECRET])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"age", "信".encode()])
def test_what_is_no_letter_is_refused_with_a_sentence(data):
    with pytest.raises(TerminalError, match="不是封好的信"):
        unseal(data, [SECRET])


def zipped(members, how=zipfile.ZIP_STORED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def shape(**changes):
    letter = container.Letter(submission=said(), reply_to=REPLY_TO, day=DAY)
    with zipfile.ZipFile(io.BytesIO(container.pack(letter))) as archive:
        return msgspec.json.encode(msgspec.json.decode(archive.read("feedback.json")) | changes)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(b"no zip", id="no ZIP"),
        pytest.param(zipped({}), id="an empty ZIP"),
        pytest.param(zipped({"feedback.json": b"{}"}), id="nothing said"),
        pytest.param(zipped({"feedback.json": b"\xff"}), id="no words"),
        pytest.param(zipped({"feedback.json": shape(category="war")}), id="an unknown category"),
        pytest.param(zipped({"feedback.json": shape()}, zipfile.ZIP_DEFLATED), id="something that could swell"),
        pytest.param(
            zipped({"feedback.json": shape(attached=[{"file": "../key", "name": "", "media_type": "image/png"}])}),
            id="a file that is not inside",
        ),
        pytest.param(
            zipped({"a": b"", "feedback.json": shape(attached=[{"file": "a", "name": "", "media_type": "x/y"}] * 99)}),
            id="one file ninety-nine times",
        ),
    ],
)
def test_anybody_may_seal_anything_and_it_is_still_only_a_sentence(inside):
    data = pyrage.encrypt(inside, [sealing.read_recipient(PUBLIC)])
    with pytest.raises(TerminalError, match="不是一封信"):
        unseal(data, [SECRET])


def test_names_of_files_are_our_own():
    hostile = Attached(b"x", "image/jpeg", "../../etc/passwd")
    other = Attached(b"y", "text/html", "a.html")
    letter = unseal(sealed(said(attached=(hostile, other))), [SECRET])
    assert [name for name, _ in container.files(letter)] == ["照片1.jpg", "附件1.bin"]


def test_a_letter_cannot_command_the_screen_it_is_read_on():
    letter = container.Letter(submission=said(text="a\x1b[2J\u202eb\nc", name="x\ny\x07"), reply_to=REPLY_TO, day=DAY)
    assert container.in_words(letter).endswith("\n\na[2Jb\nc\n")
    assert "姓名：x y\n" in container.in_words(letter)


def test_an_identity_file_may_be_locked_with_a_passphrase():
    file = f"# key\n{SECRET}\n".encode()
    locked = sealing.locked(file, "三更灯火")
    assert identities_in(locked, "三更灯火") == identities_in(file) == (SECRET,)
    with pytest.raises(TerminalError, match="口令不对"):
        identities_in(locked, "五更鸡")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "是空的", id="empty"),
        pytest.param(b"# only a remark\n", "是空的", id="only a remark"),
        pytest.param(PUBLIC.encode(), "这是公钥", id="the public key"),
        pytest.param(b"\xff\xfe\x00", "读不懂", id="bytes"),
        pytest.param(SECRET[:-1].encode(), "读不懂", id="half a key"),
    ],
)
def test_what_is_no_identity_is_said_without_repeating_it(data, says):
    with pytest.raises(TerminalError, match=says) as wrong:
        identities_in(data)
    assert SECRET[16:30] not in str(wrong.value)
