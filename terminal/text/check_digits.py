"""Which long numbers prove themselves: identity numbers, bank cards, codes of units."""

from datetime import date
from typing import Final

_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
PROVINCES: Final = frozenset(_PROVINCES.split())
IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
UNIT_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_DAMM = "0317598642 7092154863 4206871359 1750983426 6123045978 3674209581 5869720134 8945362017 9438617205 2581436790"
DAMM: Final = tuple(tuple(map(int, row)) for row in _DAMM.split())
_UNIT_KINDS = "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93"
UNIT_KINDS: Final = frozenset(_UNIT_KINDS.split())


def is_real_day(digits: str) -> bool:
    """Whether YYYYMMDD is a day in the calendar, 1850 to 2099."""
    try:
        return 1850 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def has_identity_shape(number: str) -> bool:
    """Eighteen places with a day of birth where GB 11643 has it; the check digit may still be wrong."""
    return len(number) == 18 and number[:17].isdecimal() and is_real_day(number[6:14])


def identity_check(first17: str) -> str:
    """The check character GB 11643-1999 puts behind the seventeen digits: 0 to 9 or X."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, IDENTITY_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def is_identity(number: str) -> bool:
    """A citizen's identity number of eighteen places (GB 11643-1999), X or x at the end."""
    return has_identity_shape(number) and identity_check(number[:17]) == number[17].upper()


def is_old_identity(digits: str) -> bool:
    """An identity number of fifteen digits, given out until 1999: no check digit, so province and day must be real.

    Years before 1936 are not taken: such a number would rather hold a day of our own time.
    """
    born = f"19{digits[6:12]}"
    return len(digits) == 15 and digits[:2] in PROVINCES and int(born[2:4]) >= 36 and is_real_day(born)


def passes_luhn(digits: str) -> bool:
    """The check every bank card carries (ISO/IEC 7812)."""
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_unit_code(code: str) -> bool:
    """A unified social credit code (GB 32100): eighteen places, the last one proves the others."""
    if len(code) != 18 or code[:2] not in UNIT_KINDS or not set(code) <= set(UNIT_LETTERS):
        return False
    total = sum(UNIT_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    return UNIT_LETTERS.index(code[17]) == -total % 31


def damm(digits: str) -> str:
    """The digit that proves these (H. M. Damm, 2004): every wrong digit and every swap of neighbours shows.

    With its digit behind it, a number gives “0”.
    """
    state = 0
    for digit in digits:
        state = DAMM[state][int(digit)]
    return str(state)
