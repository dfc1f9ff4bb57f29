"""Files as a real office program writes them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.uploads import files


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Callable[[str], bytes]:
    """What LibreOffice makes of our workbook, by ending; one run for each."""
    folder, profile = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("profile")
    source = folder / "sources" / "list.xlsx"
    source.parent.mkdir()
    source.write_bytes(files.xlsx(files.with_everything_hidden))
    for ending, how in (
        ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
        ("pdf", "pdf"),
        ("ods", "ods"),
        ("xls", "xls:MS Excel 97"),
    ):
        _convert(source, folder, profile, how)
        assert (folder / f"list.{ending}").is_file()
    return lambda ending: (folder / f"list.{ending}").read_bytes()


def _convert(source: Path, folder: Path, profile: Path, how: str) -> None:
    soffice = shutil.which("soffice") or "soffice"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", how]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=300)
