"""What lies inside a sealed letter: a stored ZIP of exactly one of a few sizes, so that its length says nothing.

`来信.txt` is for people. `feedback.json` is for programs: `v` 1; `day` YYYY-MM-DD; `place` the unit it was written in;
`reply_to` an age recipient for the answer; `category addressee text about name phone channel` as in `shapes.Submission`;
`attached` a list of `{file, name, media_type}`, where `file` is a member of this ZIP. `padding.bin` is zeros.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final

import msgspec

from terminal.errors import Problem, Refused, TerminalError
from terminal.feedback.shapes import Addressee, Attached, Category, Submission
from terminal.text.days import say_full_day

SIZES: Final = (4 * 2**10, 16 * 2**10, 64 * 2**10, 256 * 2**10, 2**20, 4 * 2**20)
MOST_FILES: Final = 16
WORDS, SHAPE, PADDING = "来信.txt", "feedback.json", "padding.bin"
TO: Final[dict[Addressee, str]] = {"village": "本单位", "township": "乡镇", "county": "县", "discipline": "县纪检"}
CATEGORY: Final[dict[Category, str]] = {
    **{
        "inquiry": "咨询",
        "help": "求助",
        "suggestion": "建议",
        "complaint": "投诉",
        "report": "举报",
        "praise": "表扬",
    },
    **{"objection": "公开异议", "finance": "集体财务质询"},
}
ENDINGS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "audio/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
}
# Everything by which bytes show that they are none of ours.
NO_ZIP: Final = (
    *(zipfile.BadZipFile, msgspec.DecodeError, KeyError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
TOO_LARGE = "照片和录音加起来太大，封不进一封信（最多 4 MB）。请少附一张照片，或者把录音说短一些。"
NO_LETTER = "这个文件打开了，里面却不是一封信：可能在路上坏了，也可能不是终端封的。请向发来的人再要一份。"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A submission with what the office must know beside it; `reply_to` is an age recipient only the receipt opens."""

    submission: Submission
    reply_to: str
    day: date
    place: str = ""


class _File(msgspec.Struct, frozen=True):
    file: str
    name: str
    media_type: str


class _Shape(msgspec.Struct, frozen=True, kw_only=True):
    v: int = 1
    day: date
    place: str
    reply_to: str
    category: Category
    addressee: Addressee
    text: str
    about: str
    name: str
    phone: str
    channel: str
    attached: Annotated[tuple[_File, ...], msgspec.Meta(max_length=MOST_FILES)]


def pack(letter: Letter) -> bytes:
    """The letter as a ZIP of exactly one of SIZES bytes. Raises Refused when it is larger than the largest."""
    return padded(letter.day, _members(letter))


def padded(day: date, members: list[tuple[str, bytes]]) -> bytes:
    """These members as a stored ZIP of exactly one of SIZES bytes. Raises Refused when they are too large for the largest."""
    bare = len(_zipped(day, [*members, (PADDING, b"")]))
    size = next((size for size in SIZES if size >= bare), None)
    if size is None:
        raise Refused([Problem(TOO_LARGE, "attached")])
    return _zipped(day, [*members, (PADDING, bytes(size - bare))])


def unpack(data: bytes) -> Letter:
    """The letter a ZIP holds. Raises TerminalError for anything that is none, however it was made."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shape = msgspec.json.decode(member(archive, SHAPE), type=_Shape)
            attached = tuple(Attached(member(archive, one.file), one.media_type, one.name) for one in shape.attached)
    except NO_ZIP:
        raise TerminalError(NO_LETTER) from None
    same = ("category", "addressee", "text", "about", "name", "phone", "channel")
    submission = Submission(**{name: getattr(shape, name) for name in same}, attached=attached)
    return Letter(submission=submission, reply_to=shape.reply_to, day=shape.day, place=shape.place)


def in_words(letter: Letter) -> str:
    """The letter as a person reads it, without anything a screen could take for a command."""
    said = letter.submission
    lines = [
        ("给谁", TO[said.addressee]),
        ("类别", CATEGORY[said.category]),
        ("关于", said.about),
        ("日期", say_full_day(letter.day)),
        ("写信的地方", letter.place),
        ("姓名", said.name or "（没有留）"),
        ("电话", said.phone or "（没有留）"),
        ("附件", "、".join(file for file, _ in named(said)) or "（没有）"),
    ]
    head = "\n".join(f"{label}：{plain(words).replace(chr(10), ' ')}" for label, words in lines if words)
    return f"{head}\n\n{plain(said.text)}\n"


def for_windows(words: str) -> bytes:
    """Windows shows a text as UTF-8 for certain when it begins with the mark."""
    return words.replace("\n", "\r\n").encode("utf-8-sig")


def files(letter: Letter) -> Iterator[tuple[str, bytes]]:
    """Photographs and voice under plain names of our own: 照片1.jpg, 录音1.webm."""
    return ((file, one.data) for file, one in named(letter.submission))


def named(said: Submission) -> Iterator[tuple[str, Attached]]:
    """What is attached, each under a plain name of our own."""
    counted: dict[str, int] = {}
    for one in said.attached:
        stem = {"image": "照片", "audio": "录音"}.get(one.media_type.partition("/")[0], "附件")
        counted[stem] = counted.get(stem, 0) + 1
        yield f"{stem}{counted[stem]}{ENDINGS.get(one.media_type, '.bin')}", one


def _members(letter: Letter) -> list[tuple[str, bytes]]:
    said = letter.submission
    listed = list(named(said))
    fields = msgspec.structs.asdict(said) | {
        "attached": tuple(_File(file, one.name, one.media_type) for file, one in listed),
        **{"day": letter.day, "place": letter.place, "reply_to": letter.reply_to},
    }
    words = for_windows(in_words(letter))
    return [(WORDS, words), (SHAPE, msgspec.json.encode(_Shape(**fields))), *((file, one.data) for file, one in listed)]


def _zipped(day: date, members: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), data)
    return target.getvalue()


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Stored members only: a few bytes must not swell to a full disk."""
    if archive.getinfo(name).compress_type != zipfile.ZIP_STORED:
        raise ValueError(name)
    return archive.read(name)


def plain(words: str) -> str:
    return "".join(char for char in words if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf"))
