"""Cases in words: what they are, how they came, where they stand, how they were found; in the language of the page."""

from flask_babel import gettext as _

from terminal.feedback.shapes import Category, Channel, Lamp, Outcome, State


def category_name(category: Category) -> str:
    return {
        "inquiry": _("咨询"),
        "help": _("求助"),
        "suggestion": _("建议"),
        "complaint": _("投诉"),
        "report": _("举报"),
        "praise": _("表扬"),
        "objection": _("公开异议"),
        "finance": _("集体财务质询"),
    }[category]


def channel_name(channel: Channel) -> str:
    return {
        "kiosk": _("这台机器"),
        "phone": _("自己的手机"),
        "paper": _("纸质意见箱"),
        "telephone": _("电话"),
        "visit": _("来访"),
        "letter": _("来信"),
        "hotline": _("县里热线"),
    }[channel]


def state_name(state: State) -> str:
    return {
        "received": _("收到了，还没人受理"),
        "handling": _("正在办"),
        "asked": _("等您补充"),
        "answered": _("答复了"),
        "merged": _("和另一件一起答复"),
    }[state]


def lamp_name(lamp: Lamp) -> str:
    """What the colour says; empty while there is time."""
    return {"none": "", "amber": _("快到期"), "red": _("过期了")}[lamp]


def level_name(level: int) -> str:
    """1 非常满意 to 5 非常不满意."""
    return (_("非常满意"), _("满意"), _("基本满意"), _("不满意"), _("非常不满意"))[level - 1]


def reason_name(reason: str) -> str:
    return {
        "slow": _("太慢"),
        "unclear": _("没说清楚"),
        "unsolved": _("事情没解决"),
        "attitude": _("态度不好"),
        "other": _("别的原因"),
    }[reason]


def outcome_name(outcome: Outcome) -> str:
    return {"satisfied": _("满意了"), "understood": _("没办成，能理解"), "not": _("还是不满意")}[outcome]


def step_name(kind: str) -> str:
    """What happened, as a villager would say it."""
    return {
        "accept": _("有人受理"),
        "assign": _("转给别人办"),
        "ask": _("请您补充"),
        "supply": _("补充了"),
        "extend": _("延长办理"),
        "recount": _("按新的工作日历重算"),
        "answer": _("答复"),
        "publish": _("公开了答复"),
        "unpublish": _("从反馈栏撤下"),
        "rate": _("评价"),
        "reopen": _("重新办理"),
        "talk": _("约谈"),
        "merge": _("并到另一件"),
    }[kind]
