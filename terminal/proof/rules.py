"""Fingerprints as people type them, photographs as proof, and how long papers are kept; pure."""

import unicodedata
from datetime import date
from typing import Literal

import msgspec

from terminal.errors import Problem
from terminal.text.days import Period
from terminal.text.masking import find

# Digits of a fingerprint: the fewest one can look for, those on paper, all of them.
FEWEST, PRINTED, ALL = 4, 12, 64
DIGITS = "0123456789ABCDEF"
TAKEN_FOR = {"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6"}
LONGEST_PLACE = 40
REPORT_YEARS = 10


def tidy_mark(said: str) -> str:
    """What somebody typed in capitals, without blanks and dashes; what cannot be shown becomes a question mark."""
    typed = (char for char in unicodedata.normalize("NFKC", said).upper() if not char.isspace() and char not in "-·")
    return "".join(char if char.isprintable() else "?" for char in typed)


def why_not_mark(mark: str) -> list[Problem]:
    """Every reason why this (tidied) is no fingerprint one could look for."""
    odd = [char for char in dict.fromkeys(mark) if char not in DIGITS]
    found = [Problem(f"指纹里没有“{char}”。是不是数字 {TAKEN_FOR[char]}？") for char in odd if char in TAKEN_FOR]
    if rest := "".join(char for char in odd if char not in TAKEN_FOR):
        found.append(Problem(f"指纹里只有数字 0 到 9 和字母 A 到 F，没有“{rest[:8]}”。请对着纸再按一次。"))
    if len(mark) > ALL:
        found.append(Problem(f"指纹最多 {ALL} 位，这里有 {len(mark)} 位。请从头再按一次。"))
    return found


class Kept(msgspec.Struct, frozen=True):
    """How long a publication's papers are kept: until a day, for good, or as the county's own table says."""

    how: Literal["years", "permanent", "county"]
    until: date | None = None


def kept(is_report: bool, period: str) -> Kept:
    """How long the papers of this publication are kept; `is_report`: it prints a financial statement.

    Law: 会计档案管理办法（财政部、国家档案局令第79号，2015）第14、15条，附表1: statements of a month, quarter or half year
    10 years from the first day after the fiscal year, those of a year for good. 村级档案管理办法第7条: the rest as the county's
    table says.
    """
    if not is_report or not period:
        return Kept("county")
    span = Period.read(period)
    if span.kind == "Y":
        return Kept("permanent")
    return Kept("years", date(span.year + 1 + REPORT_YEARS, 1, 1))


def why_not_posted(place: str, posted_on: date, published_on: date, today: date) -> list[Problem]:
    """Every reason why this is no proof that a sheet hung on the wall. Law: VCOL (2025-10-28) art. 35."""
    found = []
    if not place.strip():
        found.append(Problem("还没写贴在哪里。请写清楚，例如：村委会门口公开栏。", "地点"))
    if len(place) > LONGEST_PLACE:
        found.append(Problem(f"地点最多 {LONGEST_PLACE} 个字，现在有 {len(place)} 个。", "地点"))
    if posted_on > today:
        found.append(Problem(f"{posted_on} 还没到，请核对贴上去的日期。", "日期"))
    if posted_on < published_on:
        found.append(Problem(f"这一次是 {published_on} 才公布的，不会在 {posted_on} 就贴出来。请核对。", "日期"))
    if find(place):
        found.append(Problem("地点里有个人的号码，不能公开。请删掉。", "地点"))
    return found
