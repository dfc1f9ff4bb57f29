"""`terminal run` as it is, save that nobody has to wait between two letters: hundreds can be sent in one afternoon."""

from terminal import cli
from terminal.feedback import limits

if __name__ == "__main__":
    limits.spacing = limits.Spacing(0)
    limits.WITH_FILES = 10**6
    cli.main()
