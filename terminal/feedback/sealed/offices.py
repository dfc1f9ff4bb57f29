"""The keys of the offices above: read from settings and key files, looked at, entered in the log."""

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from terminal.clock import Now
from terminal.config import Feedback
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback.sealed import queries
from terminal.feedback.sealed.events import Office, Offices
from terminal.feedback.sealed.sealing import read_recipient
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.store.database import write

LONGEST_NAME: Final = 40
MOST_KEYS: Final = 8
HEAD: Final = """# 收信单位的公钥。请拿到终端上，用 terminal keys import 登记；公钥谁都可以看。
# 私钥在另一个文件里，只留在收信单位手里，不要拿到终端上。
"""


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office key file: `[[office]]` with addressee, name, recipients and valid_from."""

    office: tuple[Office, ...]


def write_key_file(office: Office) -> str:
    """The office key file (TOML) that is carried to terminals."""
    keys = ", ".join(f'"{key}"' for key in office.recipients)
    name = office.name.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'{HEAD}[[office]]\naddressee = "{office.addressee}"\nname = "{name}"\n'
        f"recipients = [{keys}]\nvalid_from = {office.valid_from}\n"
    )


def read_key_file(data: bytes) -> tuple[Office, ...]:
    """The offices of a key file. Raises Refused with every problem, a private key among them."""
    text = data.decode("utf-8-sig", "replace")
    if "AGE-SECRET-KEY-" in text.upper():
        read_recipient("AGE-SECRET-KEY-1")
    try:
        found = msgspec.convert(tomllib.loads(text), _KeyFile).office
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        says = f"公钥文件读不懂，请向收信单位再要一份（terminal keys make-office 做出来的那个 .toml）：{wrong}。"
        raise Refused([Problem(says)]) from None
    refuse_if(why_not(found))
    return found


def why_not(offices: Sequence[Office]) -> list[Problem]:
    """Everything that is wrong with these offices and their keys."""
    found = [] if offices else [Problem("这里没有一个收信单位。")]
    names = [office.addressee for office in offices]
    found += [Problem("写了两次，只能写一次。", name) for name in sorted(set(names)) if names.count(name) > 1]
    for office in offices:
        found += _why_not(office)
    return found


def _why_not(office: Office) -> Iterable[Problem]:
    where = office.name or office.addressee
    if not office.name.strip() or not office.name.isprintable() or len(office.name) > LONGEST_NAME:
        yield Problem(f"收信单位要有名称，最多 {LONGEST_NAME} 个字，写成一行。", office.addressee)
    if not office.recipients:
        yield Problem("一把公钥也没有。请填 age1 开头的公钥。", where)
    if len(office.recipients) > MOST_KEYS:
        yield Problem(f"公钥最多 {MOST_KEYS} 把，现在有 {len(office.recipients)} 把。", where)
    for key in office.recipients:
        try:
            read_recipient(key)
        except Refused as wrong:
            yield from (Problem(problem.says, where) for problem in wrong.problems)


def fingerprint(recipient: str) -> str:
    """Sixteen letters of a key's hash, in fours, to be compared over the telephone."""
    mark = hashlib.sha256(recipient.strip().lower().encode()).hexdigest()[:16].upper()
    return " ".join(mark[start : start + 4] for start in range(0, 16, 4))


def enter(offices: Sequence[Office], *, by: str, now: Now) -> Header | None:
    """Say in the log that letters are sealed for these; others stay. Says nothing when nothing is new. Raises Refused."""
    refuse_if(why_not(offices))
    named = {office.addressee: _tidy(office) for office in offices}
    with write():
        number, known = queries.known_offices()
        after = {**{office.addressee: office for office in known}, **named}
        if set(after.values()) == set(known):
            return None
        ordered = tuple(sorted(after.values(), key=lambda office: queries.ABOVE.index(office.addressee)))
        return append(Offices(number=number + 1, offices=ordered), by=by, now=now)


def _tidy(office: Office) -> Office:
    keys: dict[str, Any] = dict.fromkeys(key.strip().lower() for key in office.recipients)
    return msgspec.structs.replace(office, name=office.name.strip(), recipients=tuple(keys))


def enter_from_settings(feedback: Feedback, *, by: str, now: Now) -> Header | None:
    """Enter what [feedback] of the settings file names; an office keeps the day it was first named with these keys."""
    if not feedback.office:
        return None
    days = {(one.addressee, one.recipients): one.valid_from for one in queries.known_offices()[1]}
    return enter([_office(one, days, now.today) for one in feedback.office], by=by, now=now)


def _office(said: Any, days: dict[Any, date], today: date) -> Office:
    office = _tidy(Office(addressee=said.addressee, name=said.name, recipients=said.keys, valid_from=today))
    return msgspec.structs.replace(office, valid_from=days.get((office.addressee, office.recipients), today))
