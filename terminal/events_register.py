"""Every kind of event and every projected table, once; whoever adds one adds it here."""

from collections.abc import Sequence

from peewee import Model

from terminal.catalogue import events as catalogue
from terminal.catalogue import models as catalogue_tables
from terminal.directives import events as directives
from terminal.directives import models as directive_tables
from terminal.disclosures import events as disclosures
from terminal.disclosures import models as disclosure_tables
from terminal.drafts import actions as drafts
from terminal.drafts import models as draft_tables
from terminal.drafts.ledger import models as draft_ledger_tables
from terminal.drafts.projects import models as draft_project_tables
from terminal.drafts.tables import models as draft_table_tables
from terminal.feedback import actions as cases
from terminal.feedback import events as feedback
from terminal.feedback import limits as feedback_limits
from terminal.feedback import models as feedback_tables
from terminal.feedback.sealed import events as sealed
from terminal.feedback.sealed import models as sealed_tables
from terminal.journal import kinds
from terminal.journal.models import Deferred
from terminal.ledger import events as ledger
from terminal.ledger import models as ledger_tables
from terminal.ledger import ruling as ledger_rulings
from terminal.projects import events as projects
from terminal.projects import models as project_tables
from terminal.proof import events as proof
from terminal.proof import models as proof_tables
from terminal.register import events as register
from terminal.register import models as register_tables
from terminal.staff import events as staff
from terminal.staff import handover
from terminal.staff import models as staff_tables
from terminal.surveys import events as surveys
from terminal.surveys import models as survey_tables
from terminal.sync import devices, trust
from terminal.sync import events as sync
from terminal.sync import models as sync_tables
from terminal.tables import events as tables
from terminal.tables import models as table_tables
from terminal.village import events as village
from terminal.village import models as village_tables

EVENTS: tuple[type[kinds.Event], ...] = (
    *village.EVENTS,
    *staff.EVENTS,
    *catalogue.EVENTS,
    *register.EVENTS,
    *disclosures.EVENTS,
    *ledger.EVENTS,
    *ledger_rulings.EVENTS,
    *tables.EVENTS,
    *projects.EVENTS,
    *proof.EVENTS,
    *feedback.EVENTS,
    *sealed.EVENTS,
    *directives.EVENTS,
    *surveys.EVENTS,
    *sync.EVENTS,
    *devices.EVENTS,
)
TABLES: tuple[type[Model], ...] = (
    Deferred,
    *village_tables.TABLES,
    *staff_tables.TABLES,
    *catalogue_tables.TABLES,
    *register_tables.TABLES,
    *disclosure_tables.TABLES,
    *ledger_tables.TABLES,
    *table_tables.TABLES,
    *project_tables.TABLES,
    *proof_tables.TABLES,
    *feedback_tables.TABLES,
    *sealed_tables.TABLES,
    *directive_tables.TABLES,
    *survey_tables.TABLES,
    *sync_tables.TABLES,
    *devices.TABLES,
)
# Kept on this machine only: never in the log, never told again, never dropped.
LOCAL_TABLES: tuple[type[Model], ...] = (
    *staff_tables.LOCAL_TABLES,
    *draft_tables.LOCAL_TABLES,
    *draft_ledger_tables.LOCAL_TABLES,
    *draft_table_tables.LOCAL_TABLES,
    *draft_project_tables.LOCAL_TABLES,
    *feedback_tables.LOCAL_TABLES,
    *feedback_limits.LOCAL_TABLES,
    *survey_tables.LOCAL_TABLES,
    *sync_tables.LOCAL_TABLES,
)
# How each room's open work goes to the office when its person leaves.
HANDOVERS: tuple[handover.HandOver, ...] = (drafts.hand_over, cases.hand_over)


def extend(events: Sequence[type[kinds.Event]], tables: Sequence[type[Model]], local: Sequence[type[Model]]) -> None:
    """Add what only a county server has, once, before anything is opened; a terminal starts without it."""
    global EVENTS, TABLES, LOCAL_TABLES
    EVENTS += tuple(one for one in events if one not in EVENTS)
    TABLES += tuple(one for one in tables if one not in TABLES)
    LOCAL_TABLES += tuple(one for one in local if one not in LOCAL_TABLES)


def install() -> None:
    """Make all kinds known to the log, whose log may order something, and who hands over what."""
    kinds.register(*EVENTS)
    kinds.heed(trust.speaks)
    handover.use(*HANDOVERS)
