"""/feedback/receipt/letter/: what the holder of a receipt does with an answer from above: add, rate, print."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from terminal import clock
from terminal.errors import Problem, Refused
from terminal.feedback import limits, paper_slip, receipts, room_left
from terminal.feedback.receipts import Receipt
from terminal.feedback.room_left import Full
from terminal.feedback.sealed import actions, answers
from terminal.feedback.sealed.pages import Tried, answer_page, with_code
from terminal.feedback.shapes import LEVELS, REASONS
from terminal.journal.append import origin
from terminal.village.queries import here
from terminal.web import forms, papers
from terminal.web.gates import open_to_all

bp = Blueprint("villager_letters", __name__, url_prefix="/feedback/receipt/letter")


@bp.post("/more")
@open_to_all
def more() -> Response:
    text = request.form.get("text", "")

    def work(receipt: Receipt) -> Any:
        actions.add(receipt, text, now=clock.now())
        return _("补上去了，也封好了，只有收信的单位打得开。")

    return _opened(work, typed=text)


@bp.post("/rate")
@open_to_all
def rate() -> Response:
    form = forms.read()

    def work(receipt: Receipt) -> Any:
        if form.whole("level") not in LEVELS:
            raise Refused([Problem(_("还没选。请在五个脸里点一个。"))])
        actions.rate(receipt, form.whole("level"), form.many("reasons", REASONS), now=clock.now())
        return _("评完了，谢谢您。您评的也封好了，只有答复的单位看得到。")

    return _opened(work)


@bp.post("/print")
@open_to_all
def print_answer() -> Response:
    """On paper when somebody wishes; through a pipe to the printer, as no file of this program."""

    def work(receipt: Receipt) -> Any:
        found = answers.find(receipt)
        if found and found.newest:
            paper_slip.put_answer_on_paper(papers.printer(), found.newest, here())
        return _("正在打印。请拿好，别给别人看。")

    return _opened(work)


def _opened(work: Callable[[Receipt], Any], typed: str = "") -> Response:
    """The answer that the code opens, after `work` was done with it."""

    def page(tried: Tried) -> Response | None:
        receipt = receipts.unlock(tried.code, origin())
        if answers.find(receipt) is None:
            return None
        limits.forgive(tried.guess)
        problems: tuple[str, ...] = ()
        done: Any = ""
        try:
            with room_left.told():
                done = work(receipt)
        except Refused as wrong:
            problems = tuple(problem.says for problem in wrong.problems)
        except Full as wrong:
            problems = (str(wrong),)
        found = answers.find(receipt)
        if found is None:
            return None
        return answer_page(tried.code, found, done=done, problems=problems, typed=typed if problems else "")

    return with_code(page)
