"""What sealed letters bring to the county server: doors, kinds, tables, places in the menu."""

from flask_babel import lazy_gettext

from terminal.county.letters import events as letter_events
from terminal.county.letters import models as letter_tables
from terminal.county.letters.desk import waiting
from terminal.county.letters.officer import bp as officer_letters
from terminal.county.offices import events as office_events
from terminal.county.offices import models as office_tables
from terminal.county.offices.officer import bp as officer_offices
from terminal.county.receipt import events as receipt_events
from terminal.county.receipt import models as receipt_tables
from terminal.county.receipt.officer import bp as officer_missing
from terminal.county.receipt.villager import bp as villager_receipt
from terminal.staff.desk import Place
from terminal.staff.rules import Role

EVENTS = (*office_events.EVENTS, *letter_events.EVENTS, *receipt_events.EVENTS)
TABLES = (*office_tables.TABLES, *letter_tables.TABLES, *receipt_tables.TABLES)
LOCAL_TABLES = (*office_tables.LOCAL_TABLES, *letter_tables.LOCAL_TABLES)
DOORS = (villager_receipt, officer_letters, officer_missing, officer_offices)
_SEES = (Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR)
PLACES = (
    Place(lazy_gettext("封好的来信"), "officer_letters.index", "i-inbox", _SEES, waiting),
    Place(lazy_gettext("没收到的信"), "officer_missing.index", "i-help", _SEES),
    Place(lazy_gettext("收信单位"), "officer_offices.people", "i-lock", (Role.ADMIN,)),
)
