"""What a villager wrote on the form, read into one submission: every problem at once, everything in memory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback import queries, rules
from terminal.feedback.room_left import Room
from terminal.feedback.sealed.queries import Desk
from terminal.feedback.shapes import CATEGORIES, Attached, Category, Submission
from terminal.text.words import tidy
from terminal.uploads import reading
from terminal.uploads.kinds import LARGEST_FILE
from terminal.uploads.shapes import PICTURES

MOST_PHOTOS: Final = 3
LARGEST_VOICE: Final = 2**20
LONGEST_VOICE: Final = 60  # seconds; the page stops there, one MiB of speech is the limit here
VOICE: Final = "audio/webm"
EBML, SOUND, MOVING = b"\x1a\x45\xdf\xa3", b"A_OPUS", (b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG")
HEAD: Final = 4096  # bytes in which a WebM file says what it is and which tracks it has
NOT_A_VOICE: Final = "这段录音认不出来，没有收下。请重新录一遍，或者不录，写几个字也行。"

# Names of the form's fields; what rules call them.
LABELS: Final = {
    **{"类别": "category", "交给": "addressee", "收信单位": "addressee", "内容": "text"},
    **{"姓名": "name", "电话": "phone", "照片": "photo", "录音": "voice", "关于": "about"},
}


class Brought(msgspec.Struct, frozen=True):
    """A file as it came with the form."""

    name: str
    data: bytes


class Typed(msgspec.Struct, frozen=True):
    """The form as it was sent, nothing looked at yet."""

    fields: Mapping[str, str]
    photos: tuple[Brought, ...] = ()
    voice: Brought | None = None

    def says(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def has_files(self) -> bool:
        return bool(self.photos or self.voice)

    def content(self) -> list[bytes]:
        """Everything that was sent, for telling two sendings of one form from two letters."""
        words = [f"{name}={value}".encode("utf-8", "replace") for name, value in sorted(self.fields.items())]
        return [*words, *(photo.data for photo in self.photos), self.voice.data if self.voice else b""]


def closed_to(category: str, desk: Desk, unit_kind: str) -> str:
    """Why this category may not go to this one; empty when it may. Law: XF (2022) art. 30."""
    if desk.missing:
        return desk.missing
    if category == "report" and desk.addressee == "village" and unit_kind in rules.NO_REPORTS:
        return "举报不交给村里，免得落到被举报的人手上。请另选一个。"
    return ""


def read(
    typed: Typed, *, desks: Sequence[Desk], unit_kind: str, room: Room, files_allowed: bool, channel: str
) -> Submission:
    """The submission this form makes, photographs made anew. Raises Refused with every problem and where it is."""
    category, addressee = typed.says("category"), typed.says("addressee")
    text = tidy(typed.says("text"))
    name, phone = (" ".join(tidy(typed.says(field)).split()) for field in ("name", "phone"))
    about = typed.says("about")
    wrong = [*_why_not_place(category, addressee, desks, unit_kind), *rules.why_not_text(text)]
    wrong += _why_not_person(name, phone)
    if about and queries.named(about) is None:
        wrong.append(Problem("“关于哪一条”对不上这台机器里公开的东西，已经去掉了。请再点一次“交上去”。", "关于"))
    attached: tuple[Attached, ...] = ()
    if typed.has_files and (says := why_no_files(room, files_allowed)):
        wrong.append(Problem(says, "照片"))
    else:
        attached, more = _attached(typed)
        wrong += more
    refuse_if(wrong)
    chosen: Category = next(one for one in CATEGORIES if one == category)
    receiver = next(desk.addressee for desk in desks if desk.addressee == addressee)
    return Submission(
        category=chosen, addressee=receiver, text=text, about=about, name=name, phone=phone,
        attached=attached, channel=channel,
    )  # fmt: skip


def why_no_files(room: Room, files_allowed: bool) -> str:
    """Why no photographs and no voice are taken now; empty when they are."""
    if room < Room.ALL:
        return "机器里地方不多了，照片和录音暂时收不下。请去掉照片和录音，只写字。"
    if not files_allowed:
        return "今天收到的太多，照片和录音先不收了，字照收。请去掉照片和录音，或者明天再交。"
    return ""


def _why_not_place(category: str, addressee: str, desks: Sequence[Desk], unit_kind: str) -> Iterable[Problem]:
    if category not in CATEGORIES:
        yield Problem("还没选是哪一类。请在上面八个里点一个。", "类别")
    desk = next((one for one in desks if one.addressee == addressee), None)
    if desk is None:
        yield Problem("还没选交给谁。请点一个。", "交给")
    elif says := closed_to(category, desk, unit_kind):
        yield Problem(says, "交给")


def _why_not_person(name: str, phone: str) -> Iterable[Problem]:
    if len(name) > rules.LONGEST_NAME:
        yield Problem(f"姓名最多 {rules.LONGEST_NAME} 个字。不写也行。", "姓名")
    if len(phone) > rules.LONGEST_PHONE:
        yield Problem(f"电话最多 {rules.LONGEST_PHONE} 个字。不写也行。", "电话")


def _attached(typed: Typed) -> tuple[tuple[Attached, ...], list[Problem]]:
    """The files as they are kept, and what is wrong with those that cannot be."""
    kept: list[Attached] = []
    wrong: list[Problem] = []
    if len(typed.photos) > MOST_PHOTOS:
        wrong.append(Problem(f"照片最多 {MOST_PHOTOS} 张，现在有 {len(typed.photos)} 张。请去掉几张。", "照片"))
        return (), wrong
    for number, photo in enumerate(typed.photos, start=1):
        try:
            kept.append(_photo(photo, number))
        except Refused as refused:
            wrong += [Problem(f"第 {number} 张：{problem.says}", "照片") for problem in refused.problems]
    if typed.voice:
        try:
            kept.append(_voice(typed.voice))
        except Refused as refused:
            wrong += refused.problems
    return tuple(kept), wrong


def _photo(photo: Brought, number: int) -> Attached:
    """Made anew from its pixels; its own name, which may say who took it, is not kept."""
    if len(photo.data) > LARGEST_FILE:
        raise Refused([Problem("照片太大，放不下。请拍近一点，或者缩小以后再传。", "照片")])
    upload = reading.read(photo.data, f"照片{number}.jpg")
    if upload.kind not in PICTURES:
        raise Refused([Problem("这不是照片。这里只收照片（.jpg、.png）。", "照片")])
    return Attached(upload.data, upload.media_type, f"照片{number}{'.png' if upload.kind == 'png' else '.jpg'}")


def _voice(voice: Brought) -> Attached:
    """Speech as browsers record it: WebM with one Opus track and no pictures."""
    head = voice.data[:HEAD]
    if len(voice.data) > LARGEST_VOICE:
        raise Refused([Problem(f"录音太长，最多 {LONGEST_VOICE} 秒。请重新录一遍，拣要紧的说。", "录音")])
    is_sound = head.startswith(EBML) and b"webm" in head[:64] and SOUND in head
    if not is_sound or any(mark in head for mark in MOVING):
        raise Refused([Problem(NOT_A_VOICE, "录音")])
    return Attached(voice.data, VOICE, "录音.webm")
