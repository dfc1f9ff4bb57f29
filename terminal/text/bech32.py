"""Bech32 (BIP 173), the writing of age keys: letters that are hard to confuse, with a check of six letters."""

from collections.abc import Iterator
from typing import Final

LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def write_bech32(kind: str, data: bytes) -> str:
    """`kind`, “1”, the bytes and their check, in small letters."""
    fives = list(_in_fives(data))
    check = _remainder([*_spread(kind), *fives, *[0] * 6]) ^ 1
    return f"{kind}1" + "".join(
        LETTERS[five] for five in (*fives, *(check >> 5 * place & 31 for place in range(5, -1, -1)))
    )


def _in_fives(data: bytes) -> Iterator[int]:
    """The bits in groups of five, filled up with zeros."""
    groups = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << groups * 5 - len(data) * 8
    return (number >> 5 * place & 31 for place in range(groups - 1, -1, -1))


def _spread(kind: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in kind), 0, *(ord(letter) & 31 for letter in kind)]


def _remainder(values: list[int]) -> int:
    rest = 1
    for value in values:
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate(GENERATOR):
            rest ^= part if top >> place & 1 else 0
    return rest
