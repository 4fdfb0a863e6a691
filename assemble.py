"""The door of a workspace: `python assemble.py VERB …` is the same as the installed command `paraph VERB …`."""

import os
import sys
from pathlib import Path


def _main():
    here = Path(__file__).resolve().parent
    if sys.version_info < (3, 11):  # noqa: UP036 - this file must still be read by older ones
        _go_on_in_venv(here)
        sys.exit("Paraph needs Python 3.11 or newer; this is %d.%d" % sys.version_info[:2])  # noqa: UP031 - older Pythons read this
    sys.path.insert(0, str(here))
    try:
        from paraph.cli import main_and_exit

        main_and_exit()
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "paraph":
            raise
        _go_on_in_venv(here)
        print("The package %s is missing. Run `make build` once, or `pip install .`" % error.name, file=sys.stderr)  # noqa: UP031
        sys.exit(2)


def _go_on_in_venv(here):
    """Start again with the Python which `make build` has set up, if there is one."""
    python = here / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.is_file() and Path(sys.prefix) != here / ".venv":
        os.execv(str(python), [str(python)] + sys.argv)  # noqa: RUF005


if __name__ == "__main__":
    _main()
