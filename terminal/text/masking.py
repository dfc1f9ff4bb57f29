"""Personal numbers in a text, found and masked: identity numbers, bank cards, mobile numbers; and people's names."""

import re
from collections.abc import Callable, Iterable
from typing import Final, Literal

import msgspec

from terminal.text import check_digits
from terminal.text.long_numbers import Candidate, candidates, glued_identities, may_hold, plain_char

HitKind = Literal["identity", "bank", "mobile"]
SAYS: Final[dict[HitKind, str]] = {"identity": "身份证号", "bank": "银行卡号", "mobile": "手机号"}
NEVER_PUBLIC: Final[frozenset[HitKind]] = frozenset(("identity", "bank"))
NOT_SHOWN: Final = "（不公开）"

_TAKEN = "\t"
_PLAUSIBLE_CARD = re.compile(r"[3-69]|81|103|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)")
_GANSU = re.compile(r"62(?:0[1-9]|1[0-2]|29|30)")  # the province whose numbers of areas begin like a card
_MOBILE = re.compile(r"(?:00?86|86)?(1[3-9]\d{9})")
_MOBILE_GROUPS = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4)))
_MOBILE_GROUPS_ALONE = frozenset(((4, 4, 3), (3, 3, 5), (1,) * 11))
_OLD_GROUPS = frozenset(((15,), (6, 6, 3)))
_AMOUNT_BEHIND = re.compile(r"\s*(?:\.\d{1,2}(?!\d)|,\d{3}|万|亿|元|亩|斤|公斤|千克|吨|平方|立方|度|%)")
_AMOUNT_BEFORE = re.compile(r"[¥￥$]\s*$|人民币\s*$")
_LABEL = re.compile(
    r"(?P<identity>身份证?件?[编号码]*|证件[编号码]*|公民身份[编号码]*)"
    r"|(?P<card>(?:银行|存)?卡[编号码]*|[账帐][号户][编号码]*|一[卡折]通|存折|开户|银行)"
    r"|(?P<phone>电话|手机|联系|热线|微信|tel|phone|mobile|wx|vx)"
    r"|(?P<code>凭证|编号|编码|代码|索引号|订单|流水|单号|发票|票号|票据|合同|文号|档案|交易号|批次|户号|表号|序列|登记号|备案|"
    r"许可|宗地|地块|金额|合计|小计|收入|支出|余额|\bno\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s:：.#№（(\[【〔“”\"'\-—为是第字记收付转现银号码数]*$")
_LISTED = re.compile(r"[\s、,，/;；和及]*")
_LOOK_BACK = 24


class Hit(msgspec.Struct, frozen=True):
    """A personal number at text[start:end]. `shown` is its masked form; the number itself is kept nowhere."""

    kind: HitKind
    start: int
    end: int
    shown: str


def _label(plain: str, start: int, head: str) -> str:
    """What the words before a number call it: identity, card, phone, code, or nothing."""
    before = plain[max(0, start - _LOOK_BACK) : start]
    figures = [place for place, char in enumerate(before) if char.isdecimal()]
    if figures and not _LISTED.fullmatch(before[figures[-1] + 1 :]):
        before = before[figures[-1] + 1 :]
    elif figures:  # a list of numbers has one label in front
        before = re.sub(r"[\dXx\s、,，/;；和及-]+$", "", before)
    if (before.endswith("第") and "号" in plain[start : start + 24]) or _AMOUNT_BEFORE.search(before):
        return "code"
    named = [
        found for found in _LABEL.finditer(before) if found.lastgroup != "code" or _BETWEEN.match(before, found.end())
    ] or list(_LABEL.finditer(head))
    return named[-1].lastgroup or "" if named else ""


def _is_identity(one: Candidate, plain: str, head: str) -> bool:
    """A check digit is right by chance once in eleven: a number that holds a recent day and is called a code is one."""
    if not check_digits.is_identity(one.digits):
        return False
    could_be_code = int(one.digits[6:10]) >= 2018 or check_digits.is_unit_code(one.digits)
    return not (could_be_code and _label(plain, one.start, head) == "code")


