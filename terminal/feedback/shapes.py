"""What everybody in this room agrees on: what a villager says, to whom, how they are answered and how they rate it."""

from datetime import date, datetime
from typing import Final, Literal, get_args

import msgspec

from terminal.errors import TerminalError
from terminal.journal.kinds import BlobRef

Category = Literal["inquiry", "help", "suggestion", "complaint", "report", "praise", "objection", "finance"]
Addressee = Literal["village", "township", "county", "discipline"]
Channel = Literal["kiosk", "phone", "paper", "telephone", "visit", "letter", "hotline"]
# What was felt when they talked it over.
Outcome = Literal["satisfied", "understood", "not"]
# received: nobody has taken it; handling; asked: waits for the villager; answered; merged: another case speaks for it.
State = Literal["received", "handling", "asked", "answered", "merged"]
Lamp = Literal["none", "amber", "red"]

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

    `about` is empty or a path of this terminal: “/disclosures/<index-no>”, “/projects/<index-no>”, “/ledger/lines/<id>”.
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


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a case; see terminal/feedback/models.py FeedbackStep."""

    kind: str
    at: datetime
    day: date
    who: str = ""
    approved_by: str = ""
    words: str = ""
    more: str = ""
    level: int = 0


class Same(msgspec.Struct, frozen=True):
    """Another case for which this one speaks."""

    number: str
    text: str
    level: int


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case as the desk sees it; see terminal/feedback/models.py FeedbackCase. `merged_into` is a number here.

    `registered_late`: it lay longer than it may before it was typed in.
    """

    obj: str
    number: str
    category: Category
    about: str
    text: str
    name: str
    phone: str
    attachments: tuple[BlobRef, ...]
    channel: Channel
    received_on: date
    opened_on: date
    deadlines: str
    due_on: date
    first_due_on: date
    legal_due_on: date | None
    provisional: bool
    state: State
    receiver: str
    handler: str
    recused: tuple[str, ...]
    asks: int
    extended: int
    round: int
    reply: str
    answered_on: date | None
    first_answered_on: date | None
    level: int
    talked: bool
    question: str
    answer: str
    published_on: date | None
    index_no: str
    withdrawn_why: str
    merged_into: str
    merged_on: date | None
    registered_late: bool
    steps: tuple[Step, ...] = ()
    same: tuple[Same, ...] = ()
    draft: Draft | None = None

    @property
    def is_open(self) -> bool:
        return self.state in ("received", "handling", "asked")

    @property
    def is_public(self) -> bool:
        return self.published_on is not None

    @property
    def dissatisfied(self) -> bool:
        """Was the last answer rated so, by the writer or by somebody who had said the same?"""
        return self.level in DISSATISFIED or any(one.level in DISSATISFIED for one in self.same)


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case in a list at the desk; `due_on` is the day that counts now: to be taken by, then to be answered by."""

    number: str
    category: Category
    gist: str
    channel: Channel
    received_on: date
    due_on: date
    provisional: bool
    state: State
    handler: str
    level: int
    lamp: Lamp
    waiting: bool
    is_public: bool
    round: int


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt opens: where it stands, what is asked for, the reply. Never the writer's own words.

    `asked` is what is missing, empty when nothing is; `path` the public answer; `speaks` the number of the case that
    answers for it, when it was merged; `log_seq` the newest line of the log about it.
    """

    number: str
    category: Category
    received_on: date
    due_on: date
    provisional: bool
    legal_due_on: date | None
    state: State
    receiver: str
    steps: tuple[Step, ...]
    asked: str
    reply: str
    answered_on: date | None
    level: int
    may_rate: bool
    path: str
    speaks: str
    log_seq: int = 0


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question and its answer in the public column."""

    number: str
    path: str
    title: str
    category: Category
    question: str
    answer: str
    about: str
    received_on: date
    answered_on: date
    published_on: date


class Clash(TerminalError):
    """Somebody else has saved this reply meanwhile; nothing of theirs is overwritten."""

    def __init__(self, theirs: Draft) -> None:
        self.theirs = theirs
        super().__init__(f"{theirs.saved_by}刚才也改了这一件的答复。")
