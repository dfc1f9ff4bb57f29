"""From which amount on a payment needs its voucher shown; the county says it, `[ledger] voucher_above` holds it."""

_above: list[int] = []


def use(yuan: int) -> None:
    """Every payment above so many yuan needs a picture of its voucher from now on; 0: none does."""
    _above[:] = [yuan * 100] if yuan else []


def above() -> int | None:
    """The amount in fen; None where nothing is asked."""
    return _above[0] if _above else None
