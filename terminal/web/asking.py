"""Reading what an address asks for; anything odd is as if it had not been asked."""

from flask import request


def number(name: str, default: int = 1) -> int:
    """A whole number in the query, such as ?page=2."""
    said = request.args.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else default


def one_of(name: str, choices: list[str], default: str = "") -> str:
    """One of a few words in the query."""
    said = request.args.get(name, "")
    return said if said in choices else default


def words(name: str, longest: int) -> str:
    """Free words in the query, cut at `longest` characters, one blank between them, without control characters."""
    said = " ".join(request.args.get(name, "")[:longest].split())
    return "".join(char for char in said if char.isprintable()).strip()
