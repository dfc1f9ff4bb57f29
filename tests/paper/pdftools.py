"""Looking at a PDF with other people's tools."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image


def words(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


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
