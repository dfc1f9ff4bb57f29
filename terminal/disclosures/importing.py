"""Publishing files of text: decoded, checked, all of them or none."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from terminal.clock import Now
from terminal.disclosures.actions import Draft, publish
from terminal.errors import Problem, Refused, refuse_if
from terminal.register.queries import index_of
from terminal.store.database import write
from terminal.text.decoding import decode

MARKDOWN = {".md", ".markdown"}
LARGEST = 1024 * 1024


class Done(msgspec.Struct, frozen=True):
    """One file that was published."""

    index_no: str
    title: str
    encoding: str


def _read(path: Path, draft: Draft) -> tuple[Draft, str]:
    """The draft of one file and its encoding. Raises Refused naming the file."""
    if path.stat().st_size > LARGEST:
        raise Refused([Problem("文件超过 1 MB。请分成几个文件。", path.name)])
    try:
        decoded = decode(path.read_bytes())
    except ValueError as wrong:
        raise Refused([Problem(str(wrong), path.name)]) from None
    form = "markdown" if path.suffix.lower() in MARKDOWN else "plain"
    title = draft.title or _first_line(decoded.text)
    return msgspec.structs.replace(draft, title=title, text=decoded.text, form=form), decoded.encoding


def _first_line(text: str) -> str:
    lines = (line.strip().lstrip("#").strip() for line in text.splitlines())
    return next((line for line in lines if line), "")[:120]


def _publish(path: Path, draft: Draft, by: str, now: Now) -> Done:
    one, encoding = _read(path, draft)
    try:
        header = publish(one, by=by, now=now)
    except Refused as wrong:
        named = [Problem(problem.says, f"{path.name} {problem.where}".strip()) for problem in wrong.problems]
        raise Refused(named) from None
    return Done(index_of(header.origin, header.obj), one.title, encoding)


def publish_files(paths: Sequence[Path], draft: Draft, *, by: str, now: Now) -> list[Done]:
    """Publish each file under the same item. Raises Refused with the problems of all files; nothing is written then."""
    done: list[Done] = []
    problems: list[Problem] = []
    with write():
        for path in paths:
            try:
                done.append(_publish(path, draft, by, now))
            except Refused as wrong:
                problems.extend(wrong.problems)
        refuse_if(problems)
    return done
