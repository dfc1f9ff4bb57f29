"""What everybody in this room agrees on: what a villager says, to whom, how they are answered and how they rate it."""

from datetime import date, datetime
from typing import Final, Literal, get_args

import msgspec

from terminal.errors import TerminalError

Category = Literal["inquiry", "help", "suggestion", "complaint", "report", "praise", "objection", "finance"]
Addressee = Literal["village", "township", "county", "discipline"]
Channel = Literal["kiosk", "phone", "paper", "telephone", "visit", "letter"]
# What was felt when they talked it over.
Outcome = Literal["satisfied", "understood", "not"]
# received: nobody has taken it; handling; asked: waits for the villager; answered; merged: another case speaks for it.
State = Literal["received", "handling", "asked", "answered", "merged"]

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
ADDRESSEES: Final[tuple[Addressee, ...]] = get_args(Addressee)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
# Ways in which something comes to the desk and is typed in there.
KEYED_IN: Final[tuple[Channel, ...]] = ("paper", "telephone", "visit", "letter")
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
# Five levels, 1 非常满意 to 5 非常不满意; the last two are dissatisfied (国办发〔2019〕51号).
LEVELS: Final = (1, 2, 3, 4, 5)
DISSATISFIED: Final = frozenset((4, 5))
REASONS: Final = ("slow", "unclear", "unsolved", "attitude", "other")

LONGEST_TEXT: Final = 2000


class Attached(msgspec.Struct, frozen=True):
    """A photograph made anew from its pixels, or a voice as “audio/webm”; in memory only."""

    data: bytes
    media_type: str
    name: str


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a villager says, in memory only.

    `about` is empty or a path of this terminal: “/disclosures/<index-no>”, “/ledger/lines/<id>”.
    """

    category: Category
    addressee: Addressee
    text: str
    about: str = ""
    name: str = ""
    phone: str = ""
    attached: tuple[Attached, ...] = ()
    channel: str = "kiosk"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What is written at the desk: the answer to the person, and, when it is to be public, question and answer masked."""

    text: str = ""
    public: bool = False
    question: str = ""
    answer: str = ""


class Find(msgspec.Struct, frozen=True):
    """Something personal in a reply: `field` of the form and what it is called, the words `around` it, `shown` instead.

    `place` counts the finds of one field.
    """

    kind: str
    field: str
    place: int
    where: str
    around: str
    shown: str
    says: str


class Allowed(msgspec.Struct, frozen=True):
    """A find somebody let stand: which, why, who."""

    kind: str
    shown: str
    reason: str
    by: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is written for one case and not said yet; kept on this machine only.

    `purpose` is answer, ask (a second time) or publish; `state` is writing, waiting (for a second person), done or dropped.
    """

    id: int
    number: str
    purpose: Literal["answer", "ask", "publish"]
    state: Literal["writing", "waiting", "done", "dropped"]
    revision: int
    reply: Reply
    author: int
    author_name: str
    saved_by: str
    saved_at: datetime
    writers: tuple[str, ...] = ()
    note: str = ""
    allowed: tuple[Allowed, ...] = ()
    finds: tuple[Find, ...] = ()


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A talk with somebody who was not satisfied: when, who sat there for the office, what was said, how it ended."""

    day: date
    present: str
    said: str
    outcome: Outcome


class Slip(msgspec.Struct, frozen=True):
    """What is handed to somebody whose words were typed in at the desk; the code is kept nowhere."""

    number: str
    code: str


class Clash(TerminalError):
    """Somebody else has saved this reply meanwhile; nothing of theirs is overwritten."""

    def __init__(self, theirs: Draft) -> None:
        self.theirs = theirs
        super().__init__(f"{theirs.saved_by}刚才也改了这一件的答复。")
