"""The county starts where no kiosk door is installed, and a kiosk where nothing of the county is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.sources import HOUSE

KIOSK_DOORS = ("villager", "cadre", "supervisor", "collector")

COUNTY = """
import sys
from pathlib import Path
from terminal.config import County, Settings
from terminal.county_app import create_county
client = create_county(Settings(data=Path(sys.argv[1]), county=County("青溪县"))).test_client()
page = client.get("/v/").get_data(as_text=True)
print(client.get("/county/login").status_code, "没有装各村的页面" in page, client.get("/v/1/").status_code)
"""
KIOSK = """
import sys
from pathlib import Path
from terminal.config import Settings
from terminal.kiosk_app import create_kiosk
client = create_kiosk(Settings(data=Path(sys.argv[1]))).test_client()
print(client.get("/").status_code, client.get("/desk/login").status_code)
"""


def house(to: Path) -> Path:
    """A copy of the house to take things out of."""
    shutil.copytree(HOUSE / "terminal", to / "terminal", ignore=shutil.ignore_patterns("__pycache__", "_assets"))
    for name in ("templates", "static", "seed"):
        (to / name).symlink_to(HOUSE / name)
    return to


def said(code: str, where: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(where)}
    command = [sys.executable, "-c", code, str(where / "data")]
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_county_without_any_kiosk_door_starts_and_says_that_the_villages_pages_are_missing(tmp_path):
    where = house(tmp_path)
    for path in (where / "terminal").rglob("*.py"):
        if path.stem in KIOSK_DOORS and "county" not in path.relative_to(where).parts:
            path.unlink()
    (where / "terminal" / "kiosk_app.py").unlink()
    assert said(COUNTY, where) == "200 True 404"


def test_a_kiosk_without_anything_of_the_county_starts(tmp_path):
    where = house(tmp_path)
    shutil.rmtree(where / "terminal" / "county")
    for name in ("county_app", "mirror_app"):
        (where / "terminal" / f"{name}.py").unlink()
    assert said(KIOSK, where) == "200 200"
