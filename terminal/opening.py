"""Opening what a terminal keeps: database, log, tables; the same for pages and commands."""

import hashlib
import sqlite3
from pathlib import Path

from peewee import DatabaseError

from terminal import clock, config, events_register
from terminal.errors import LogBroken, Problem, SettingsError, TerminalError
from terminal.feedback.sealed import offices
from terminal.journal import append, replay
from terminal.journal.append import open_log
from terminal.journal.replay import bring_up_to_date
from terminal.staff import rules, sealed, seats, second
from terminal.store import schema
from terminal.store.database import close_database, empty_wal, open_database, write
from terminal.store.files import write_whole
from terminal.sync import beginning, ladder, returning, timing, trust
from terminal.sync.ladder import Rescue
from terminal.village.actions import describe_from_settings

CLEAN = "clean"
THOROUGH = 500  # lines up to which every start tells the tables aside and compares them


def open_terminal(settings: config.Settings) -> None:
    """Open (or begin) everything under settings.data; enters [unit] and the offices of [feedback] in the log when new."""
    open_tables(settings)
    if ladder.fetch_missed(settings.data, settings.backups):
        _told_again(settings)
    settle(settings)


def open_tables(settings: config.Settings) -> None:
    """Everything can be read; the log has not grown."""
    events_register.install()
    county = settings.county
    seats.use(rules.Seats(rules.COUNTY, county.townships) if county else rules.DESK_SEATS)
    open_database(settings.database, settings.log.durability)
    _told_again(settings)
    with write():
        schema.create(events_register.LOCAL_TABLES)
    sealed.keep_in(settings.data / "keys")
    second.seal_old()


def _told_again(settings: config.Settings) -> None:
    open_log(settings.data)
    bring_up_to_date(events_register.TABLES)


def settle(settings: config.Settings) -> None:
    """What the log has to say before anybody else says anything."""
    if not settings.county:
        timing.begin()
    beginning.begin(settings.data, clock.now())
    if settings.county:
        trust.speak_as_county()
    if settings.unit:
        describe_from_settings(settings.unit, by="kiosk_config.toml", now=clock.now())
    offices.enter_from_settings(settings.feedback, by="kiosk_config.toml", now=clock.now())


def open_checked(settings: config.Settings) -> Rescue | None:
    """Open as `open_terminal` does, after looking whether the database is whole; None when it is.

    Otherwise a good copy stands in its place, or the older state it was found in, and can be read; nothing may be written
    until `bring_back` has run. Raises LogBroken when there is neither a copy nor anything else to begin with.
    """
    data = settings.data
    trusted = is_clean(data)
    wrong = ladder.faults(settings.database)
    if wrong or ladder.aside(data):
        return _stood_in(settings, wrong)
    open_tables(settings)
    _is_its_own(settings)
    (data / CLEAN).unlink(missing_ok=True)
    if missed := returning.missed(data):
        ladder.begin_fetching(data)
        return Rescue((Problem(f"数据库比以前旧：登记到过第 {missed.seq} 号，现在只到第 {append.length()} 号。"),))
    settle(settings)
    ladder.finish(data)
    if not trusted and append.length() <= THOROUGH and _differ():
        with write():
            replay.retell(events_register.TABLES)
    return None


def _is_its_own(settings: config.Settings) -> None:
    """A village's log goes on as a village's, a county's as a county's. Raises SettingsError; nothing was said in it then."""
    is_county = trust.is_county()
    if settings.county is None and is_county:
        wrong = (
            f"{settings.data} 里是县平台的数据，终端不能接着用。请用 terminal county 打开它，或给终端另换一个文件夹。"
        )
    elif settings.county and not is_county and append.length():
        wrong = f"{settings.data} 里是一台终端的数据，县平台不能接着用。请用 terminal run 打开它，或给县平台另换一个文件夹。"
    else:
        return
    close_database()
    raise SettingsError(wrong)


def _stood_in(settings: config.Settings, wrong: list[Problem]) -> Rescue:
    data = settings.data
    (data / CLEAN).unlink(missing_ok=True)
    copy = ladder.stand_in(data, settings.backups, f"{clock.now().at:%Y%m%d-%H%M%S}")
    open_tables(settings)
    rescue = Rescue(tuple(wrong))
    if copy is None:
        bring_back(settings, rescue)
        if rescue.failed:
            close_database()
            ladder.give_up(data)
            raise LogBroken(rescue.failed)
    return rescue


def _differ() -> bool:
    """Are the tables not what the log says? A word in them that cannot even be read is no reason not to start."""
    try:
        return bool(replay.differences(events_register.TABLES))
    except (DatabaseError, sqlite3.DatabaseError):
        return True


def bring_back(settings: config.Settings, rescue: Rescue) -> None:
    """Add everything said since the copy, then let people write again; what went wrong stays in `rescue.failed`."""
    try:
        bring = ladder.catch_up if ladder.aside(settings.data) else ladder.fetch_missed
        bring(settings.data, settings.backups)
        _told_again(settings)
        settle(settings)
        ladder.finish(settings.data)
        rescue.end()
    except (TerminalError, DatabaseError, OSError) as wrong:
        rescue.fail(str(wrong))


def is_clean(data: Path) -> bool:
    """Nobody has changed the database file since the program was last ended in peace."""
    mark = data / CLEAN
    return mark.exists() and (data / "terminal.db").exists() and mark.read_text() == _state(data) != "-wal"


def close_clean(settings: config.Settings) -> None:
    """Close, and note what the file is then: the next start need not look at every row."""
    try:
        whole = empty_wal()
    except DatabaseError:
        whole = False
    close_database()
    if whole:
        write_whole(settings.data / CLEAN, _state(settings.data).encode())


def _state(data: Path) -> str:
    """What the file is; another word as long as something lies beside it that belongs in it."""
    wal = data / "terminal.db-wal"
    if wal.exists() and wal.stat().st_size:
        return "-wal"
    with (data / "terminal.db").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
