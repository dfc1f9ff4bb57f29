"""Opening what a terminal keeps: database, log, tables; the same for pages and commands."""

from terminal import clock, config, events_register
from terminal.feedback.sealed import offices
from terminal.journal.append import open_log
from terminal.journal.replay import bring_up_to_date
from terminal.store import schema
from terminal.store.database import open_database, write
from terminal.village.actions import describe_from_settings


def open_terminal(settings: config.Settings) -> None:
    """Open (or begin) everything under settings.data; enters [unit] and the offices of [feedback] in the log when new."""
    events_register.install()
    open_database(settings.database, settings.log.durability)
    open_log(settings.data)
    bring_up_to_date(events_register.TABLES)
    with write():
        schema.create(events_register.LOCAL_TABLES)
    if settings.unit:
        describe_from_settings(settings.unit, by="kiosk_config.toml", now=clock.now())
    offices.enter_from_settings(settings.feedback, by="kiosk_config.toml", now=clock.now())
