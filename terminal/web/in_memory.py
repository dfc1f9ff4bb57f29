"""Requests whose files stay in memory: what is being written to an office must not touch the disk before it is sealed."""

import io
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """Every part of a form is kept in memory; Werkzeug's own would put parts over 500 kB into a temporary file.

    How much that may be is bounded by MAX_CONTENT_LENGTH and by how many requests are served at once.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()
