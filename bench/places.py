"""Which pages are measured: found in the village itself, so that they stay right when it grows."""

import msgspec

from terminal import config
from terminal.ledger import queries as ledger
from terminal.opening import open_terminal
from terminal.register.queries import listed
from terminal.store.database import close_database, database
from terminal.text.days import Period
from terminal.village.queries import here


class Places(msgspec.Struct, frozen=True):
    """Addresses of a list, a text, a month and the text's group of ours, and of the same rows in a browser of tables."""

    list: str
    detail: str
    ledger: str
    table_list: str
    table_detail: str
    table_row: str
    table_ledger: str

    group: str

    @property
    def to_text(self) -> tuple[str, str]:
        """The taps from home to a text."""
        return (self.group, self.detail)

    @property
    def to_month(self) -> tuple[str, str]:
        """The taps from home to a month of the ledger."""
        return ("/ledger/", self.ledger)

    @property
    def ours(self) -> tuple[str, ...]:
        return (self.list, self.detail, self.ledger)

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table_list, self.table_detail, self.table_ledger)


def _month(key: str) -> str:
    period = Period.read(key)
    return f"/ledger/{period.year}/{period.number}"


def find(settings: config.Settings) -> Places:
    """The newest of everything."""
    open_terminal(settings)
    try:
        origin = here().origin
        newest = next(row for row in listed(origin, None, None, 1, 100).rows if row.path.startswith("/disclosures/"))
        account = ledger.accounts(origin)[0]
        month = [one for one in ledger.months(origin, account.key).values() if not one.withdrawn_on][-1]
        number = newest.path.rpartition("/")[2]
        obj = database.execute_sql("SELECT obj FROM disclosure WHERE number = ?", (number,)).fetchone()[0]
    finally:
        close_database()
    bare = "_nofacet=1&_nosuggest=1"
    return Places(
        list="/disclosures/",
        detail=newest.path,
        ledger=_month(month.period),
        table_list=f"/terminal/entry?_size=10&_sort_desc=published_on&{bare}",
        table_detail=f"/terminal/version?obj={obj}&{bare}",
        table_row=f"/terminal/version/{origin},{obj},1",
        group=f"/disclosures/?group={newest.group}",
        table_ledger=f"/terminal/line?log_seq={month.log_seq}&_size=5&_sort=day&{bare}",
    )
