"""What the catalogue asks for, in a villager's words and language."""

from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.catalogue.rules import Item


def _one(cadence: str) -> str:
    if cadence in "MQHY":
        return {"M": _("每月一次"), "Q": _("每季度一次"), "H": _("每半年一次"), "Y": _("每年一次")}[cadence]
    if cadence.startswith("L"):
        return ngettext(
            "一直挂着，变了以后 %(num)d 个工作日内更新", "一直挂着，变了以后 %(num)d 个工作日内更新", int(cadence[1:])
        )
    if cadence == "stage":
        return _("每到一个阶段公开一次")
    if cadence == "change":
        return _("有变动就公开")
    if cadence in ("A", "A0"):
        return _("事情一发生就公开")
    if cadence.endswith("wd"):
        return ngettext("事情发生后 %(num)d 个工作日内", "事情发生后 %(num)d 个工作日内", int(cadence[1:-2]))
    return ngettext("事情发生后 %(num)d 天内", "事情发生后 %(num)d 天内", int(cadence[1:]))


def cadence(item: Item) -> str:
    """How often an item is made public: “每季度一次；事情发生后 10 天内”."""
    return _("；").join(_one(one) for one in item.cadence)


def name(item: Item, lang: str) -> str:
    """The item's name in the language of the page."""
    return item.gloss if lang == "en" else item.name
