"""Bringing a month's sheet, bringing it again, handing it in: each one transaction with its line in the history."""

from typing import Any

import msgspec
from msgspec.structs import replace

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts import rules as states
from terminal.drafts.ledger import checks, choosing, models, queries, reading, rules
from terminal.drafts.ledger.shapes import Checked, Sent, Work
from terminal.drafts.ledger.teaching import queries as teaching
from terminal.drafts.shapes import Clash, Content, Draft
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.ledger import queries as ledger
from terminal.ledger.events import Account
from terminal.ledger.queries import Published
from terminal.ledger.rules import why_not_excuse
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.days import Period
from terminal.text.words import tidy
from terminal.village.queries import here

HANDED_IN = "已经交上去了，不能改。要改，请先拿回来。"


def start(sent: Sent, *, by: Person, now: Now) -> int:
    """Keep a bookkeeper's file as a draft; its id. Raises Refused with every problem; nothing is kept then.

    What does not add up is no reason to refuse: it is shown beside its cell until another file puts it right.
    """
    refuse_if(rules.why_not_item(checks.codes()))
    found = reading.take(sent, queries.accounts(), taught=teaching.words(by))
    refuse_if(checks.why_not_month(found.account, found.period, now))
    content = Content(
        period=found.period.key, title=_title(found), publisher=sent.publisher or here().publishers[0].key
    )
    return _begin(sent, found, content, "publish", "", by, now)


def start_revision(number: str, sent: Sent, reason: str, *, by: Person, now: Now) -> int:
    """Keep a corrected file for a sheet that is public; the draft's id. Raises NotFound or Refused."""
    current = ledger.by_number(here().origin, number)
    why = [Problem("这一张已经撤下，不能再更正。请重新传这个月的账。")] if current.withdrawn_on else []
    refuse_if([*why, *rules.why_not_reason(reason)])
    found = _of_published(sent, current, by)
    content = Content(period=found.period.key, title=_title(found), reason=tidy(reason).strip())
    with write():
        draft_id = _begin(sent, found, content, "revise", number, by, now)
        _keep_pictures(draft_id, current)
        return draft_id


def _keep_pictures(draft_id: int, current: Published) -> None:
    """What was shown beside the sheet that is put right stays beside it."""
    lines = ledger.all_lines(current.origin, current.log_seq)
    for blob, number in {blob: line.voucher for line in lines for blob in line.vouchers}.items():
        said = msgspec.structs.asdict(blob)
        models.DraftPhoto.insert(draft=draft_id, thumbnail="", voucher=number, fen=None, **said).execute()


def _of_published(sent: Sent, current: Published, by: Person) -> Checked:
    account = Account(current.account, current.account_name)
    return reading.take(sent, queries.accounts(), Period.read(current.period), account, teaching.words(by))


def _title(found: Checked) -> str:
    return f"{found.period.label()}财务收支（{found.account.name}）"


def _begin(sent: Sent, found: Checked, content: Content, purpose: str, about: str, by: Person, now: Now) -> int:
    blob = blobs.put(sent.data, sent.name, "")
    with write():
        begun = queries.open_for(found.account.key, found.period.key)
        whose = begun.draft.author_name if begun else ""
        refuse_if([choosing.why_not_begun(found.account, found.period, whose)] if begun else ())
        item = [*checks.codes()][-1]
        draft_id = drafts.insert(item, purpose, states.LEDGER, content, about, by, now)
        columns = {"account": found.account.key, "account_name": found.account.name, **_file(blob.sha256, sent, found)}
        models.DraftSheet.insert(draft=draft_id, **columns).execute()
        drafts.note(queries.one(draft_id).draft, "sheet", by, now, sent.name)
        return draft_id


def _file(sha256: str, sent: Sent, found: Checked) -> dict[str, Any]:
    said = msgspec.json.encode(found.reading).decode()
    return {"sha256": sha256, "file_name": sent.name, "reading": said, "opening": None, "closing": None}


def at_revision(draft_id: int, revision: int) -> Work:
    """The draft in the caller's transaction. Raises Refused when it was handed in, Clash when somebody else was faster."""
    work = queries.one(draft_id)
    refuse_if([] if work.draft.may_edit else [Problem(HANDED_IN)])
    if work.draft.revision != revision:
        raise Clash(work.draft)
    return work


def touch(draft: Draft, by: Person, now: Now) -> None:
    """One more revision of this draft, in the caller's transaction."""
    drafts.change(draft, revision=draft.revision + 1, saved_at=now.at, saved_by=by.by)


def bring_again(draft_id: int, sent: Sent, revision: int, *, by: Person, now: Now) -> None:
    """Put another file in the place of the one that was wrong. Raises Refused (the old one stays) or Clash."""
    work = at_revision(draft_id, revision)
    found = reading.take(sent, queries.accounts(), work.period, work.account, teaching.words(by))
    blob = blobs.put(sent.data, sent.name, "")
    with write():
        draft = at_revision(draft_id, revision).draft
        mine = models.DraftSheet.draft == draft_id
        models.DraftSheet.update(**_file(blob.sha256, sent, found)).where(mine).execute()
        models.DraftEdit.delete().where(models.DraftEdit.draft == draft_id).execute()
        forget_excuse(draft_id)
        touch(draft, by, now)
        drafts.note(draft, "sheet", by, now, sent.name)


def set_balances(
    draft_id: int, opening: int | None, closing: int | None, revision: int, *, by: Person, now: Now
) -> None:
    """Say the balances (fen) that the file does not carry; what the file says is never replaced. Raises Refused or Clash."""
    with write():
        work = at_revision(draft_id, revision)
        said = {"opening": opening if work.asks_opening else None, "closing": closing if work.asks_closing else None}
        models.DraftSheet.update(**said).where(models.DraftSheet.draft == draft_id).execute()
        forget_excuse(draft_id)
        touch(work.draft, by, now)
        drafts.note(work.draft, "save", by, now)


def explain(draft_id: int, statement: int | None, excuse: str, revision: int, *, by: Person, now: Now) -> None:
    """Say what the bank says (fen), and why something does not add up; both may be empty. Raises Refused or Clash.

    An excuse is kept only while something does not add up.
    """
    with write():
        work = replace(at_revision(draft_id, revision), statement=statement, excuse="")
        why = " ".join(tidy(excuse).split()) if checks.mismatches(work) else ""
        refuse_if(why_not_excuse(why) if why else ())
        said = {"excuse": why, "statement": statement}
        models.DraftAside.insert(draft=draft_id, **said).on_conflict_replace().execute()
        touch(work.draft, by, now)
        drafts.note(work.draft, "save", by, now)


def forget_excuse(draft_id: int) -> None:
    """What was said about another version of the sheet says nothing about this one."""
    models.DraftAside.update(excuse="").where(models.DraftAside.draft == draft_id).execute()


def submit(draft_id: int, revision: int, *, by: Person, now: Now) -> None:
    """Hand it in to those who sign. Raises Refused when anything is wrong in the sheet, or Clash."""
    with write():
        work = at_revision(draft_id, revision)
        refuse_if(rules.why_not_submit(checks.problems(work, now)))
        drafts.hand_in(work.draft, by, now)


def refuse_unless_open(work: Work) -> None:
    """Raises Refused for a draft that was handed in."""
    if not work.draft.may_edit:
        raise Refused([Problem(HANDED_IN)])
