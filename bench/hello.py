"""The smallest Flask page on waitress, for the time until a first page."""

import sys

from flask import Flask

from bench.waiting import serve

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "hello"


if __name__ == "__main__":
    serve(app, int(sys.argv[1]))
