"""Personal numbers in a text, found and masked: identity numbers, bank cards, mobile numbers; and people's names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

import msgspec

from terminal.text import check_digits

HitKind = Literal["identity", "bank", "mobile"]
SAYS: Final[dict[HitKind, str]] = {"identity": "身份证号", "bank": "银行卡号", "mobile": "手机号"}
NEVER_PUBLIC: Final[frozenset[HitKind]] = frozenset(("identity", "bank"))
NOT_SHOWN: Final = "（不公开）"

_NOTHING = "\u200b"
_TAKEN = "\t"
_RUN = re.compile(rf"\d(?:{_NOTHING}*(?: ?- ?|[ \n]{{1,2}})?{_NOTHING}*[\dXx])*")
_GROUP = re.compile(r"[^ \-\n]+")
_GLUED = re.compile(r"(?=(\d{17}[\dXx]))")
_PLAUSIBLE_CARD = re.compile(r"[3-69]|81|103|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)")
_BLOCKS_OF_FOUR = re.compile(r"(?:\d{4} )*\d{1,4}")
_MOBILE = re.compile(r"(?:00?86|86)?(1[3-9]\d{9})")
_MOBILE_GROUPS = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (1,) * 11))
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


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


class _Candidate(NamedTuple):
    """Some neighbouring groups of a run read as one number; `alone` when they are the whole run."""

    digits: str
    sizes: tuple[int, ...]
    start: int
    end: int
    alone: bool


@cache
def _plain(char: str) -> str:
    """One character for one character: any script's digits as 0-9, any blank as a blank, any dash as a hyphen."""
    if char in "\t\n":
        return char
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "No":  # ① before a number is not part of it
        return char
    if kind == "Cf":
        return _NOTHING
    if kind == "Zs":
        return " "
    if kind == "Pd" or char in "\u2212\u00ad":
        return "-"
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _groups(plain: str, run: re.Match[str]) -> list[_Group]:
    parts = _GROUP.finditer(plain, run.start(), run.end())
    return [_Group(part[0].replace(_NOTHING, "").upper(), part.start(), part.end()) for part in parts]


def _candidates(plain: str) -> Iterator[_Candidate]:
    """Every row of whole groups with 11 to 19 places, longest first."""
    for run in _RUN.finditer(plain):
        groups = _groups(plain, run)
        for first in range(len(groups)):
            digits, found = "", []
            sizes: tuple[int, ...] = ()
            for last in range(first, len(groups)):
                digits += groups[last].digits
                sizes += (len(groups[last].digits),)
                if len(digits) > 19:
                    break
                alone = (first, last) == (0, len(groups) - 1)
                found.append(_Candidate(digits, sizes, groups[first].start, groups[last].end, alone))
            yield from (one for one in reversed(found) if len(one.digits) >= 11)


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
    named = list(_LABEL.finditer(f"{head}：{before}"))
    if not named:
        return ""
    kind = named[-1].lastgroup or ""
    between = f"{head}：{before}"[named[-1].end() :]
    return kind if kind != "code" or _BETWEEN.match(between) else ""


def _is_identity(one: _Candidate, plain: str, head: str) -> bool:
    """A check digit is right by chance once in eleven, so a number that holds a recent day must not be called a code."""
    if not check_digits.is_identity(one.digits):
        return False
    recent = int(one.digits[6:10]) >= 2018
    label = _label(plain, one.start, head) if recent else ""
    if recent and label != "identity" and (label == "code" or len(one.sizes) > 1):
        return False
    is_code = check_digits.is_unit_code(one.digits)
    return not (is_code and _label(plain, one.start, head) == "code")


def _is_bank(one: _Candidate, plain: str, head: str) -> bool:
    digits = one.digits
    if not (len(digits) >= 16 and digits.isdecimal() and digits[0] != "0" and check_digits.passes_luhn(digits)):
        return False
    label, union_pay = _label(plain, one.start, head), digits.startswith("62")
    grouped = len(one.sizes) > 1
    in_fours = bool(_BLOCKS_OF_FOUR.fullmatch(" ".join("0" * size for size in one.sizes)))
    if grouped and not (one.alone or (union_pay and (in_fours or len(one.sizes) == 2 or max(one.sizes) == 1))):
        return False
    if label == "card" or union_pay:
        return True
    if label == "code" or check_digits.is_unit_code(digits) or check_digits.has_identity_shape(digits):
        return False
    return bool(_PLAUSIBLE_CARD.match(digits)) and (not grouped or in_fours)


def _is_mobile(one: _Candidate, plain: str, head: str) -> bool:
    found = _MOBILE.fullmatch(one.digits)
    if not found:
        return False
    prefix = len(one.digits) - 11
    own_sizes = one.sizes[1:] if prefix and one.sizes[0] == prefix else (one.sizes[0] - prefix, *one.sizes[1:])
    if own_sizes not in _MOBILE_GROUPS or _AMOUNT_BEHIND.match(plain, one.end):
        return False
    label = _label(plain, one.start, head)
    neighbours = plain[one.start - 1 : one.start] + plain[one.end : one.end + 1]
    in_a_word = any(char.isascii() and char.isalpha() for char in neighbours)
    return label == "phone" or not (in_a_word or label == "code")


def _is_old_identity(one: _Candidate, plain: str, head: str) -> bool:
    shaped = one.digits.isdecimal() and one.sizes in _OLD_GROUPS and check_digits.is_old_identity(one.digits)
    return shaped and _label(plain, one.start, head) != "code" and not _AMOUNT_BEHIND.match(plain, one.end)


def _glued_identities(plain: str) -> Iterator[tuple[int, int]]:
    """Identity numbers in a longer row of digits: columns of a PDF run into each other."""
    for run in re.finditer(r"\d{17,}[\dXx]\d*", plain):
        if len(run[0]) > 19:
            found = [part.start(1) for part in _GLUED.finditer(run[0]) if check_digits.is_identity(part[1])]
            yield from ((run.start() + start, run.start() + start + 18) for start in found)


_TESTS = (("identity", _is_identity), ("bank", _is_bank), ("mobile", _is_mobile), ("identity", _is_old_identity))


def find(text: str, head: str = "") -> tuple[Hit, ...]:
    """The personal numbers in a text, in their order; `head` is what the column or field is called.

    Found in any script's digits, with blanks and hyphens inside: identity numbers with a right check digit (GB 11643),
    old ones with a real day; bank cards that pass Luhn; mobile numbers, with +86 or without. The first kind that fits
    takes the digits: every identity number could also be read as a card.
    """
    plain = "".join(map(_plain, text))
    if sum(map(str.isdecimal, plain)) < 11:
        return ()
    hits: list[Hit] = []

    def take(kind: HitKind, start: int, end: int) -> None:
        nonlocal plain
        start -= plain[start - 1 : start] == "+"
        hits.append(Hit(kind, start, end, _shown(kind, plain[start:end])))
        plain = plain[:start] + _TAKEN * (end - start) + plain[end:]

    for start, end in _glued_identities(plain):
        if _TAKEN not in plain[start:end]:
            take("identity", start, end)
    head = "".join(map(_plain, head))
    for kind, test in _TESTS:
        for one in list(_candidates(plain)):
            if _TAKEN not in plain[one.start : one.end] and test(one, plain, head):
                take("identity" if kind == "identity" else "bank" if kind == "bank" else "mobile", one.start, one.end)
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _shown(kind: HitKind, number: str) -> str:
    digits = "".join(char for char in number if char.isdecimal())
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
