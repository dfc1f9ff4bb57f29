"""A sealed letter opened, in memory: its words, what was answered, what its writer added, what waits for a second person."""

from collections.abc import Sequence

import msgspec

from terminal.county.letters import queries
from terminal.county.letters.models import LetterStep
from terminal.county.letters.shapes import Letter
from terminal.errors import NotFound, TerminalError
from terminal.feedback.sealed import container, sealing
from terminal.feedback.sealed.container import Letter as Words
from terminal.feedback.sealed.models import SealedAnswer, SealedMore
from terminal.feedback.sealed.told import More, Told, unseal_more, unseal_told
from terminal.feedback.shapes import Attached
from terminal.journal import blobs
from terminal.journal.append import origin

NOT_HERE = "这封信登记了，信的文件还没有送到县平台。等那个村下次送来，就能打开。"


class Said(msgspec.Struct, frozen=True):
    """An answer that went down, with what the writer added after it; `told` None where another office sealed it."""

    told: Told | None
    more: tuple[More, ...]


class Opened(msgspec.Struct, frozen=True):
    """Everything of a letter that its office reads; `note` is what the office before wrote when passing it on."""

    words: Words
    said: tuple[Said, ...]
    note: Told | None
    draft: Told | None

    @property
    def files(self) -> tuple[tuple[str, Attached], ...]:
        return tuple(container.named(self.words.submission))


def opened(letter: Letter, identities: Sequence[str]) -> Opened:
    """Raises TerminalError with a sentence: not here yet, damaged, sealed for another key."""
    words = words_of(letter, identities)
    waits = letter.waits
    draft = unseal_told(queries.draft_bytes(waits), identities) if waits and waits.form == "page" else None
    return Opened(words, tuple(_said(letter, identities)), _note(letter, identities), draft)


def words_of(letter: Letter, identities: Sequence[str]) -> Words:
    """The letter alone. Raises TerminalError."""
    return sealing.unseal(sealed(letter), identities)


def sealed(letter: Letter) -> bytes:
    """The letter as it lies here, closed. Raises TerminalError where its file has not come."""
    try:
        return blobs.path(letter.sha256).read_bytes()
    except NotFound:
        raise TerminalError(NOT_HERE) from None


def added(letter: Letter, place: int) -> bytes:
    """What the writer added, still sealed; `place` counts from 1. Raises NotFound, TerminalError where it has not come."""
    mine = (SealedMore.origin == letter.terminal) & (SealedMore.lookup == letter.lookup)
    rows = list(SealedMore.select().where(mine).order_by(SealedMore.log_seq))
    if not 1 <= place <= len(rows):
        raise NotFound(queries.GONE)
    try:
        return blobs.path(rows[place - 1].sha256).read_bytes()
    except NotFound:
        raise TerminalError(NOT_HERE) from None


def _said(letter: Letter, identities: Sequence[str]) -> list[Said]:
    mine = (SealedAnswer.origin == origin()) & (SealedAnswer.terminal == letter.terminal)
    rows = SealedAnswer.select().where(mine & (SealedAnswer.lookup == letter.lookup)).order_by(SealedAnswer.log_seq)
    return [Said(_told(row.sha256, identities), _more(letter, row.log_seq, identities)) for row in rows]


def _told(sha256: str, identities: Sequence[str]) -> Told | None:
    try:
        return unseal_told(blobs.path(sha256).read_bytes(), identities)
    except (NotFound, TerminalError):
        return None


def _more(letter: Letter, answer: int, identities: Sequence[str]) -> tuple[More, ...]:
    mine = (SealedMore.origin == letter.terminal) & (SealedMore.lookup == letter.lookup)
    found = []
    for row in SealedMore.select().where(mine & (SealedMore.answer == answer)).order_by(SealedMore.log_seq):
        try:
            found.append(unseal_more(blobs.path(row.sha256).read_bytes(), identities))
        except (NotFound, TerminalError):
            continue
    return tuple(found)


def _note(letter: Letter, identities: Sequence[str]) -> Told | None:
    mine = (LetterStep.terminal == letter.terminal) & (LetterStep.letter == letter.letter) & (LetterStep.note != "")
    row = LetterStep.select().where(mine).order_by(LetterStep.log_seq.desc()).first()
    return _told(row.note, identities) if row else None
