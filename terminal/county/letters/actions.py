"""What an office does with a sealed letter: take it up, ask, answer, pass on; said down, sealed, and into the county's log."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from terminal.catalogue.queries import calendar
from terminal.clock import Now
from terminal.county import access
from terminal.county.letters import queries, reading, rules
from terminal.county.letters.events import Stepped
from terminal.county.letters.models import LetterDraft
from terminal.county.letters.shapes import Letter
from terminal.county.offices.queries import Office
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback import deadlines, records
from terminal.feedback.sealed import sealing
from terminal.feedback.sealed.container import Letter as Words
from terminal.feedback.sealed.events import SealedAnswered
from terminal.feedback.sealed.told import STEPS, Step, Told, seal_told, unseal_told
from terminal.journal import blobs
from terminal.journal.append import append
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.days import say_full_day
from terminal.text.words import tidy

UNIT: Final = "township"  # offices above a village answer as the government does: other days
LARGEST: Final = 5 * 2**20
AGE: Final = "application/octet-stream"
NO_KEYS = "本单位的公钥还没有登记，答复封不了。请先到“本单位的钥匙”登记。"


class Desk:
    """Somebody of an office at work on one letter, with the identities of their session."""

    def __init__(self, office: Office, letter: Letter, identities: Sequence[str], by: Person, now: Now) -> None:
        self.office, self.letter, self.identities, self.by, self.now = office, letter, identities, by, now

    def words(self) -> Words:
        return reading.words_of(self.letter, self.identities)


def due_on(words: Words, arrived_on: date) -> date:
    """The working day by which such a letter is to be answered, counted from the day it came."""
    said = words.submission
    return deadlines.due(records.table_on(arrived_on), said.category, arrived_on, UNIT, calendar()).day


def longest_due(arrived_on: date) -> date:
    """The same where nobody here can read what kind of letter it is: the longest the table knows."""
    table = records.table_on(arrived_on)
    return max(deadlines.due(table, row.key, arrived_on, UNIT, calendar()).day for row in table.category)


def say(desk: Desk, step: Step, text: str) -> bool:
    """Tell the writer something; True when it went, False when it waits for a second person. Raises Refused."""
    text = tidy(text)
    wrong = [*rules.why_not_step(desk.letter, step), *rules.why_not_words(step, text)]
    refuse_if(wrong or ([] if desk.office.recipients else [Problem(NO_KEYS)]))
    words = desk.words()
    told = _told(desk, step, text, words)
    if rules.needs_second(desk.letter, step):
        _wait(desk, step, "page", seal_told(told, desk.office.recipients))
        return False
    with write():
        _send(desk, step, _sealed(desk, told, words), due_on=told.due_on)
    return True


def _told(desk: Desk, step: Step, text: str, words: Words) -> Told:
    due = due_on(words, desk.letter.arrived_on) if step == "received" else None
    if step == "received" and not text:
        text = f"来信收到了，从{say_full_day(desk.now.today)}起办理。"
    return Told(
        step=step, office=desk.office.name, text=text, day=desk.now.today, due_on=due, reply_to=desk.office.recipients
    )


def _sealed(desk: Desk, told: Told, words: Words) -> bytes:
    """For the receipt, and for the office that must know what it answered."""
    return seal_told(told, [words.reply_to, *desk.office.recipients])


def pass_on(desk: Desk, to: Office, reason: str) -> None:
    """Seal the letter anew for another office, and tell its writer where it went and why. Raises Refused.

    Law: XF (2022) art. 22, 23: what belongs elsewhere is passed on and its writer told.
    """
    reason = tidy(reason)
    wrong = [*rules.why_not_step(desk.letter, "passed"), *rules.why_not_words("passed", reason)]
    if not to.recipients:
        wrong.append(Problem("那个单位的公钥还没有登记，信封不过去。", "转给"))
    refuse_if(wrong or ([] if desk.office.recipients else [Problem(NO_KEYS)]))
    words = desk.words()
    told = _told(desk, "passed", f"转给 {to.name}。{reason}", words)
    anew = sealing.seal(words.submission, words.reply_to, to.recipients, day=words.day, place=words.place)
    sealed, note = blobs.put(anew, "letter.age", AGE), blobs.put(seal_told(told, to.recipients), "note.age", AGE)
    with write():
        _send(desk, "passed", _sealed(desk, told, words), to=to, sealed=sealed, note=note)


def bring(desk: Desk, step: str, data: bytes) -> bool:
    """Take an answer that was sealed on a machine of the office's own; True when it went. Raises Refused."""
    known = next((one for one in STEPS if one == step and one != "passed"), None)
    if known is None:
        raise Refused([Problem("请选这一份是受理、请对方补充，还是答复。", "这一份是")])
    wrong = rules.why_not_step(desk.letter, known)
    if not data.startswith(sealing.MAGIC) or len(data) > LARGEST:
        wrong.append(Problem("这不是封好的答复（age 文件）。请选 terminal feedback answer 做出来的那个文件。", "文件"))
    refuse_if(wrong)
    if rules.needs_second(desk.letter, known):
        _wait(desk, known, "file", data)
        return False
    due = longest_due(desk.letter.arrived_on) if known == "received" else None
    with write():
        _send(desk, known, data, due_on=due)
    return True


