"""The terminal without its finished pages: every page is built from the database."""

import sys
from pathlib import Path

from terminal import config
from terminal.kiosk_app import create_kiosk
from terminal.serving import serve
from terminal.web.finished import FinishedPages


def main(settings_file: str, data: str, port: str) -> None:
    settings = config.read(Path(settings_file), Path(data))
    app = create_kiosk(settings)
    finished = app.wsgi_app
    assert isinstance(finished, FinishedPages)
    app.wsgi_app = finished.application  # type: ignore[method-assign]  # the documented way to wrap a Flask app
    serve(app, config.Server(host="127.0.0.1", port=int(port), threads=4))


if __name__ == "__main__":
    main(*sys.argv[1:])
