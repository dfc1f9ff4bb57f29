"""How far something has come, as every page says it; a word stands only when it is true at that moment."""

from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.sync import queries

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
    if queries.delivered() is None:
        return WAITING, _("还没有连过县平台")
    count = queries.waiting()
    if count == 0:
        return THERE, _("都已送达县平台")
    return WAITING, ngettext("还有 %(num)d 条没有送达县平台", "还有 %(num)d 条没有送达县平台", count)
