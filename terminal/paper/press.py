"""The process that sets PDF sheets: reads jobs from stdin, answers on stdout, ends when stdin does."""

import hashlib
import logging
import os
import re
import resource
import sys
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from terminal import config
from terminal.paper import frames

NOWHERE = "http://paper.invalid/"  # relative addresses end here and are refused by name, instead of vanishing
MEMORY = 1536 * 1024 * 1024
DEEPEST = 10_000  # calls; layout takes several for every element inside another
_CSS = re.compile(r"paper:css/([a-z0-9_-]+\.css)")
_BLOB = re.compile(r"paper:blob/([0-9a-f]{64})")


class OwnFiles(URLFetcher):  # type: ignore[misc]  # the library carries no types
    """Gives paper stylesheets and whole blobs, refuses every other address and remembers which."""

    def __init__(self, blobs: Path) -> None:
        super().__init__(allowed_protocols=("paper",))
        self.blobs = blobs
        self.missing: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Read `paper:css/<name>` or `paper:blob/<sha256>`. Raises ValueError for anything else."""
        response = self._stylesheet(url) or self._blob(url)
        if response is None:
            self.missing.append(url[:200])
            raise ValueError("not a paper stylesheet and not a whole blob")
        return response

    def _stylesheet(self, url: str) -> URLFetcherResponse | None:
        if not (named := _CSS.fullmatch(url)):
            return None
        path = config.assets("static", "css", "paper", named[1])
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "text/css"}) if path.is_file() else None

    def _blob(self, url: str) -> URLFetcherResponse | None:
        if not (named := _BLOB.fullmatch(url)):
            return None
        path = self.blobs / named[1][:2] / named[1][2:]
        data = path.read_bytes() if path.is_file() else b""
        return URLFetcherResponse(url, data) if hashlib.sha256(data).hexdigest() == named[1] else None


def typeset(job: frames.Job, blobs: Path) -> frames.Sheet:
    """Set one job; the same job gives the same bytes."""
    files = OwnFiles(blobs)
    document = HTML(string=job.html, base_url=NOWHERE, url_fetcher=files).render()
    document.metadata.title = job.title
    pdf = document.write_pdf(pdf_tags=True)
    return frames.Sheet(pdf=pdf, missing=tuple(dict.fromkeys(files.missing)))


def main() -> None:
    """Serve jobs until stdin ends. The first argument is the folder of blobs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.setrecursionlimit(DEEPEST)
    os.nice(5)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not break the messages
    while True:
        try:
            job = frames.receive(sys.stdin.buffer, frames.Job)
        except EOFError:
            return
        frames.send(answers, typeset(job, Path(sys.argv[1])))


if __name__ == "__main__":
    main()
