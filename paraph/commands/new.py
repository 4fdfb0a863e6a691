"""`new`: a first draft from a template, with blanks for what is not known yet."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from paraph.catalogue.usage import Usage
from paraph.cli import CLEAN, PROBLEMS, WrongUse, report
from paraph.first_draft import first_draft
from paraph.library import is_name
from paraph.paths import is_there, shown
from paraph.problems import Place, Problem, Stopped, nearest, shortened
from paraph.store import store
from paraph.template import Template
from paraph.workspace import Workspace, find_workspace

HELP = "write a first draft, which builds at once: blanks for what is not known, and comments on what to choose"
EXAMPLES = (
    "paraph new fisheries                                    drafts/fisheries.yaml, for a template's blank parties",
    "paraph new fisheries --party japan/digital-agency       with an agency of the library as the first party",
    "paraph new talks --party japan/foreign-affairs+japan/defence   a party of two agencies, both of which sign",
    "paraph new fisheries --template bilateral -o proposals  from a template of your choice, to another folder",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `new`."""
    parser.add_argument("name", metavar="NAME", help="what the draft is called: small letters, figures and hyphens")
    parser.add_argument(
        "--template", metavar="TEMPLATE", help="a folder in templates/; when left out, the one for so many parties which most drafts use"
    )
    parser.add_argument(
        "--party",
        action="append",
        default=[],
        metavar="ID",
        help="an agency of the library, as in japan/digital-agency; once for each party, with + between the agencies of one",
    )
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="the folder to write to (drafts/ when left out)")


def run(options: Namespace) -> int:
    """Write the draft. Faulty clauses do not keep it back: it does not offer them."""
    workspace = find_workspace(options.output or Path.cwd()) or find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json; `paraph init DIR` makes one")
    _check_name(options.name)
    folder = options.output or workspace.root / "drafts"
    path = folder / f"{options.name}.yaml"
    told = path.as_posix() if options.output else shown(path)
    for taken in filter(is_there, (path, path.with_suffix(".yml"))):
        hint = "take another name, or another folder with -o"
        raise Stopped([Problem(Place(shown(taken), 1, 1), "there is such a draft already", "exists", hint)])
    parties = [tuple(party.split("+")) for party in options.party]
    _check_parties(parties, workspace)
    usage = Usage(workspace)
    template = _template(options.template, len(parties), workspace, usage)
    draft = first_draft(workspace, usage, template, parties, _from(folder, workspace.root / "schema.json"))
    try:
        store(path, draft.text.encode())
    except OSError as error:
        raise WrongUse(f"cannot write {told}: {error.strerror}") from None
    print(told)
    print("It builds as it stands. Open it in an editor, fill in its blanks, then `check` and `build` it.")
    report(draft.problems)
    return PROBLEMS if draft.problems else CLEAN


def _check_name(name: str) -> None:
    if not is_name(name):
        likely = re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".yaml").removesuffix(".yml")).strip("-")
        hint = f'; did you mean "{likely}"?' if likely else ""
        raise WrongUse(f'"{shortened(name)}" cannot be a draft\'s name, which has small letters, figures and single hyphens{hint}')


def _check_parties(parties: Sequence[Sequence[str]], workspace: Workspace) -> None:
    known = workspace.library.agency_ids()
    given = [id for party in parties for id in party]
    for id in given:
        if id not in known:
            raise WrongUse(f'no agency "{shortened(id)}"; {nearest(id, known) or "`paraph clauses parties` lists them"}')
        if given.count(id) > 1:
            raise WrongUse(f"{id} is given as a party twice")
        workspace.library.agency(id)  # stops with the problems of its file
    for party in parties:
        if len({id.partition("/")[0] for id in party}) > 1:
            raise WrongUse(f"{'+'.join(party)} are of two states; give each --party its own")


def _template(name: str | None, parties: int, workspace: Workspace, usage: Usage) -> Template:
    names = workspace.template_names()
    if name and name not in names:
        hint = nearest(name, names) or f"templates: {', '.join(names)}"
        raise WrongUse(f'no template "{shortened(name)}"; {hint}')
    if name:
        workspace.template(name)  # stops with the problems of its files
    fitting = {template.name: template for template in usage.templates if parties <= template.parties[1] and name in (None, template.name)}
    if not fitting:
        problems = usage.problems if not usage.templates else ()
        if problems:
            raise Stopped(problems)
        most = max((template.parties[1] for template in usage.templates if name in (None, template.name)), default=0)
        raise WrongUse(f"{parties} parties are given, and {f'the template {name}' if name else 'every template'} is for {most} at the most")
    return fitting[name or usage.most_used_template(tuple(fitting))]


def _from(folder: Path, file: Path) -> str:
    """A file's path from a folder."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return file.absolute().as_uri()
