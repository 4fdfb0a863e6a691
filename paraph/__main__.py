"""`python -m paraph`."""

from paraph.cli import main_and_exit

main_and_exit()
