"""Why a village stands out, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.county.rules import Why


def says(why: Why) -> str:
    """A reason as a sentence."""
    match why.reason:
        case "fork":
            return _("同一段登记收到两份，已停收，要查")
        case "revoked":
            return _("已注销，后面的不再收")
        case "never":
            return _("还没有联系过")
        case "stick":
            return ngettext("没有网，%(num)d 天前用 U 盘送来过", "没有网，%(num)d 天前用 U 盘送来过", why.number)
        case "silent":
            return ngettext(
                "%(num)d 天没联系，停电、断网还是关机，不知道",
                "%(num)d 天没联系，停电、断网还是关机，不知道",
                why.number,
            )
        case "clock":
            return _clock(why.number)
        case "disk":
            return _("磁盘只剩 %(percent)s%%", percent=why.number)
    return ngettext("还有 %(num)d 个附件没送到", "还有 %(num)d 个附件没送到", why.number)


def _clock(minutes: int) -> str:
    size = abs(minutes)
    length = (
        ngettext("%(num)d 分钟", "%(num)d 分钟", size)
        if size < 120
        else ngettext("%(num)d 小时", "%(num)d 小时", size // 60)
        if size < 48 * 60
        else ngettext("%(num)d 天", "%(num)d 天", size // 1440)
    )
    return _("村里的钟快 %(length)s", length=length) if minutes > 0 else _("村里的钟慢 %(length)s", length=length)


SIGNS = {
    "fork": "i-fork",
    "revoked": "i-close",
    "never": "i-help",
    "stick": "i-cloud-off",
    "silent": "i-help",
    "clock": "i-clock",
    "disk": "i-alert",
    "blobs": "i-down",
}
