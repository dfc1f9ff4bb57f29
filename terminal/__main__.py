"""python -m terminal"""

from terminal.cli import main

main()
