"""Questionnaires in words, in the language of the page: levels, days, where one stands, what was answered."""

from datetime import date

from flask_babel import gettext as _

from terminal.surveys.queries import Asked
from terminal.surveys.shapes import Question
from terminal.web.filters import near_day


def options(question: Question) -> tuple[str, ...]:
    """What one may tap; the five levels are said in the language of the page, the unit's own choices as it wrote them."""
    if question.kind == "choice":
        return question.choices
    return (_("非常满意"), _("满意"), _("基本满意"), _("不满意"), _("非常不满意"))


def days(asked: Asked) -> str:
    """“11月20日 到 12月5日”"""
    return _("%(first)s 到 %(last)s", first=near_day(asked.starts_on), last=near_day(asked.over_on))


def tag(asked: Asked, today: date) -> tuple[str, str]:
    match asked.state(today):
        case "open":
            left = (asked.ends_on - today).days
            return ("soon", _("今天最后一天")) if not left else ("you", _("还有 %(days)s 天", days=left))
        case "coming":
            return "", _("%(day)s 开始", day=near_day(asked.starts_on))
    return ("", _("提前结束")) if asked.closed_on else ("done", _("结束了"))


def percent(thousandths: int) -> str:
    return f"{thousandths / 10:.1f}%"
