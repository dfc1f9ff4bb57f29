"""Removing public words for good: one asks, another agrees, and nothing of them stays in any file of this machine."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from terminal.clock import Now
from terminal.disclosures import actions as disclosures
from terminal.disclosures import queries as published
from terminal.disclosures import rules
from terminal.drafts import models
from terminal.drafts.batch import queries as batches
from terminal.drafts.public import queries
from terminal.drafts.queries import open_drafts
from terminal.drafts.shapes import Content
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.journal.erasing import is_named
from terminal.staff.queries import Person
from terminal.store.database import compact, overwriting, write
from terminal.text.words import tidy

EMPTY: dict[str, Any] = {"title": "（内容已依法删除）", "whole": "{}", "meetings": "[]", "overruled": "[]"}
WORDS = ("summary", "text", "table", "reason", "responsible", "doc_no")


def ask(number: str, wanted: Collection[int], basis: str, reason: str, *, by: Person, now: Now) -> int:
    """The id of what a second person is asked to agree to. Raises Refused or NotFound; nothing is removed yet."""
    with write():
        told = published.versions(origin(), number)
        gone = [one.version for one in told if one.redacted]
        refuse_if(
            [
                *rules.why_not_erase(wanted, gone, told[0].versions, told[0].withdrawn_on),
                *rules.why_not_redact(basis, reason),
                *_why_not_now(number),
            ]
        )
        removal_id = models.Removal.insert(
            state="waiting",
            number=number,
            versions=msgspec.json.encode(sorted(set(wanted))).decode(),
            basis=tidy(basis).strip(),
            reason=tidy(reason).strip(),
            asked_by=by.id,
            asked_name=by.by,
            asked_at=now.at,
            decided_name="",
            note="",
            files="[]",
        ).execute()
        return int(removal_id)


def _why_not_now(number: str) -> list[Problem]:
    found = []
    if queries.waiting_about(number):
        found.append(Problem("这一条已经有人提出要删，正等另一个人同意。"))
    if any(draft.about == number for draft in open_drafts()):
        found.append(Problem("这一条正有人在改。请先办完，或者点“不写了”。"))
    return found


def refuse(removal_id: int, note: str, *, by: Person, now: Now) -> None:
    """Leave everything as it is, and say why. Raises Refused or NotFound."""
    with write():
        removal = queries.one(removal_id)
        refuse_if([] if removal.is_waiting else [Problem("这一件已经办过了。")])
        refuse_if([] if len(note.strip()) > 1 else [Problem("请写明为什么不删。", "理由")])
        _change(removal_id, state="refused", decided_name=by.by, decided_at=now.at, note=tidy(note).strip())


def allow(removal_id: int, *, by: Person, now: Now) -> None:
    """The second person agrees: the words go, at once and for good. Raises Refused or NotFound; nothing is gone then.

    Raises TerminalError when the words are out of the log but not yet out of every file; `finish` ends it later.
    """
    with overwriting(), write():
        removal = queries.one(removal_id)
        if not removal.may_allow(by):
            raise Refused([Problem("要另一个监督委员会或者乡镇审核的人同意，提出的人自己不行。")])
        refuse_if(_why_not_now(removal.number)[1:])
        named = disclosures.redact(
            removal.number,
            removal.versions,
            removal.basis,
            removal.reason,
            removal.asked_name,
            by=by.by,
            now=now,
        )
        files = {*named, *_forget_drafts(removal.number), *_forget_batches(removal.number)}
        listed = msgspec.json.encode(sorted(files)).decode()
        _change(removal_id, state="erasing", decided_name=by.by, decided_at=now.at, files=listed)
    finish()


def _change(removal_id: int, **fields: Any) -> None:
    models.Removal.update(**fields).where(models.Removal.id == removal_id).execute()


def _forget_drafts(number: str) -> set[str]:
    """The desk's own copies: drafts this came from, what was noted with them, and their files."""
    mine = models.Draft.select(models.Draft.id).where(models.Draft.about == number)
    rows = models.DraftFile.select().where(models.DraftFile.draft.in_(mine))
    files = {sha256 for row in rows for sha256 in (row.sha256, row.thumbnail) if sha256}
    models.DraftFile.delete().where(models.DraftFile.draft.in_(mine)).execute()
    models.DraftStep.update(note="").where(models.DraftStep.draft.in_(mine)).execute()
    models.Draft.update(**EMPTY, **dict.fromkeys(WORDS, "")).where(models.Draft.about == number).execute()
    return files


def _forget_batches(number: str) -> set[str]:
    """The entry of a list that was brought in."""
    files: set[str] = set()
    for batch in batches.that_made(number):
        place = batch.numbers.index(number)
        files |= {blob.sha256 for blob in batch.entries[place].files}
        blank = msgspec.structs.replace(
            batch.entries[place], content=Content(title=EMPTY["title"]), files=(), finds=(), cells={}
        )
        entries = (*batch.entries[:place], blank, *batch.entries[place + 1 :])
        told = msgspec.json.encode(entries).decode()
        models.Batch.update(entries=told).where(models.Batch.id == batch.id).execute()
    return files


def _is_kept(sha256: str) -> bool:
    """Does anybody still name this file: the log, a draft, a list?"""
    in_draft = (models.DraftFile.sha256 == sha256) | (models.DraftFile.thumbnail == sha256)
    return (
        is_named(sha256)
        or models.DraftFile.select().where(in_draft).exists()
        or models.Batch.select().where(models.Batch.entries.contains(sha256)).exists()
    )


def finish() -> None:
    """End what was begun: attachments nobody names, kept sheets, free pages of the database. Also after a power cut."""
    for removal in queries.removals("erasing"):
        for sha256 in removal.files:
            if not _is_kept(sha256):
                blobs.drop(sha256)
        _drop_sheets(blobs.folder().parent / "pdf")
        compact()
        with write():
            _change(removal.id, state="done", files="[]")


def _drop_sheets(folder: Path) -> None:
    """A sheet's file name does not tell what it says; all are made anew when asked for."""
    for path in folder.glob("*.pdf"):
        path.unlink(missing_ok=True)
