"""What stands on the form a villager fills in: pictures to choose from, who can open it, sentences to tap."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from terminal.feedback import writing
from terminal.feedback.sealed.queries import Desk
from terminal.feedback.shapes import Category
from terminal.village.queries import Village


class Pick(msgspec.Struct, frozen=True):
    """A kind of letter: its picture, its name, what belongs there, and sentences for those who do not write."""

    key: Category
    picture: str
    name: Any
    gist: Any
    sayings: tuple[Any, ...]


PICKS: Final[tuple[Pick, ...]] = (
    Pick("inquiry", "c-ask", lazy_gettext("咨询"), lazy_gettext("问一件事"), (
        lazy_gettext("这件事该找谁办？"),
        lazy_gettext("要带什么材料，什么时候能办？"),
        lazy_gettext("补贴什么时候发，怎么申请？"),
    )),
    Pick("help", "c-help", lazy_gettext("求助"), lazy_gettext("请帮个忙"), (
        lazy_gettext("家里有困难，想申请帮助，请联系我。"),
        lazy_gettext("家里老人没人照顾，请来看看。"),
        lazy_gettext("水、电或者路坏了，请来修。"),
    )),
    Pick("suggestion", "c-idea", lazy_gettext("建议"), lazy_gettext("出个主意"), (
        lazy_gettext("路灯不亮，建议修好。"),
        lazy_gettext("垃圾没有按时清走，建议多清几次。"),
        lazy_gettext("建议请人来村里办一次培训。"),
    )),
    Pick("complaint", "c-complain", lazy_gettext("投诉"), lazy_gettext("事情没办好"), (
        lazy_gettext("这件事说了很久，一直没有办。"),
        lazy_gettext("办事的人态度不好。"),
        lazy_gettext("应该给我的还没有给。"),
    )),
    Pick("report", "c-report", lazy_gettext("举报"), lazy_gettext("有人违规"), (
        lazy_gettext("有人占用集体的钱或者东西。"),
        lazy_gettext("有人收了好处才办事。"),
        lazy_gettext("名单上有不该享受的人。"),
    )),
    Pick("praise", "c-praise", lazy_gettext("表扬"), lazy_gettext("做得好"), (
        lazy_gettext("这件事办得快、办得好，谢谢！"),
        lazy_gettext("干部上门帮了忙，谢谢！"),
    )),
    Pick("objection", "c-board", lazy_gettext("公开有异议"), lazy_gettext("公开的不对、不全"), (
        lazy_gettext("公开的和实际的不一样。"),
        lazy_gettext("公开得晚了，或者不全。"),
        lazy_gettext("名单里少了应该有的人。"),
    )),
    Pick("finance", "c-money", lazy_gettext("问集体的账"), lazy_gettext("钱从哪来、花到哪"), (
        lazy_gettext("这笔钱花在哪里，请说清楚。"),
        lazy_gettext("这笔钱比往年多，为什么？"),
        lazy_gettext("请把凭证拿出来看看。"),
        lazy_gettext("这笔账和我知道的不一样。"),
    )),
)  # fmt: skip
PICTURES: Final = {"village": "w-village", "township": "w-town", "county": "w-county", "discipline": "w-shield"}


class Receiver(msgspec.Struct, frozen=True):
    """Somebody to write to: who can open it, or why it cannot be chosen; `no_reports`: why no 举报 goes there."""

    key: str
    picture: str
    name: str
    says: str
    is_off: bool
    no_reports: str


def receivers(desks: Sequence[Desk], unit: Village) -> list[Receiver]:
    """Everybody to write to; those that cannot be chosen stay in their place and say why."""
    return [
        Receiver(
            desk.addressee,
            PICTURES[desk.addressee],
            desk.name,
            desk.missing or who_opens(desk, unit),
            not desk.is_offered,
            writing.closed_to("report", desk, unit.kind) if desk.is_offered else "",
        )
        for desk in desks
    ]


def who_opens(desk: Desk, unit: Village) -> str:
    """Who can read a letter to this one, said before it is written."""
    if desk.addressee == "village":
        if unit.kind in ("village", "community"):
            return _("村委会能看，县平台也会收到副本。")
        return _("本单位能看，县平台也会收到副本。")
    return _("只有%(name)s能打开。村里看不到，连有没有这一封都看不到。", name=desk.name)


def preset(about: str) -> str:
    """The kind that fits a thing one has doubts about."""
    return "finance" if about.startswith(("/ledger/", "/projects/")) else "objection" if about else ""


def name_of(category: str) -> Any:
    """What this kind is called on the screen."""
    return next((pick.name for pick in PICKS if pick.key == category), "")
