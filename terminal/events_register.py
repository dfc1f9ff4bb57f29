"""Every kind of event and every projected table, once; whoever adds one adds it here."""

from terminal.disclosures import events as disclosures
from terminal.disclosures import models as disclosure_tables
from terminal.journal import kinds
from terminal.journal.models import Deferred
from terminal.ledger import events as ledger
from terminal.ledger import models as ledger_tables
from terminal.register import models as register_tables
from terminal.village import events as village
from terminal.village import models as village_tables

EVENTS = (*village.EVENTS, *disclosures.EVENTS, *ledger.EVENTS)
TABLES = (Deferred, *village_tables.TABLES, *register_tables.TABLES, *disclosure_tables.TABLES, *ledger_tables.TABLES)


def install() -> None:
    """Make all kinds known to the log."""
    kinds.register(*EVENTS)
