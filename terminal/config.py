"""kiosk_config.toml, read once into frozen settings; anything wrong is said before a port is opened."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from terminal.errors import SettingsError

PACKAGE = Path(__file__).resolve().parent


@cache
def _asset_root() -> Path:
    """Where templates, static and seed lie: inside an installed package, or beside it in a checkout."""
    packed = PACKAGE / "_assets"
    return packed if (packed / "templates").is_dir() else PACKAGE.parent


def assets(*parts: str) -> Path:
    """Path of a shipped file or folder, such as assets("static", "css")."""
    return _asset_root().joinpath(*parts)


class UnitPublisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One who publishes in this unit: the committee, the collective, the party branch."""

    key: str
    name: str
    code: str = ""


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which village, community, township or street this is."""

    kind: Literal["village", "community", "township", "street"]
    name: str
    code: str
    in_service_from: date
    township: str = ""
    county: str = ""
    name_en: str = ""
    contact: str = ""
    households: int = 0
    people: int = 0
    publishers: tuple[UnitPublisher, ...] = ()


class Server(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the terminal listens."""

    host: str = "0.0.0.0"
    port: int = 8000
    threads: int = 4
    address: str = ""
    proxy: str = ""


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the touchscreen does when nobody touches it; seconds."""

    idle_warn: int = 60
    idle_reset: int = 80
    kiosk: bool = False
    debug: bool = False


class Desk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who works at the desk; minutes without a page until they are signed out."""

    idle: int = 20
    pin_idle: int = 3
    pin: bool = True


class Ledger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked of the books; whole yuan."""

    voucher_above: int = 0


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Printer and typesetting; seconds."""

    printer: str = ""
    wait: int = 60
    idle: int = 120


class Log(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the log is kept on disk."""

    durability: Literal["wal", "rollback"] = "wal"


class Backup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where copies of everything go each night, after which hour."""

    place: str = ""
    hour: int = 3


class Stick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where USB sticks appear; `mounted`: only folders on which something is mounted count as one."""

    roots: tuple[str, ...] = ("/media", "/run/media")
    mounted: bool = True


class OfficeKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office above this unit, with the age keys letters to it are sealed for."""

    addressee: Literal["township", "county", "discipline"]
    name: str
    keys: tuple[str, ...]


class Feedback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What villagers can use to write, and to whom above the village."""

    microphone: bool = False
    camera: bool = False
    office: tuple[OfficeKeys, ...] = ()


class County(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which county a county server belongs to; a terminal has none. `quota`: MB one terminal may send in a month, 0 for any number."""

    name: str
    name_en: str = ""
    code: str = ""
    townships: tuple[str, ...] = ()
    quota: int = 2048


class Sync(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the county server is, how often the log is sent there (minutes); empty: only sticks carry it.

    `authority`: a file of certificates that vouch for the county server, where the usual ones do not.
    """

    county: str = ""
    authority: str = ""
    every: int = 15


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set, and the folder where everything is kept."""

    data: Path = Path("data")
    unit: Unit | None = None
    county: County | None = None
    server: Server = Server()
    screen: Screen = Screen()
    desk: Desk = Desk()
    ledger: Ledger = Ledger()
    paper: Paper = Paper()
    log: Log = Log()
    backup: Backup = Backup()
    stick: Stick = Stick()
    sync: Sync = Sync()
    feedback: Feedback = Feedback()

    @property
    def database(self) -> Path:
        return self.data / "terminal.db"

    @property
    def backups(self) -> Path:
        """Where backups lie; beside the data where no second place is set."""
        return Path(self.backup.place) if self.backup.place else self.data / "backups"


def _folder(kind: type[Path], value: Any) -> Path:
    """TOML has words only; `data` is the one setting that is a folder."""
    return kind(value)


def _checked(table: dict[str, Any], path: Path) -> Settings:
    try:
        settings = msgspec.convert(table, Settings, dec_hook=_folder)
    except msgspec.ValidationError as wrong:
        raise SettingsError(f"{path}: 这样写不行，请对照文件里的说明改正：{wrong}。") from None
    if not 1 <= settings.server.port <= 65535:
        raise SettingsError(f"{path}: [server] port 要在 1 到 65535 之间，现在是 {settings.server.port}。")
    if settings.server.threads < 1:
        raise SettingsError(f"{path}: [server] threads 至少是 1，现在是 {settings.server.threads}。")
    if settings.screen.idle_reset < settings.screen.idle_warn + 20:
        raise SettingsError(f"{path}: [screen] idle_reset 要比 idle_warn 至少晚 20 秒，让人来得及回答。")
    if not 0 <= settings.backup.hour <= 23:
        raise SettingsError(f"{path}: [backup] hour 要在 0 到 23 之间，现在是 {settings.backup.hour}。")
    if not 0 <= settings.ledger.voucher_above <= 1_000_000:
        raise SettingsError(
            f"{path}: [ledger] voucher_above 要在 0 到 1000000 元之间，现在是 {settings.ledger.voucher_above}。"
        )
    if not 1 <= settings.sync.every <= 1440:
        raise SettingsError(f"{path}: [sync] every 要在 1 到 1440 分钟之间，现在是 {settings.sync.every}。")
    if settings.unit and settings.county:
        raise SettingsError(f"{path}: [unit] 和 [county] 只能写一个：一台机器不是终端，就是县平台。")
    for name in ("idle", "pin_idle"):
        if not 1 <= getattr(settings.desk, name) <= 240:
            raise SettingsError(f"{path}: [desk] {name} must be 1 to 240 minutes, not {getattr(settings.desk, name)}")
    return settings


def read(path: Path | None = None, data: Path | None = None) -> Settings:
    """Settings of this terminal. Raises SettingsError naming file, table and key."""
    path = path or Path("kiosk_config.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as wrong:
        raise SettingsError(f"{path}: 设置文件读不懂，请检查写法：{wrong}。") from None
    settings = _checked(table, path)
    return msgspec.structs.replace(settings, data=(data or settings.data).resolve())
