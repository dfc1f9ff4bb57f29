"""What the rules are told about the public books."""

import msgspec


class Used(msgspec.Struct, frozen=True):
    """A line that is public: the voucher it names, and where it stands."""

    voucher: str
    summary: str
    fen: int
    account: str
    account_name: str
    period: str
    index_no: str


class Picture(msgspec.Struct, frozen=True):
    """A picture of a voucher, known by its bytes."""

    sha256: str
    name: str
