"""Whether a text which was laid out anew still says the same."""

from __future__ import annotations

import json

from paraph.alone import build_alone
from paraph.examine import front_matter_problems
from paraph.library import Clause
from paraph.problems import Stopped
from paraph.render import Renderer
from paraph.source import Source
from paraph.template import Template
from paraph.workspace import Workspace
from paraph.writers.html import write_html
from paraph.yaml_data import load_yaml


def data_meaning(text: str) -> str:
    """All that YAML says, the order of its topmost keys aside; or what is wrong with it."""
    try:
        data, problems = load_yaml(Source("", text))
    except Stopped as stopped:
        return f"cannot be read: {[problem.rule for problem in stopped.problems]}"
    value = dict(sorted(data.value.items())) if isinstance(data.value, dict) else data.value
    return json.dumps([value, sorted(problem.rule for problem in problems)], ensure_ascii=False)


def prints_same(id: str, text: str, workspace: Workspace) -> bool:
    """Whether a clause, built alone from its example, prints the same with another text; not when it cannot be built."""
    try:
        clause = workspace.library.clause(id)
        template = next(filter(None, map(workspace.template, workspace.template_names())), None)
    except Stopped:
        return False
    if clause is None or template is None or clause.wording.text.split() != text.split():
        return False
    if front_matter_problems(clause, workspace.library):
        return False
    printed = _printed(clause, template, workspace)
    return bool(printed) and printed == _printed(clause._replace(wording=clause.wording._replace(text=text)), template, workspace)


def _printed(clause: Clause, template: Template, workspace: Workspace) -> list[str]:
    """The clause with all its fills and without the optional ones; nothing when there are problems."""
    renderer = Renderer()
    printed = []
    for without in (frozenset[str](), clause.optional):
        try:
            document, problems = build_alone(clause, template, workspace.library, renderer, without=without)
        except Stopped:
            return []
        if problems:
            return []
        printed.append(write_html(document))
    return printed
