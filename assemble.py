"""The door of a workspace: `python assemble.py VERB …` is the same as the installed command `paraph VERB …`."""

import os
import sys
from pathlib import Path


def _main() -> None:
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here))
    try:
        from paraph.cli import main_and_exit

        main_and_exit()
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "paraph":
            raise
        python = here / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if python.is_file() and Path(sys.prefix) != here / ".venv":
            os.execv(python, [str(python), *sys.argv])
        print(f"The package {error.name} is missing. Run `make build` once, or `pip install .`", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    _main()
