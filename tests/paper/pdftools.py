"""Looking at a PDF with other people's tools."""

import re
import subprocess
import tempfile
from pathlib import Path

from PIL import Image


def words(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def low(path: Path) -> float:
    """How far the lowest word on any page is from the lower edge, in points; below 0 it is off the paper."""
    box = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    height = float(re.search(r'height="([\d.]+)"', box)[1])
    return height - max(float(bottom) for bottom in re.findall(r'yMax="([\d.]+)"', box))


def fonts(path: Path) -> set[str]:
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return {line.split()[0].partition("+")[2] for line in listed}


def pictures(path: Path, dpi: int = 60) -> list[Image.Image]:
    """Every page as a grey picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", path, f"{folder}/page"], check=True)
        pages = [Image.open(page) for page in sorted(Path(folder).iterdir())]
        for page in pages:
            page.load()
    return pages
