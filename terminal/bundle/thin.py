"""Header lines without what follows from the other lines: half of a log is hashes, and hashes do not pack (FORMAT.md §3.6)."""

from collections.abc import Iterator, Sequence

from terminal.journal.chain import digest, parse, rewritten


def thinned(headers: Sequence[str], bodies: Sequence[str]) -> Iterator[str]:
    """Each header without `prev`, and without `body` where the body line is here."""
    for header, body in zip(headers, bodies, strict=True):
        fields = parse(header)
        del fields["prev"]
        if body:
            del fields["body"]
        yield rewritten(fields)


def restored(lines: Sequence[str], bodies: Sequence[str], prev: str) -> Iterator[str]:
    """The header lines as they were hashed. Raises ValueError, at the line, for one that says too much or too little."""
    for line, body in zip(lines, bodies, strict=False):
        fields = parse(line)
        if "prev" in fields or ("body" in fields) == bool(body):
            raise ValueError("prev, body")
        if body:
            fields["body"] = digest(body)
        header = rewritten(fields | {"prev": prev})
        yield header
        prev = digest(header)
