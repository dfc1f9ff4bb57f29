"""The pictures of a month's vouchers: whose nobody knows yet first, then voucher by voucher, then what still has none."""

from typing import Any

import msgspec
from flask_babel import gettext as _

from terminal.drafts.ledger.photos.shapes import Photo
from terminal.drafts.ledger.shapes import Work
from terminal.ledger import threshold
from terminal.ledger.sheets.book import Line
from terminal.staff.queries import Person
from terminal.text.money import yuan


class Voucher(msgspec.Struct, frozen=True):
    """One voucher of the sheet with its lines in words, and its pictures; `needs` while it is above the threshold without any."""

    number: str
    says: str
    fen: int
    photos: tuple[Photo, ...]
    needs: bool


def vouchers(work: Work) -> list[Voucher]:
    """Every voucher of the sheet in the order of the books."""
    lines: dict[str, list[Line]] = {}
    for line in work.sheet.lines:
        if line.voucher:
            lines.setdefault(line.voucher, []).append(line)
    above = threshold.above()
    found = []
    for number, mine in lines.items():
        photos = tuple(one for one in work.photos if one.voucher == number)
        large = above is not None and any(one.direction == "out" and one.fen > above for one in mine)
        fen = sum(one.fen for one in mine)
        found.append(Voucher(number, _("、").join(one.summary for one in mine), fen, photos, large and not photos))
    return found


def of(work: Work, person: Person) -> dict[str, Any]:
    """Everything the page of the pictures shows."""
    found = vouchers(work)
    known = {one.number for one in found}
    above = threshold.above()
    return {
        "work": work,
        "draft": work.draft,
        "loose": [one for one in work.photos if one.voucher not in known],
        "with_photos": [one for one in found if one.photos],
        "bare": sorted((one for one in found if not one.photos), key=lambda one: not one.needs),
        "options": [(one.number, f"{one.number} {one.says} {yuan(one.fen)}") for one in found],
        "above": yuan(above) if above is not None else "",
        "ruled": threshold.rule(),
        "may_edit": work.draft.may_edit and "cadre" in person.roles,
    }


def says(work: Work) -> str:
    """The pictures in one line, for the page of the sheet."""
    known = {line.voucher for line in work.sheet.lines}
    loose = sum(not one.voucher or one.voucher not in known for one in work.photos)
    needed = sum(one.needs for one in vouchers(work))
    said = [_("%(count)s 张照片", count=len(work.photos))]
    said += [_("%(count)s 张还没认领", count=loose)] if loose else []
    said += [_("%(count)s 张凭证还缺照片", count=needed)] if needed else []
    return _("，").join(said)
