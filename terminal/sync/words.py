"""How far something has come, as every page says it; a word stands only when it is true at that moment."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.sync import contact, queries
from terminal.sync.ladder import Rescue
from terminal.web.filters import moment

HERE, WAITING, THERE = "i-check", "i-cloud-off", "i-check"


def standing(seq: int | None = None) -> tuple[str, str]:
    """Icon and words for a line of this machine's log, or for the whole log: 已登记, 已送达县平台, 已备份."""
    if not seq:
        return _whole()
    where = queries.standing(seq)
    if where.backed_up:
        return THERE, _("已登记，已送达县平台，已备份")
    if where.delivered:
        return THERE, _("已登记，已送达县平台")
    return HERE, _("已登记，还没有送达县平台")


def _whole() -> tuple[str, str]:
    county = queries.delivered()
    if county is None:
        return WAITING, _("还没有连过县平台")
    count, when = queries.waiting(), _heard(county.at)
    if count == 0:
        return THERE, _("都已送达县平台") + when
    return WAITING, ngettext("还有 %(num)d 条没有送达县平台", "还有 %(num)d 条没有送达县平台", count) + when


def _heard(receipt_at: datetime | None) -> str:
    """When the county last said something, by its own clock: over the line, or by a receipt on a stick."""
    last = contact.last()
    when = max((at for at in (receipt_at, last.met if last else None) if at), default=None)
    return _("（县里 %(when)s 回过话）", when=moment(when)) if when else ""


def rescue_says(rescue: Rescue | None) -> str:
    """What every page says while a damaged database is being brought back; empty otherwise."""
    if rescue is None or not rescue.under_way:
        return ""
    if rescue.failed:
        return _("这台机器的数据坏了，现在看到的是最近一份备份，只能看，不能写。请告诉管机器的人。")
    return _("这台机器正在恢复数据，现在只能看，不能写。请过几分钟再来。")
