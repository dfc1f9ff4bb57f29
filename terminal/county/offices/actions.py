"""Who serves which office; an office's keys brought, unlocked for a session, locked again."""

import base64
import threading

from terminal.clock import Now
from terminal.county import access
from terminal.county.offices import queries
from terminal.county.offices.events import OfficeNamed
from terminal.county.offices.models import LockedKey, OfficeOf
from terminal.county.offices.queries import SEAT, Office
from terminal.county.offices.unlocked import unlocked
from terminal.errors import Problem, Refused, TerminalError, refuse_if
from terminal.feedback.sealed import offices, sealing
from terminal.journal.append import append
from terminal.staff.queries import Person
from terminal.staff.queries import person as staff_person
from terminal.store.database import write

LARGEST = 64 * 1024  # of an identity file
_one_at_a_time = threading.Lock()  # a passphrase is worked at with a quarter of a gigabyte
NOT_LOCKED = (
    "这个私钥文件没有口令，不能拿到县平台上来。请在收信单位自己的机器上用 terminal keys make-office --passphrase 另做，"
    "或者用 age -p 给它加上口令。"
)
NEVER_HERE = "县纪检的私钥不到县平台上来。请下载来信，在自己的机器上打开，再把封好的答复传上来。"
STRANGE = "这把私钥不是本单位登记的那一把，打不开本单位的信。请核对是不是拿错了文件。"


def assign(person_id: int, addressee: str, *, by: Person, now: Now) -> None:
    """Let somebody serve an office (or none, when empty). Raises Refused: their role does not sit there."""
    person = staff_person(person_id)
    known = next((one for one in SEAT if one == addressee), None)
    if addressee and (known is None or SEAT[known] not in person.roles or person.disabled_on):
        raise Refused(
            [Problem("这个人的身份不能分到这个收信单位。乡镇的信归乡镇公开办的人，县里和县纪检的归县里的人。")]
        )
    with write():
        OfficeOf.delete().where(OfficeOf.person == person.id).execute()
        if addressee:
            OfficeOf.insert(person=person.id, addressee=addressee).execute()
        access.record(by, "office.assign", act="changed", about=f"{person.name} {addressee}".strip(), now=now)


def bring(office: Office, data: bytes, phrase: str, name: str, *, keep: bool, by: Person, now: Now) -> None:
    """Register the office by its locked identity file, which may stay here locked. Raises Refused with a sentence."""
    refuse_if([Problem(NEVER_HERE, "文件")] if office.is_offline else [])
    identities = _identities(office, data, phrase, by, now)
    recipients = tuple(dict.fromkeys(sealing.public_of(one) for one in identities))
    with write():
        _name(office, recipients, name, by, now)
        if keep:
            said = base64.b64encode(data).decode()
            LockedKey.replace(addressee=office.addressee, township=office.township, data=said).execute()


def bring_public(office: Office, data: bytes, *, by: Person, now: Now) -> None:
    """Register the office by its public key file (the .toml of `terminal keys make-office`). Raises Refused."""
    found = next((one for one in offices.read_key_file(data) if one.addressee == office.addressee), None)
    if found is None:
        raise Refused([Problem("这个公钥文件是别的收信单位的。请核对是不是拿错了文件。", "文件")])
    with write():
        _name(office, found.recipients, found.name, by, now)


def _name(office: Office, recipients: tuple[str, ...], name: str, by: Person, now: Now) -> None:
    name = name.strip() or office.name
    if not name.isprintable() or len(name) > offices.LONGEST_NAME:
        raise Refused([Problem(f"收信单位的名称最多 {offices.LONGEST_NAME} 个字，写成一行。", "名称")])
    said = OfficeNamed(addressee=office.addressee, township=office.township, name=name, recipients=recipients)
    if (office.name, office.recipients) != (name, recipients):
        append(said, by=by.by, now=now)
    access.record(by, "office.key", act="changed", about=office.key, now=now)


def unlock(office: Office, data: bytes, phrase: str, *, session: str, by: Person, now: Now) -> None:
    """Hold the office's identities for this session, in memory alone. Raises Refused: wrong passphrase, another's key."""
    refuse_if([Problem(NEVER_HERE)] if office.is_offline else [])
    data = data or queries.locked_file(office)
    refuse_if([] if data else [Problem("县平台上没有存本单位的私钥文件。请把加了口令的私钥文件一起选上。", "文件")])
    identities = _identities(office, data, phrase, by, now)
    mine = {sealing.public_of(one) for one in identities} & set(office.recipients)
    refuse_if([] if mine else [Problem(STRANGE, "文件")])
    access.record(by, "office.unlock", about=office.key, now=now)
    unlocked.keep(session, office.key, identities)


def _identities(office: Office, data: bytes, phrase: str, by: Person, now: Now) -> tuple[str, ...]:
    """What lies behind the passphrase; a wrong one is counted, and stands in the record."""
    if len(data) > LARGEST or not data.startswith(sealing.MAGIC):
        plain = b"AGE-SECRET-KEY-" in data[:LARGEST].upper()
        raise Refused([Problem(NOT_LOCKED if plain else "这不是加了口令的私钥文件。请核对是不是拿错了文件。", "文件")])
    unlocked.may_try(f"{by.id} {office.key}")
    try:
        with _one_at_a_time:
            return sealing.identities_in(data, phrase)
    except TerminalError as wrong:
        unlocked.count_wrong(f"{by.id} {office.key}")
        access.record(by, "office.unlock-refused", about=office.key, now=now)
        raise Refused([Problem(str(wrong), "口令")]) from None


def lock(session: str) -> None:
    """Forget the identities of this session."""
    unlocked.forget(session)
