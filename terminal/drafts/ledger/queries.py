"""Finance drafts; whoever fetches one is checked in the same call."""

import msgspec

from terminal.drafts import models as draft_tables
from terminal.drafts import queries as drafts
from terminal.drafts.ledger import models
from terminal.drafts.ledger.lines.changing import changed
from terminal.drafts.ledger.lines.shapes import Edit
from terminal.drafts.ledger.lines.suggesting import Before
from terminal.drafts.ledger.photos.shapes import Photo
from terminal.drafts.ledger.shapes import Work
from terminal.drafts.shapes import Draft, Step
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.ledger import habits
from terminal.ledger import queries as ledger
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Reading
from terminal.staff.queries import Person
from terminal.tables.budget import queries as budget
from terminal.text.days import Period
from terminal.village.queries import here

LEARNT_FROM = 2000  # lines: some years of a village
FIRST = Account("jiben", "基本户")  # what the first account of a unit is called until it says otherwise


def _work(draft: Draft) -> Work:
    row = models.DraftSheet.get_or_none(models.DraftSheet.draft == draft.id)
    if row is None:
        raise NotFound(drafts.GONE)
    aside = models.DraftAside.get_or_none(models.DraftAside.draft == draft.id)
    filed, edits = msgspec.json.decode(row.reading, type=Reading), _edits(draft.id)
    return Work(
        draft=draft,
        account=Account(row.account, row.account_name),
        sha256=row.sha256,
        file_name=row.file_name,
        reading=changed(filed, edits),
        opening=row.opening,
        closing=row.closing,
        excuse=aside.excuse if aside else "",
        statement=aside.statement if aside else None,
        filed=filed,
        edits=edits,
        photos=_photos(draft.id),
        planned=budget.planned(here().origin, row.account, Period.read(draft.content.period)),
    )


def _photos(draft_id: int) -> tuple[Photo, ...]:
    """The pictures of its vouchers, in the order they were brought."""
    rows = models.DraftPhoto.select().where(models.DraftPhoto.draft == draft_id).order_by(models.DraftPhoto.id)
    return tuple(
        Photo(row.id, BlobRef(row.sha256, row.name, row.media_type, row.size), row.thumbnail, row.voucher, row.fen)
        for row in rows
    )


def _edits(draft_id: int) -> tuple[Edit, ...]:
    """What was changed in the draft's file, oldest first."""
    mine = models.DraftEdit.select(models.DraftEdit.edit).where(models.DraftEdit.draft == draft_id)
    return tuple(msgspec.json.decode(row.edit, type=Edit) for row in mine.order_by(models.DraftEdit.id))


def one(draft_id: int) -> Work:
    """Raises NotFound. For actions; a door asks `readable_by`."""
    return _work(drafts.one(draft_id))


def readable_by(person: Person, draft_id: int) -> Work:
    """A finance draft for a cadre, or, once handed in, for those who sign. Raises NotFound."""
    see = drafts.editable_by if "cadre" in person.roles else drafts.reviewable_by
    return _work(see(person, draft_id))


def open_works() -> tuple[Work, ...]:
    """Every sheet on its way to be public, newest work first."""
    return tuple(_work(draft) for draft in drafts.open_drafts() if draft.is_ledger)


def open_for(account: str, period: str) -> Work | None:
    """The draft somebody has begun for this account and month."""
    return next((one for one in open_works() if (one.account.key, one.draft.content.period) == (account, period)), None)


def accounts() -> tuple[Account, ...]:
    """Every account of the unit: those public first, then those of open drafts; never none."""
    public = ledger.accounts(here().origin)
    known = {one.key for one in public}
    begun = {one.account.key: one.account for one in open_works() if one.account.key not in known}
    return (*public, *begun.values()) or (FIRST,)


def said_before() -> tuple[Before, ...]:
    """The newest lines that are public with an account, from which one may be suggested."""
    used = habits.accounts_used(here().origin, LEARNT_FROM)
    return tuple(Before(words, way, f"{code} {name}".strip(), period) for words, way, code, name, period in used)


def steps_about(number: str) -> tuple[Step, ...]:
    """What was done on the way to each publication of this sheet, oldest first."""
    mine = (draft_tables.Draft.about == number) & (draft_tables.Draft.stage == "ledger")
    ids = [row.id for row in draft_tables.Draft.select(draft_tables.Draft.id).where(mine)]
    return tuple(sorted((step for one in ids for step in drafts.one(one).steps), key=lambda step: step.at))
