"""Bringing a table, bringing it again, masking, explaining, handing it in: each one transaction with its line in the history."""

import msgspec
from msgspec.structs import replace

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts import rules as states
from terminal.drafts.shapes import Clash, Content, Draft
from terminal.drafts.tables import checks, models, queries, reading, rules
from terminal.drafts.tables.shapes import Checked, Sent, Work
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.ledger.rules import why_not_excuse
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.tables import privacy
from terminal.tables import queries as tables
from terminal.tables.book import Reading
from terminal.tables.checks import items_of
from terminal.text.days import Period
from terminal.text.words import tidy
from terminal.village.queries import here

HANDED_IN = "已经交上去了，不能改。要改，请先拿回来。"


def start(sent: Sent, *, by: Person, now: Now) -> int:
    """Keep a file as a draft; its id. Raises Refused with every problem; nothing is kept then.

    What does not add up is no reason to refuse: it is shown beside its cell until another file puts it right.
    """
    found = reading.take(sent)
    refuse_if(checks.why_not_period(found.sort, found.period, now))
    content = Content(
        period=found.period.key, title=_title(found), publisher=sent.publisher or here().publishers[0].key
    )
    return _begin(sent, found, content, "publish", "", by, now)


def start_revision(number: str, sent: Sent, reason: str, *, by: Person, now: Now) -> int:
    """Keep a corrected file for a table that is public; the draft's id. Raises NotFound or Refused."""
    current = tables.by_number(here().origin, number)
    why = [Problem("这一张已经撤下，不能再更正。请重新传这一期的表。")] if current.withdrawn_on else []
    refuse_if([*why, *rules.why_not_reason(reason)])
    found = reading.take(replace(sent, sort=current.sort), Period.read(current.period))
    content = Content(period=found.period.key, title=_title(found), reason=tidy(reason).strip())
    return _begin(sent, found, content, "revise", number, by, now)


def _title(found: Checked) -> str:
    return f"{found.sort.name}（{found.period.label()}）"


def _begin(sent: Sent, found: Checked, content: Content, purpose: str, about: str, by: Person, now: Now) -> int:
    kept = _kept(sent, found)
    with write():
        begun = queries.open_for(found.sort.key, found.period.key)
        whose = begun.draft.author_name if begun else ""
        refuse_if([rules.why_not_begun(found.sort.name, found.period, whose)] if begun else ())
        item = items_of(found.sort, here().kind)[0].code
        draft_id = drafts.insert(item, purpose, states.TABLE, content, about, by, now)
        models.DraftTable.insert(
            draft=draft_id, sort=found.sort.key, excuse="", **_file(kept, sent.name, found.reading)
        ).execute()
        drafts.note(queries.one(draft_id).draft, "sheet", by, now, sent.name)
        return draft_id


def _kept(sent: Sent, found: Checked) -> str:
    """Where the file itself lies; nowhere when it is a list of persons, because such lists come with numbers of cards."""
    return "" if found.sort.who else blobs.put(sent.data, sent.name, "").sha256


def _file(sha256: str, name: str, found: Reading) -> dict[str, str]:
    return {"sha256": sha256, "file_name": name, "reading": msgspec.json.encode(found).decode()}


def _open(draft_id: int, revision: int) -> Work:
    """The draft in the caller's transaction. Raises Refused when it was handed in, Clash when somebody else was faster."""
    work = queries.one(draft_id)
    refuse_unless_open(work)
    if work.draft.revision != revision:
        raise Clash(work.draft)
    return work


def refuse_unless_open(work: Work) -> None:
    """Raises Refused for a draft that was handed in."""
    if not work.draft.may_edit:
        raise Refused([Problem(HANDED_IN)])


def _keep(draft: Draft, what: str, by: Person, now: Now, said: str = "", **columns: str) -> None:
    models.DraftTable.update(**columns).where(models.DraftTable.draft == draft.id).execute()
    drafts.change(draft, revision=draft.revision + 1, saved_at=now.at, saved_by=by.by)
    drafts.note(draft, what, by, now, said)


def bring_again(draft_id: int, sent: Sent, revision: int, *, by: Person, now: Now) -> None:
    """Put another file in the place of the one that was wrong. Raises Refused (the old one stays) or Clash."""
    work = _open(draft_id, revision)
    found = reading.take(replace(sent, sort=work.sort.key), work.period)
    kept = _kept(sent, found)
    with write():
        draft = _open(draft_id, revision).draft
        _keep(draft, "sheet", by, now, sent.name, excuse="", **_file(kept, sent.name, found.reading))


def mask(draft_id: int, revision: int, *, by: Person, now: Now) -> None:
    """Mask every name that the table may not show; the file itself stays as it was sent. Raises Refused or Clash."""
    with write():
        work = _open(draft_id, revision)
        fit = privacy.fit_to_show(work.sort, work.reading, checks.privacy(work))
        refuse_if([Problem("没有要遮住的名字。")] if fit == work.reading else ())
        _keep(work.draft, "mask", by, now, reading=msgspec.json.encode(fit).decode())


def explain(draft_id: int, excuse: str, revision: int, *, by: Person, now: Now) -> None:
    """Say why something does not add up; empty takes it back. Raises Refused or Clash.

    An excuse is kept only while something does not add up.
    """
    with write():
        work = _open(draft_id, revision)
        why = " ".join(tidy(excuse).split()) if checks.mismatches(work) else ""
        refuse_if(why_not_excuse(why) if why else ())
        _keep(work.draft, "save", by, now, excuse=why)


def submit(draft_id: int, revision: int, *, by: Person, now: Now) -> None:
    """Hand it in to those who sign. Raises Refused when anything is wrong in the table, or Clash."""
    with write():
        work = _open(draft_id, revision)
        refuse_if(rules.why_not_submit(checks.problems(work, now)))
        drafts.hand_in(work.draft, by, now)
