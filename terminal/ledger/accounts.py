"""The two official charts of accounts (会计科目), and which one a file was written in."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property
from typing import Literal

import msgspec

from terminal import config
from terminal.errors import Problem, Refused
from terminal.text.days import Period

Version = Literal["2004", "2023"]
VERSIONS: tuple[Version, ...] = ("2004", "2023")
DISAGREE = "科目版本不一致"
NO_ACCOUNT = "未分类"


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One account; `direction` says whether its lines are money coming in or going out, None for balance accounts."""

    code: str
    name: str
    kind: Literal["asset", "liability", "equity", "cost", "income", "expense"]
    side: Literal["debit", "credit", "both"]
    plain: str
    direction: Literal["in", "out"] | None = None
    also_called: tuple[str, ...] = ()

    def is_called(self, name: str) -> bool:
        return name == self.name or name in self.also_called


class AccountSet(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True, rename={"accounts": "account"}):
    """One chart of accounts with the norm it stands in; `local` are additions that say nothing about the version."""

    version: Version
    title: str
    law: str
    effective_from: date
    accounts: tuple[Account, ...]
    effective_until: date | None = None
    local: tuple[Account, ...] = ()

    def by_code(self, code: str) -> Account | None:
        """The account of this code or of its parent: “501”, “501001”, “501.01”."""
        parent = _digits(code)[:3]
        return next((account for account in (*self.accounts, *self.local) if account.code == parent), None)

    def by_name(self, name: str) -> Account | None:
        """The account of this name; “经营收入-鱼塘租金” is 经营收入."""
        return self._called.get(head_name(name))

    @cached_property
    def _called(self) -> dict[str, Account]:
        """Every name → the first account that is called so; asked for every line of a workbook."""
        found: dict[str, Account] = {}
        for account in (*self.accounts, *self.local):
            for name in (account.name, *account.also_called):
                found.setdefault(name, account)
        return found

    def match(self, code: str, name: str) -> Account | None:
        """The account that code AND name together mean in this chart; None when they do not agree or are not here.

        A sub-account (more than three digits) may have a name of its own, but not the name of another account.
        """
        if not _digits(code):
            return self.by_name(name)
        account = self.by_code(code)
        head = head_name(name)
        if account is None or not head or account.is_called(head):
            return account
        of_its_own = len(_digits(code)) > 3 and not _is_official(head)
        return account if of_its_own else None

    def category(self, code: str, name: str) -> str:
        """What a line of this account is shown under; NO_ACCOUNT where the books do not say."""
        known = self.match(code, name)
        return known.name if known else head_name(name) or NO_ACCOUNT


class Said(msgspec.Struct, frozen=True):
    """A code and a name as a file says them, and where."""

    code: str
    name: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


@cache
def account_set(version: Version) -> AccountSet:
    """The chart of this version, “2004” or “2023”."""
    source = config.assets("seed", "accounts", f"{version}.toml").read_bytes().decode()
    return msgspec.convert(tomllib.loads(source), AccountSet)


def for_period(period: Period) -> AccountSet:
    """The chart in force: the 2023 one for books that begin on 2024-01-01 or later (财会〔2023〕20号)."""
    newest = account_set("2023")
    return newest if period.first >= newest.effective_from else account_set("2004")


def which_set(
    pairs: Iterable[tuple[str, str] | Said], period: Period | None = None, version: Version | None = None
) -> AccountSet:
    """The one chart all these codes and names belong to.

    A version somebody chose wins over the one in force in the period; without both the pairs alone decide, and
    where they say nothing the newest chart is meant.
    Raises Refused with one problem for every pair that does not belong (“科目版本不一致”).
    """
    fitting = {said: _fitting(said) for said in (pair if isinstance(pair, Said) else Said(*pair) for pair in pairs)}
    version = version or (for_period(period).version if period else _decided(fitting.values()))
    problems = [
        Problem(_why_not(said, fits, version, period), said.where)
        for said, fits in fitting.items()
        if (version not in fits if version else len(fits) < len(VERSIONS))
    ]
    if problems or version is None:
        raise Refused(problems)
    return account_set(version)


def head_name(name: str) -> str:
    """The first part of a name such as “经营收入-鱼塘租金”, without white space and in plain parentheses."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return re.split(r"[-—–\\/:>·]", plain, maxsplit=1)[0]


def _digits(code: str) -> str:
    return re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", code))


def _is_official(head: str) -> bool:
    return any(account.is_called(head) for version in VERSIONS for account in account_set(version).accounts)


def _fitting(said: Said) -> frozenset[Version]:
    """The versions this pair may belong to; a name of the village's own without a code may be in either."""
    fits = frozenset(version for version in VERSIONS if account_set(version).match(said.code, said.name))
    return fits if fits or _digits(said.code) else frozenset(VERSIONS)


def _decided(fitting: Iterable[frozenset[Version]]) -> Version | None:
    """The newest version that fits every pair; None when there is none."""
    left = frozenset(VERSIONS).intersection(*fitting)
    return max(left, default=None)


def _why_not(said: Said, fits: frozenset[Version], wanted: Version | None, period: Period | None) -> str:
    if fits and period and wanted:
        other = account_set(min(fits)).title
        return f"{DISAGREE}：“{said}”是{other}，{period.label()}的账要用{account_set(wanted).title}。请改好再传。"
    if fits:
        return (
            f"{DISAGREE}：“{said}”是{account_set(min(fits)).title}，和这个文件里别的科目对不到一起。请统一成一个版本。"
        )
    named = [account_set(version).by_code(said.code) for version in VERSIONS]
    known = "、".join(dict.fromkeys(account.name for account in named if account))
    if not known:
        return f"{DISAGREE}：“{said}”不是村集体会计制度里的科目。请对照科目表改好再传。"
    return f"{DISAGREE}：科目代码 {said.code} 应该是“{known}”，表里写的是“{said.name}”。请改成一致的。"
