"""A terminal's side of being enrolled: it asks by the code it was given, and believes the county that answers by it."""

from datetime import date
from pathlib import Path

import msgspec

from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.feedback.sealed import offices
from terminal.feedback.sealed.events import Office
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make
from terminal.store import schema
from terminal.store.database import write
from terminal.store.files import sync_folder, write_whole
from terminal.sync import contact, pairing, trust
from terminal.sync.models import Granted
from terminal.sync.pairing import Grant, Paper

PENDING = "enrol"  # folder below data: the request that was made, and what a grant for it is held against
BY = "配对"


class Open(msgspec.Struct, frozen=True):
    """A request that waits for its grant; `secret` (hex) is what only who knows the code can compute."""

    request: Paper
    secret: str
    county: str = ""  # hash of the county's key, where a card said it


class Enrolled(msgspec.Struct, frozen=True):
    """The county this machine belongs to, as the newest grant says."""

    county: str  # its key, hex
    county_name: str
    address: str
    village: str
    name: str
    township: str


def begin(data: Path, said: str, name: str, address: str = "") -> tuple[Paper, str]:
    """A request for this code or card, and the address it goes to; kept until the grant comes. Raises Refused."""
    card = pairing.read_card(said, address)
    secret = pairing.secret_of(card.code)
    request = pairing.ask(card.code, name, secret, load_or_make(data / "keys"))
    folder = data / PENDING
    folder.mkdir(exist_ok=True, mode=0o700)
    sync_folder(data)
    kept = Open(request, secret.hex(), card.county)
    write_whole(folder / "request.json", msgspec.json.encode(kept), mode=0o600)
    return request, card.address


def waiting(data: Path) -> Open | None:
    """The request that waits for its grant; None when there is none, or nobody can read it."""
    path = data / PENDING / "request.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Open)
    except (OSError, ValueError):
        return None


def give_up(data: Path) -> None:
    """The request is no longer wanted."""
    (data / PENDING / "request.json").unlink(missing_ok=True)


def check(data: Path, paper: Paper) -> Grant:
    """What a grant says, when it answers our request and whoever wrote it knew the code. Raises Refused."""
    opened = waiting(data)
    if opened is None:
        raise Refused([Problem("这台机器没有在等配对，或者已经配好了。")])
    grant, county = pairing.read(paper, Grant)
    if grant.request != pairing.hash_of(opened.request):
        raise Refused([Problem("这张配对回单不是给这一次申请的。请重新申请一次。（wrong-to）")])
    if not pairing.is_marked(paper, bytes.fromhex(opened.secret)):
        raise Refused([Problem("写这张配对回单的人不知道配对码，没有采用。（bad-sig）")])
    if opened.county and opened.county != pairing.digest(county):
        raise Refused([Problem("县平台的密钥和二维码上的不一样，没有采用。请告诉县里管平台的人。（bad-sig）")])
    return grant


def take(data: Path, paper: Paper, now: Now) -> Grant:
    """Believe the county from now on: its receipts, what it says downwards, its offices. Raises Refused.

    Not for a grant that gives this machine another machine's log: `replacing.begin` begins with that.
    """
    grant = check(data, paper)
    if grant.restores or grant.log != origin():
        raise Refused([Problem(REPLACES)])
    with write():
        believe(grant, now)
    give_up(data)
    return grant


REPLACES = "这是换机器的配对码：要先取回原来那台终端的全部登记。请停下程序，在新机器上用 terminal enrol 来做。"


def believe(grant: Grant, now: Now) -> None:
    """Note what a grant says, in the caller's transaction."""
    county = bytes.fromhex(grant.county)
    trust.trust(county, trust.COUNTY, BY, now)
    trust.trust(county, trust.LOG, BY, now)
    Granted.delete().execute()
    Granted.insert(
        county=grant.county,
        county_name=grant.county_name,
        address=grant.address,
        village=grant.village,
        name=grant.name,
        township=grant.township,
        at=now.at,
    ).execute()
    schema.set_fact(contact.ADDRESS, grant.address)
    if grant.offices:
        offices.enter([_office(one) for one in grant.offices], by=BY, now=now)


def _office(one: pairing.GrantedOffice) -> Office:
    try:
        day = date.fromisoformat(one.valid_from)
    except ValueError:
        raise Refused([Problem("配对回单里收信单位的日期不成样子。（bad-format）")]) from None
    return Office(addressee=one.addressee, name=one.name, recipients=one.recipients, valid_from=day)


def enrolled() -> Enrolled | None:
    """With which county this machine is enrolled; None before it is."""
    row = Granted.select().order_by(Granted.at.desc()).first()
    if row is None:
        return None
    return Enrolled(row.county, row.county_name, row.address, row.village, row.name, row.township)
