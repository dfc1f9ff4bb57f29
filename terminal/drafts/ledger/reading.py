"""A file somebody sent to a sheet that may be kept as a draft: whose, of when, what is wrong; nothing personal is kept."""

from collections.abc import Sequence

from msgspec.structs import replace

from terminal.drafts.ledger import choosing
from terminal.drafts.ledger.shapes import Checked, Sent
from terminal.errors import Problem, Refused, refuse_if
from terminal.ledger.events import Account
from terminal.ledger.sheets import reading, values
from terminal.ledger.sheets.book import Reading, Sheet
from terminal.ledger.sheets.headers import NO_WORDS, Taught
from terminal.text.days import Period
from terminal.text.masking import NEVER_PUBLIC
from terminal.text.pinyin import initials
from terminal.uploads import scanning as uploads
from terminal.uploads.reading import read as take_apart

WORKBOOK = b"PK"


def take(
    sent: Sent,
    known: Sequence[Account],
    period: Period | None = None,
    account: Account | None = None,
    taught: Taught = NO_WORDS,
) -> Checked:
    """Read a file for a draft; `period` and `account` are given where they are settled already, `taught` are header words
    the sender explained.

    Raises Refused with every problem when nothing of the file may be kept: it is no ledger, nobody knows of which
    month or account, or it holds numbers that belong to persons. What does not add up is for terminal/ledger/rules.py.
    """
    wanted = period or _period(sent, taught)
    found = reading.read(sent.data, sent.name, wanted, taught=taught)
    refuse_if(_personal(found, sent))
    refuse_if(found.problems if not found.sheets else ())
    account = account or _account(sent, found, known)
    sheet = _sheet(found, account)
    refuse_if(choosing.why_not_this_account(account, sheet, known))
    return Checked(account, wanted, replace(found, sheets=(sheet,)))


def _period(sent: Sent, taught: Taught) -> Period:
    said = Period.read(sent.period) if sent.period else reading.said_period(sent.data, sent.name, taught)
    if said is None:
        found = reading.read(sent.data, sent.name, Period("M", 2024, 1), taught=taught)
        unreadable = found.problems if not found.sheets and not found.left_out else ()
        raise Refused([*unreadable] or [Problem("表上没写是哪一个月的账。请选月份，再传一次。", "期间")])
    return said


def _personal(found: Reading, sent: Sent) -> list[Problem]:
    """Everything wrong at once when anything personal is among it, also in what a workbook hides."""
    hidden: list[Problem] = []
    if sent.data.startswith(WORKBOOK) and found.sheets:
        upload = take_apart(sent.data, sent.name)
        scanned = (one for one in uploads.personal_data(upload) if one.side != "shown")
        hidden = [one.problem() for one in scanned if one.hit.kind in NEVER_PUBLIC]
    if not hidden and not any(map(values.is_personal, found.problems)):
        return []
    return [Problem("表里有个人的号码，没有留下这个文件。请删掉号码再传。"), *hidden, *found.problems]


def _account(sent: Sent, found: Reading, known: Sequence[Account]) -> Account:
    if sent.account == choosing.NEW:
        refuse_if(choosing.why_not_new(sent.account_name, known))
        letters = next(iter(initials(sent.account_name)), "")
        return Account(choosing.new_key(letters, {one.key for one in known}), sent.account_name)
    chosen = next((one for one in known if one.key == sent.account), None)
    if chosen:
        return chosen
    said = choosing.said_accounts(found.sheets, known)
    if len(said) == 1:
        return said[0]
    raise Refused(choosing.why_not_account(found.sheets))


def _sheet(found: Reading, account: Account) -> Sheet:
    """The sheet of this account: the one that names it, or the only one there is. Raises Refused."""
    mine = [one for one in found.sheets if account.name in (one.account, one.name)] or list(found.sheets)
    if len(mine) == 1:
        return mine[0]
    raise Refused(choosing.why_not_sheet(account, found.sheets))
