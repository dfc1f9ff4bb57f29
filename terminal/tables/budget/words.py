"""How an outcome is compared with its plan, in words."""

from flask_babel import gettext as _

from terminal.tables.budget.rules import Kept
from terminal.text.money import yuan


def compared(one: Kept) -> str:
    """“还剩 5,851.86”, “超支 253.38”, “还差 72,100.00”, “多收 25,206.00”."""
    amount = yuan(abs(one.left))
    if one.direction == "in":
        return _("还差 %(amount)s", amount=amount) if one.left >= 0 else _("多收 %(amount)s", amount=amount)
    return _("还剩 %(amount)s", amount=amount) if one.left >= 0 else _("超支 %(amount)s", amount=amount)
