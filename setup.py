"""Puts clauses, templates and rules into the package, for `paraph init`: in the repository they stand beside it, once."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

LIBRARY = ("clauses", "templates", "rules", "schema.json", "drafts/japan-finland.yaml")


class BuildWithLibrary(build_py):
    """`build_py`, which also fills `paraph/starter/`."""

    def run(self) -> None:
        """Copy the modules, then the library; what an earlier build has left there goes first."""
        starter = Path(self.build_lib, "paraph", "starter")
        if not self.editable_mode:
            shutil.rmtree(starter, ignore_errors=True)
        super().run()
        if not self.editable_mode:  # else the package stays in the checkout, beside them
            for name in LIBRARY:
                _copy(Path(__file__).parent / name, starter / name)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*", "~$*"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithLibrary})
