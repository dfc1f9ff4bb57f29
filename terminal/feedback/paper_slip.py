"""What goes on a roll of paper: the slip with its code, an answer that came sealed; handed over through a pipe."""

import subprocess
import textwrap
from datetime import date
from typing import Final

from terminal.errors import Problem, Refused
from terminal.feedback.receipts import say_code
from terminal.feedback.sealed.told import SAYS, Told
from terminal.text.days import say_full_day
from terminal.village.queries import Village

WAIT: Final = 20  # seconds; the spooler only takes the job
WIDTH: Final = 16  # Chinese characters in a line of a roll


def paper(code: str, unit: Village, today: date) -> str:
    """The slip as plain text, Chinese, narrow enough for a roll."""
    groups = say_code(code).split()
    lines = (
        *(unit.name, "意见箱 查询码", "", "  ".join(groups[:2]), "  ".join(groups[2:]), ""),
        *("凭这 16 位数字查答复：", "在机器上点“查我的回执”。", "丢了谁也找不回来。", "不要给别人看。"),
        *(f"{today.year}年{today.month}月", ""),
    )
    return "\n".join(lines) + "\n"


def answer_paper(told: Told, unit: Village) -> str:
    """An answer as plain text for a roll; the code is not on it."""
    due = [f"最晚 {say_full_day(told.due_on)} 答复。"] if told.due_on else []
    said = [told.office, say_full_day(told.day), SAYS[told.step], "", *told.text.split("\n"), *due, "", unit.name]
    return "\n".join(piece for line in said for piece in textwrap.wrap(line, WIDTH) or [""]) + "\n"


def put_on_paper(printer: str, code: str, unit: Village, today: date) -> None:
    """Hand the slip to the printer's spooler. Raises Refused."""
    _print(printer, "slip", paper(code, unit, today), "打印机没有接下小票。请抄下来，或者用手机拍下来。")


def put_answer_on_paper(printer: str, told: Told, unit: Village) -> None:
    """Hand an answer to the printer's spooler. Raises Refused."""
    _print(printer, "answer", answer_paper(told, unit), "打印机没有接下这一张。请抄下来，或者用手机拍下来。")


def _print(printer: str, name: str, words: str, wrong: str) -> None:
    """Through a pipe: it becomes no file of this program."""
    if not printer:
        raise Refused([Problem(wrong)])
    try:
        command = ["lp", "-d", printer, "-t", name, "-o", "document-format=text/plain", "-"]
        subprocess.run(command, input=words.encode(), check=True, capture_output=True, timeout=WAIT)
    except (OSError, subprocess.SubprocessError):
        raise Refused([Problem(wrong)]) from None
