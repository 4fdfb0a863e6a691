"""`clauses`: what the library holds, and where it is used."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from paraph import catalogue
from paraph.catalogue import as_json, as_text
from paraph.catalogue.as_text import Paper
from paraph.catalogue.search import search
from paraph.catalogue.views import agencies_view, clause_view, topic_view
from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour, report
from paraph.library import PARTIES, Library
from paraph.paths import shown
from paraph.problems import Problem, nearest, shortened
from paraph.workspace import Workspace, find_workspace

HELP = "show what the library holds: topics, the alternatives of one, a clause whole"
EXAMPLES = (
    "paraph clauses                              every topic with its preferred alternative",
    "paraph clauses duration                     the alternatives of a topic, and in how many drafts each stands",
    "paraph clauses duration/renewing            a clause with its guidance, fills, text, and where it is used",
    'paraph clauses --search "written notice"    the clauses which hold these words',
    "paraph clauses termination --search months  those of one topic",
    "paraph clauses parties                      the agencies",
    "paraph clauses duration --json              for other tools",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `clauses`."""
    parser.add_argument("id", nargs="?", default="", metavar="TOPIC[/NAME]", help="a topic, or a clause; every topic when left out")
    parser.add_argument(
        "--search", metavar="WORDS", help="clauses which hold all these words in their id, title, summary, guidance or text, best first"
    )
    parser.add_argument("--json", action="store_true", help="the same as JSON")


def run(options: Namespace) -> int:
    """Print what is asked for. Files with problems do not keep back the others."""
    workspace = find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/ and templates/")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    show = _Show(workspace, Paper(width, in_colour(sys.stdout)), json=options.json)
    id = _id(options.id)
    if options.search is not None:
        problems = show.search(id, options.search.split())
    elif id == PARTIES or id.startswith(f"{PARTIES}/"):
        problems = show.parties(id.removeprefix(PARTIES).strip("/"))
    elif "/" in id:
        problems = show.clause(id)
    elif id:
        problems = show.topic(id)
    else:
        problems = show.topics()
    report(problems)
    return PROBLEMS if problems else CLEAN


def _id(given: str) -> str:
    """An id as it was typed, or the path of its file, which a shell completes."""
    return given.strip("/").removeprefix("clauses/").removesuffix(".md").removesuffix(".yaml")


class _Show:
    """Prints parts of the catalogue; each method gives the problems of the files which it read."""

    def __init__(self, workspace: Workspace, paper: Paper, *, json: bool) -> None:
        self.workspace = workspace
        self.library = workspace.library
        self.paper = paper
        self.json = json

    def topics(self) -> tuple[Problem, ...]:
        found, problems = catalogue.topics(self.library)
        self._print(as_json.topics(found), as_text.topics(found, self.paper))
        return problems

    def topic(self, name: str) -> tuple[Problem, ...]:
        _known_topic(name, self.library)
        view = topic_view(self.workspace, name)
        self._print(as_json.topic(view, self.library), as_text.topic(view, self.paper))
        return view.problems

    def clause(self, id: str) -> tuple[Problem, ...]:
        topic, _, name = id.partition("/")
        _known_topic(topic, self.library)
        names = self.library.alternatives(topic)
        if name not in names:
            hint = nearest(name, names).replace('"', f'"{topic}/', 1) or f"alternatives: {', '.join(names[:12])}"
            raise WrongUse(f'no clause "{shortened(id)}"; {hint}')
        clause = self.library.clause(id)
        if clause is None:  # deleted a moment ago
            raise WrongUse(f'no clause "{shortened(id)}"')
        view = clause_view(self.workspace, clause)
        self._print(as_json.clause(view), as_text.clause(view, self.paper))
        return view.problems

    def search(self, topic: str, words: list[str]) -> tuple[Problem, ...]:
        if not words:
            raise WrongUse("--search takes one or more words")
        if topic == PARTIES or "/" in topic:
            raise WrongUse("--search looks through all clauses, or those of the topic before it")
        if topic:
            _known_topic(topic, self.library)
        found = search(self.library, words, topic, None if self.json else as_text.MOST)
        self._print(as_json.hits(found.hits), as_text.hits(found, words, self.paper))
        if not found.total and not self.json:
            print(f"no clause holds {' and '.join(words)}", file=sys.stderr)
        return found.problems

    def parties(self, wanted: str) -> tuple[Problem, ...]:
        known = self.library.agency_ids()
        if wanted and wanted not in known:
            hint = nearest(wanted, known) or f"agencies: {', '.join(known[:12])}"
            raise WrongUse(f'no agency "{shortened(wanted)}"; {hint}')
        if wanted:
            self.library.agency(wanted)  # stops with the problems of its file
        view = agencies_view(self.workspace, wanted)
        if not wanted:
            self._print(as_json.agencies(view, self.library), as_text.agencies(view, self.paper))
            return view.problems
        for each in view.agencies:
            file = shown(self.library.agency_paths(each.id)[0])
            self._print(as_json.agency(each, self.library), as_text.agency(each, file, self.paper))
        return view.problems

    def _print(self, data: as_json.Object | list[as_json.Object], lines: Iterable[str]) -> None:
        encoding = sys.stdout.encoding
        text = as_json.written(data, encoding) if self.json else "".join(f"{line}\n" for line in lines)
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))  # a terminal of another age shows ? for what it lacks


def _known_topic(name: str, library: Library) -> None:
    known = library.topics()
    if name in known:
        return
    elsewhere = [id for id in library.ids() if id.partition("/")[2] == name]
    hint = f'did you mean "{elsewhere[0]}"?' if elsewhere else nearest(name, (*known, PARTIES))
    raise WrongUse(f'no topic "{shortened(name)}"; {hint or "`paraph clauses` lists them"}')
