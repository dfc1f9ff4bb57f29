"""Which voucher a picture belongs to, as its file is called: 记-12.jpg, 12-1.jpg, 记字第0012号(2).png; pure."""

import re
import unicodedata
from collections.abc import Collection

NAMED = re.compile(r"(?:凭证)?([记收付转现银]?)字?[-_第]*0*([1-9][0-9]{0,4})号?(?:[-_.(]+[0-9]{1,3}\)?)?")
NUMBER = re.compile(r"([^0-9]*?)-?([0-9]+)")


def number_in(name: str, numbers: Collection[str]) -> str:
    """The one voucher of the sheet this file name means; empty when it means none, or several.

    A bare number fits 记-12 as well as 收-12: with both on the sheet somebody has to say which.
    """
    stem = "".join(unicodedata.normalize("NFKC", name).rpartition(".")[0].split())
    said = NAMED.fullmatch(stem)
    if not said:
        return ""
    word, digits = said.groups()
    fitting = {
        number
        for number in numbers
        if (found := NUMBER.fullmatch(number)) and found[2] == digits and (not word or found[1] in (word, ""))
    }
    exact = f"{word}-{digits}" if word else digits
    return exact if exact in fitting else fitting.pop() if len(fitting) == 1 else ""
