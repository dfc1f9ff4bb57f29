"""Which accounts the books used for which words, in what is public."""

from terminal.ledger.models import Line, Sheet


def accounts_used(origin: str, most: int) -> list[tuple[str, str, str, str, str]]:
    """(summary, direction, account code, account name, period) of the newest public lines that have an account, at most so many."""
    same = (Sheet.origin == Line.origin) & (Sheet.version == Line.log_seq)
    columns = (Line.summary, Line.direction, Line.account_code, Line.account_name, Sheet.period)
    query = Line.select(*columns).join(Sheet, on=same).where((Line.origin == origin) & Sheet.withdrawn_on.is_null())
    told = query.where((Line.account_name != "") | (Line.account_code != ""))
    return list(told.order_by(Sheet.period.desc(), Line.log_seq.desc(), Line.place.desc()).limit(most).tuples())