def _is_bank(one: Candidate, plain: str, head: str) -> bool:
    digits, grouped = one.digits, len(one.sizes) > 1
    if not (len(digits) >= 16 and digits.isdecimal() and digits[0] != "0"):
        return False
    if not check_digits.passes_luhn(digits):
        return False
    label, union_pay = _label(plain, one.start, head), digits.startswith("62")
    if label == "card":
        return True
    if grouped and not (one.alone or one.in_fours or (union_pay and len(one.sizes) == 2)):
        return False
    holds_day = check_digits.has_identity_shape(digits)
    if union_pay:
        return not (_GANSU.match(digits) and (holds_day or label == "code"))
    if label == "code" or holds_day or check_digits.is_unit_code(digits):
        return False
    return bool(_PLAUSIBLE_CARD.match(digits)) and (not grouped or one.in_fours)


def _is_mobile(one: Candidate, plain: str, head: str) -> bool:
    found = _MOBILE.fullmatch(one.digits)
    if not found:
        return False
    prefix = len(one.digits) - 11
    own_sizes = one.sizes[1:] if prefix and one.sizes[0] == prefix else (one.sizes[0] - prefix, *one.sizes[1:])
    is_grouped_so = own_sizes in _MOBILE_GROUPS or (one.alone and own_sizes in _MOBILE_GROUPS_ALONE)
    if not is_grouped_so or _AMOUNT_BEHIND.match(plain, one.end):
        return False
    label = _label(plain, one.start, head)
    neighbours = plain[one.start - 1 : one.start] + plain[one.end : one.end + 1]
    in_a_word = any(char.isascii() and char.isalpha() for char in neighbours)
    return label == "phone" or not (in_a_word or label == "code")


def _is_old_identity(one: Candidate, plain: str, head: str) -> bool:
    shaped = one.digits.isdecimal() and one.sizes in _OLD_GROUPS and check_digits.is_old_identity(one.digits)
    return shaped and _label(plain, one.start, head) != "code" and not _AMOUNT_BEHIND.match(plain, one.end)


_Test = Callable[[Candidate, str, str], bool]
_TESTS: Final[tuple[tuple[HitKind, _Test], ...]] = (
    ("identity", _is_identity),
    ("bank", _is_bank),
    ("mobile", _is_mobile),
    ("identity", _is_old_identity),
)


class _Plain(dict[int, str]):
    """`plain_char` of every character there was, as str.translate takes it: every text of every village passes here."""

    def __missing__(self, point: int) -> str:
        self[point] = made = plain_char(chr(point))
        return made


_PLAIN: Final = _Plain()


def find(text: str, head: str = "") -> tuple[Hit, ...]:
    """The personal numbers in a text, in their order; `head` is what the column or field is called.

    Found in any script's digits, with blanks and hyphens inside: identity numbers with a right check digit (GB 11643),
    old ones with a real day; bank cards that pass Luhn; mobile numbers, with +86 or without. The first kind that fits
    takes the digits: every identity number could also be read as a card.
    """
    plain = text.translate(_PLAIN)
    if sum(map(plain.count, "0123456789")) < 11 or not may_hold(plain):
        return ()
    hits: list[Hit] = []
    for start, end in glued_identities(plain):
        hits.append(Hit("identity", start, end, NOT_SHOWN))
        plain = plain[:start] + _TAKEN * (end - start) + plain[end:]
    head, numbers, taken = head.translate(_PLAIN), candidates(plain), bytearray(len(plain))
    for kind, test in _TESTS:
        for one in numbers:
            if not any(taken[one.start : one.end]) and test(one, plain, head):
                start = one.start - (plain[one.start - 1 : one.start] == "+")
                hits.append(Hit(kind, start, one.end, _shown(kind, one.digits)))
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _shown(kind: HitKind, digits: str) -> str:
    if kind == "mobile":
        return f"{digits[-11:-8]}****{digits[-4:]}"
    return f"****{digits[-4:]}" if kind == "bank" else NOT_SHOWN


def mask(text: str, hits: Iterable[Hit]) -> str:
    """The text with these numbers in their masked form; the hits must come from this very text."""
    for hit in sorted(hits, key=lambda one: one.start, reverse=True):
        text = text[: hit.start] + hit.shown + text[hit.end :]
    return text


def complaint(hit: Hit) -> str:
    """A whole sentence about a hit that does not repeat the number."""
    if hit.kind in NEVER_PUBLIC:
        return f"这里有{SAYS[hit.kind]}，不能公开。请点“遮住”，或者删掉。"
    return f"这里有{SAYS[hit.kind]}（{hit.shown}）。请点“遮住”；确实要公开的，请写明原因。"