def _wait(desk: Desk, step: str, form: str, data: bytes) -> None:
    """Lay it aside, sealed, for a second person of the office."""
    letter = desk.letter
    with write():
        _drop(letter)
        LetterDraft.insert(
            terminal=letter.terminal,
            letter=letter.letter,
            office=desk.office.key,
            step=step,
            form=form,
            data=base64.b64encode(data).decode(),
            state="waiting",
            writer=desk.by.name,
            at=desk.now.at,
            why="",
        ).execute()
        _record(desk, "letter.hand-in")


def approve(desk: Desk, seen: int) -> None:
    """Send what another person wrote. Raises Refused; TerminalError where it cannot be opened."""
    waits = desk.letter.waits
    refuse_if(rules.why_not_approve(waits, seen, desk.by.name))
    if waits is None:
        return
    data = queries.draft_bytes(waits)
    if waits.form == "page":
        told = replace(unseal_told(data, desk.identities), day=desk.now.today)
        data = _sealed(desk, told, desk.words())
    with write():
        _send(desk, waits.step, data, who=waits.writer, approved_by=desk.by.name)
        LetterDraft.update(state="done", data="").where(LetterDraft.id == waits.id).execute()


def send_back(desk: Desk, seen: int, reason: str) -> None:
    """Give it back to be written anew. Raises Refused."""
    waits = desk.letter.waits
    refuse_if(rules.why_not_back(waits, seen, reason, desk.by.name))
    with write():
        LetterDraft.update(state="back", why=tidy(reason)).where(LetterDraft.id == seen).execute()
        _record(desk, "letter.back")


def _drop(letter: Letter) -> None:
    mine = (LetterDraft.terminal == letter.terminal) & (LetterDraft.letter == letter.letter)
    LetterDraft.update(state="done", data="").where(mine).execute()


def _send(
    desk: Desk,
    step: Step,
    data: bytes,
    *,
    to: Office | None = None,
    who: str = "",
    **more: Any,
) -> None:
    """The line that goes down, the line that stays, the record: in the caller's one transaction."""
    letter, blob = desk.letter, blobs.put(data, "answer.age", AGE)
    down = SealedAnswered(to=letter.terminal, lookup=letter.lookup, blob=blob, day=desk.now.today)
    header = append(down, by=desk.office.name, now=desk.now)
    stays = Stepped(
        terminal=letter.terminal,
        letter=letter.letter,
        step=step,
        addressee=desk.office.addressee,
        township=desk.office.township,
        day=desk.now.today,
        who=who or desk.by.name,
        answer=header.seq,
        to_addressee=to.addressee if to else "",
        to_township=to.township if to else "",
        **more,
    )
    append(stays, by=desk.by.by, now=desk.now)
    _drop(letter)
    _record(desk, f"letter.{step}")


def looked(desk: Desk, what: str) -> None:
    """Somebody opened or took away a letter of their office."""
    _record(desk, what, act="looked")


def _record(desk: Desk, what: str, act: Any = "changed") -> None:
    access.record(desk.by, what, act=act, village=desk.letter.terminal, about=str(desk.letter.letter), now=desk.now)
