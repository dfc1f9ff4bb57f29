"""Two machines that have never met agree on each other's keys by one short code that a person carries from one to the other."""

import hashlib
import hmac
import re
import secrets
from typing import Any, Literal, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import sshsig
from terminal.errors import Problem, Refused
from terminal.journal.chain import canonical, digest, parse
from terminal.journal.keys import origin_of_public, public_bytes

NAMESPACE = "sync-grant@v1"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTH, NUMBER = 12, 4  # characters of a code; the first of them only say which code it is
ALIKE = str.maketrans("ILO", "110")
HEX64 = re.compile(r"[0-9a-f]{64}")
LARGEST = 64 * 1024  # bytes of a paper, and of its signature
CARD = "sync-pair/1"
Shape = TypeVar("Shape", "Request", "Grant")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal asks to be enrolled: its key (64 hex digits), what it calls itself, and which code it was given.

    `mark` is an HMAC by the code's secret over all the rest: who does not know the code cannot put another key in.
    """

    kind: Literal["enrol-request"]
    code: str  # the number of the code
    public: str
    name: str
    nonce: str
    mark: str = ""


class GrantedOffice(msgspec.Struct, frozen=True):
    """An office above, and the age keys letters to it are sealed for; as in `feedback.offices`."""

    addressee: Literal["township", "county", "discipline"]
    name: str
    recipients: tuple[str, ...]
    valid_from: str


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """The county says yes: `log` is what the terminal writes from now on, in epoch `epoch`; `request` names what it answers.

    `county` is the county's key (64 hex digits), `village` the code that stands in addresses. `restores`: the log was
    another machine's, and everything of it is to be fetched first. `genesis`: what the first line of the log names.
    """

    kind: Literal["enrol-grant"]
    request: str
    county: str
    county_name: str
    address: str
    log: str
    epoch: int
    genesis: str
    restores: bool
    village: str
    name: str
    township: str
    t: str
    offices: tuple[GrantedOffice, ...] = ()
    mark: str = ""


class Paper(msgspec.Struct, frozen=True):
    """A request or grant as it travels: the words and the signature; in JSON, or as two files."""

    text: str
    signature: str


def new_code() -> str:
    """Twelve characters of chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(code: str) -> str:
    """The code without blanks and hyphens, letters that look like digits read as digits. Raises Refused."""
    found = re.sub(r"[\s-]", "", code).upper().translate(ALIKE)
    if len(found) != LENGTH or set(found) - set(ALPHABET):
        raise Refused(
            [Problem(f"配对码是 {LENGTH} 个数字和字母，例如 7K2M-9QXW-4D3F。请对照县里给的再输一次。", "配对码")]
        )
    return found


def shown(code: str) -> str:
    """In fours, as it is read out."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def number_of(code: str) -> str:
    """The part of a code that may be known to anybody."""
    return code[:NUMBER]


def secret_of(code: str) -> bytes:
    """What only who knows the code can compute; a tenth of a second and 32 MiB for each guess."""
    return hashlib.scrypt(
        code.encode(), salt=b"pair/1" + number_of(code).encode(), n=2**15, r=8, p=1, maxmem=2**26, dklen=32
    )


def card(address: str, code: str, county: bytes) -> str:
    """What the QR code holds: address, code, and the hash of the county's key."""
    return f"{CARD} {address} {code} {digest(county.hex())}"


class Card(msgspec.Struct, frozen=True):
    """What was typed or scanned; `county` is empty where only a code was typed."""

    address: str
    code: str
    county: str = ""


def read_card(said: str, address: str = "") -> Card:
    """A scanned card, or a typed code. Raises Refused."""
    parts = said.split()
    if parts[:1] != [CARD]:
        return Card(address, tidy(said))
    if len(parts) != 4 or not HEX64.fullmatch(parts[3]):
        raise Refused([Problem("二维码里的字不完整，请再扫一次，或者直接输入配对码。", "配对码")])
    return Card(parts[1], tidy(parts[2]), parts[3])


def _unmarked(fields: dict[str, Any]) -> bytes:
    return canonical({**fields, "mark": ""}).encode()


def _mark(fields: dict[str, Any], secret: bytes) -> str:
    return hmac.new(secret, _unmarked(fields), hashlib.sha256).hexdigest()


def _paper(said: "Request | Grant", secret: bytes, key: Ed25519PrivateKey) -> Paper:
    fields = msgspec.to_builtins(said)
    text = canonical({**fields, "mark": _mark(fields, secret)}) + "\n"
    return Paper(text, sshsig.sign(text.encode(), key, NAMESPACE).decode())


def ask(code: str, name: str, secret: bytes, key: Ed25519PrivateKey) -> Paper:
    """The request of the machine that has this key."""
    public, nonce = public_bytes(key).hex(), secrets.token_hex(16)
    said = Request(kind="enrol-request", code=number_of(code), public=public, name=name[:80], nonce=nonce)
    return _paper(said, secret, key)


def write_grant(said: Grant, secret: bytes, key: Ed25519PrivateKey) -> Paper:
    return _paper(said, secret, key)


def read(paper: Paper, shape: type[Shape]) -> tuple[Shape, str]:
    """What a paper says, and whose key (hex) signed it. Raises Refused; whether the code was known `is_marked` says."""
    try:
        if max(len(paper.text), len(paper.signature)) > LARGEST:
            raise ValueError("too long")
        fields = parse(paper.text.removesuffix("\n"))
        said = msgspec.convert(fields, shape)
        signer = sshsig.verify(paper.text.encode(), paper.signature.encode(), NAMESPACE)
    except ValueError:
        raise Refused([Problem("配对的文件读不懂，请重新做一次。（bad-format）")]) from None
    owner = said.public if isinstance(said, Request) else said.county
    if signer is None or signer.hex() != owner:
        raise Refused([Problem("配对文件的签名不对，被改过或传坏了。（bad-sig）")])
    return said, signer.hex()


def is_marked(paper: Paper, secret: bytes) -> bool:
    """Did whoever wrote this know the code?"""
    fields = parse(paper.text.removesuffix("\n"))
    return hmac.compare_digest(str(fields.get("mark", "")).encode(), _mark(fields, secret).encode())


def hash_of(paper: Paper) -> str:
    """By which a grant names the request it answers."""
    return digest(paper.text)


def log_of(request: Request) -> str:
    """The log the asking machine's own key begins."""
    return origin_of_public(bytes.fromhex(request.public))
