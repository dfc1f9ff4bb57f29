"""Hundreds of tests open a kiosk of their own; its templates and routes are the same each time, and made ready once.

So is what the process for strangers' files says about the same bytes: it starts for the first who asks.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from terminal.uploads import apart

_templates: dict[str, bytes] = {}
_routes: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}

_apart: dict[tuple[str, bytes, str], bytes] = {}


def install() -> None:
    """Keep what is the same each time."""
    _kiosks()
    _strangers_files()


def _strangers_files() -> None:
    """A file that could be read is not read by a new process again; one that could not is, and so is any other worker's."""
    take_apart = apart.take_apart

    def remembering(module: str, data: bytes, argument: str, answer: type[Any]) -> Any:
        key = (module, data, argument)
        if not module.startswith("terminal.") or key not in _apart:
            said = take_apart(module, data, argument, answer)
            _apart[key] = msgspec.msgpack.encode(said)
        return msgspec.msgpack.decode(_apart[key], type=answer)

    apart.take_apart = remembering


def _kiosks() -> None:
    """What a kiosk compiles is kept for the next one in this process; it lies on the disk as always."""
    load, dump, build = (
        FileSystemBytecodeCache.load_bytecode,
        FileSystemBytecodeCache.dump_bytecode,
        Rule._compile_builder,
    )

    def load_bytecode(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        if bucket.key not in _templates:
            return load(self, bucket)
        bucket.bytecode_from_string(_templates[bucket.key])  # left empty where the source is another
        return dump(self, bucket) if bucket.code else None

    def dump_bytecode(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        _templates[bucket.key] = bucket.bytecode_to_string()
        dump(self, bucket)

    def compile_builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, self.subdomain, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in _routes:
            _routes[key] = build(self, append_unknown)
        return _routes[key]

    FileSystemBytecodeCache.load_bytecode = load_bytecode
    FileSystemBytecodeCache.dump_bytecode = dump_bytecode
    Rule._compile_builder = compile_builder
