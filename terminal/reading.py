"""python -m terminal.reading: bundles of terminals read and checked beside the process that enters them."""

from terminal import events_register
from terminal.register.entering import be_ready
from terminal.sync.beside import serve

if __name__ == "__main__":
    events_register.install()
    be_ready()
    serve()
