"""Sealing a letter in memory, for the keys of one office: age v1, which the public `age` command opens too."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pyrage
from pyrage import passphrase, x25519

from terminal.errors import Problem, Refused, TerminalError
from terminal.feedback.sealed import container
from terminal.feedback.sealed.container import Letter
from terminal.feedback.shapes import Submission

MAGIC: Final = b"age-encryption.org/v1\n"
NO_OFFICE = "还没有收信单位的钥匙，这封信封不了，也没有记下来。请改选别的收信单位，或者投纸质意见箱。"
PATIENCE: Final = 20
TOO_BUSY = "这台机器现在太忙，私钥文件没有打开。请关掉别的程序再试一次，或者用 age -d 打开。"
NOT_SEALED = "这不是封好的信（age 文件）。请核对是不是拿错了文件。"
WRONG_KEY = "这把钥匙打不开这封信：信不是封给它的，或者信在路上坏了。请换一把钥匙试试，或者再要一份。"


def seal(submission: Submission, reply_to: str, recipients: Sequence[str], *, day: date, place: str = "") -> bytes:
    """The submission as an age file that only the holders of these keys open; nothing is written anywhere.

    `reply_to` is an age recipient (the receipt's), `day` when it was written, `place` the unit. The plaintext is exactly
    4, 16, 64 or 256 KiB, 1 or 4 MiB long. Raises Refused when there is no key, a wrong one, or the letter is too large.
    """
    keys = [read_recipient(key) for key in recipients]
    if not keys:
        raise Refused([Problem(NO_OFFICE, "addressee")])
    return pyrage.encrypt(container.pack(Letter(submission=submission, reply_to=reply_to, day=day, place=place)), keys)


def unseal(data: bytes, identities: Sequence[str]) -> Letter:
    """The letter in an age file. Raises TerminalError with a sentence when none of these identities opens it."""
    if not data.startswith(MAGIC):
        raise TerminalError(NOT_SEALED)
    try:
        return container.unpack(pyrage.decrypt(data, [read_identity(one) for one in identities]))
    except pyrage.DecryptError:
        raise TerminalError(WRONG_KEY) from None


def read_recipient(key: str) -> x25519.Recipient:
    """The public key. Raises Refused with a sentence that says what was taken for one; a private key is not repeated."""
    key = key.strip()
    if not key:
        raise Refused([Problem("公钥是空的。公钥是 age1 开头的一行字，在收信单位的公钥文件里。")])
    if key.upper().startswith("AGE-SECRET-KEY-"):
        says = "这是私钥，不是公钥！私钥只能留在收信单位手里，请马上从这台机器上删掉，换一对新钥匙，再拿 age1 开头的公钥来。"
        raise Refused([Problem(says)])
    try:
        return x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise Refused(
            [Problem(f"“{key[:12]}…”不是公钥，或者抄错了字。公钥是 age1 开头、62 个字母数字的一行字。")]
        ) from None


def read_identity(key: str) -> x25519.Identity:
    """The private key. Raises TerminalError with a sentence; the key is never repeated."""
    try:
        return x25519.Identity.from_str(key.strip())
    except pyrage.IdentityError:
        raise TerminalError("私钥读不懂。私钥是 AGE-SECRET-KEY-1 开头的一行字，请核对是不是拿错了文件。") from None


def public_of(identity: str) -> str:
    """The public key that belongs to a private one. Raises TerminalError."""
    return str(read_identity(identity).to_public())


def new_identity() -> tuple[str, str]:
    """A new pair: private key, public key."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def identities_in(data: bytes, phrase: str = "") -> tuple[str, ...]:
    """The private keys of an identity file as age-keygen writes it, or of one locked with a passphrase.

    Raises TerminalError with a sentence: no key inside, a public key, a wrong passphrase.
    """
    text = (unlocked(data, phrase) if data.startswith(MAGIC) else data).decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        raise TerminalError("私钥文件是空的。")
    if any(line.startswith("age1") for line in lines):
        raise TerminalError("这是公钥，打不开信。打开信要用私钥文件（里面有 AGE-SECRET-KEY-1 开头的一行）。")
    for line in lines:
        read_identity(line)
    return tuple(lines)


def locked(data: bytes, phrase: str) -> bytes:
    """These bytes behind a passphrase, as `age -p` writes them."""
    return passphrase.encrypt(data, phrase)


def unlocked(data: bytes, phrase: str) -> bytes:
    """What lies behind the passphrase. Raises TerminalError with a sentence."""
    for _ in range(PATIENCE):
        try:
            return passphrase.decrypt(data, phrase)
        except pyrage.DecryptError as wrong:
            # How much work is too much is measured anew each time, and looks like more while the machine is busy.
            if "xcessive" not in str(wrong):
                raise TerminalError("口令不对，私钥文件没有打开。请再试一次。") from None
    raise TerminalError(TOO_BUSY)
