"""What goes to and fro about a sealed letter: what its office tells the writer, what the writer adds or thinks of it.

Each is an age file whose plaintext is a stored ZIP of one of the sizes of `container`. `答复.txt` (`补充.txt`) is for
people. `answer.json` is for programs: `v` 1; `step` received, asked, answered or passed; `office` its name; `text`;
`day` YYYY-MM-DD; `due_on` the day promised, or null; `reply_to` the age recipients of the office, for what the writer
adds. `more.json`: `v` 1; `day`; `text`, or `level` 1 to 5 with `reasons`.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar, get_args

import msgspec
import pyrage

from terminal.errors import Problem, Refused, TerminalError
from terminal.feedback.sealed import container
from terminal.feedback.sealed.sealing import MAGIC, NO_OFFICE, NOT_SEALED, read_identity, read_recipient
from terminal.text.days import say_full_day

Step = Literal["received", "asked", "answered", "passed"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
WORDS, ANSWER, MORE_WORDS, MORE = "答复.txt", "answer.json", "补充.txt", "more.json"
SAYS: Final[dict[Step, str]] = {
    "received": "收到了，正在办",
    "asked": "请您补充",
    "answered": "答复",
    "passed": "转给别的单位办",
}
LONGEST: Final = 2000  # characters
NO_ANSWER = "这个文件打开了，里面却不是一份答复：可能在路上坏了。请再要一份。"
WRONG_KEY = "这把钥匙打不开这一份：不是封给它的，或者在路上坏了。"

Shape = TypeVar("Shape", bound=msgspec.Struct)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an office tells somebody who wrote to it; `due_on` is the working day by which it promises the answer."""

    v: int = 1
    step: Step
    office: str
    text: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    day: date
    due_on: date | None = None
    reply_to: Annotated[tuple[str, ...], msgspec.Meta(max_length=16)] = ()


class More(msgspec.Struct, frozen=True, kw_only=True):
    """What the writer adds (`text`), or how the answer is rated: `level` 1 非常满意 to 5 非常不满意, 0 for none."""

    v: int = 1
    day: date
    text: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    level: Annotated[int, msgspec.Meta(ge=0, le=5)] = 0
    reasons: Annotated[tuple[str, ...], msgspec.Meta(max_length=5)] = ()


def seal_told(told: Told, recipients: Sequence[str]) -> bytes:
    """The answer as an age file for these keys: the receipt's, and the office's own. Raises Refused."""
    head = (f"{told.office}  {say_full_day(told.day)}", SAYS[told.step])
    due = f"最晚 {say_full_day(told.due_on)} 答复。" if told.due_on else ""
    words = "\n".join((*head, "", container.plain(told.text), *filter(None, [due]), ""))
    return _sealed(told.day, [(WORDS, container.for_windows(words)), (ANSWER, msgspec.json.encode(told))], recipients)


def unseal_told(data: bytes, identities: Sequence[str]) -> Told:
    """Raises TerminalError with a sentence: no age file, another's, no answer inside."""
    return _unsealed(data, identities, ANSWER, Told)


def seal_more(more: More, recipients: Sequence[str]) -> bytes:
    """What the writer adds as an age file for the office. Raises Refused."""
    rated = f"评价：{more.level}（1 非常满意，5 非常不满意）" if more.level else ""
    words = "\n".join((say_full_day(more.day), "", rated or container.plain(more.text), ""))
    members = [(MORE_WORDS, container.for_windows(words)), (MORE, msgspec.json.encode(more))]
    return _sealed(more.day, members, recipients)


def unseal_more(data: bytes, identities: Sequence[str]) -> More:
    """Raises TerminalError as `unseal_told` does."""
    return _unsealed(data, identities, MORE, More)


def _sealed(day: date, members: list[tuple[str, bytes]], recipients: Sequence[str]) -> bytes:
    keys: list[Any] = [read_recipient(key) for key in dict.fromkeys(recipients)]
    if not keys:
        raise Refused([Problem(NO_OFFICE)])
    return pyrage.encrypt(container.padded(day, members), keys)


def _unsealed(data: bytes, identities: Sequence[str], name: str, shape: type[Shape]) -> Shape:
    if not data.startswith(MAGIC):
        raise TerminalError(NOT_SEALED)
    try:
        plain = pyrage.decrypt(data, [read_identity(one) for one in identities])
    except pyrage.DecryptError:
        raise TerminalError(WRONG_KEY) from None
    try:
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            return msgspec.json.decode(container.member(archive, name), type=shape)
    except container.NO_ZIP:
        raise TerminalError(NO_ANSWER) from None
