"""Bare WeasyPrint: for every line on stdin (an HTML file and a PDF file) one PDF, and a line on stdout when it is there."""

import sys
from pathlib import Path


def main() -> None:
    from weasyprint import HTML

    for line in sys.stdin:
        html, pdf = line.rstrip("\n").split("\t")
        Path(pdf).write_bytes(HTML(html).write_pdf(pdf_tags=True))
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
