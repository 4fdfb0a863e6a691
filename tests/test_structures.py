"""The forms of real instruments: each is drafted as data, and LibreOffice prints what our own text says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from paraph.assembled import write
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.source import read_source
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml
from tests.conftest import ROOT, by_rows, copy_workspace, integrity

BASE = load_yaml(read_source(ROOT / "tests" / "cases" / "base.yaml", "base.yaml"))[0].value
Change = dict[str, Any]


class Form(NamedTuple):
    """What a template and a draft say in place of the sound ones; what the text then holds, in this order, and what it does not."""

    template: Change
    draft: Change
    holds: tuple[str, ...]
    lacks: tuple[str, ...] = ()


def section(**level: object) -> Change:
    return {"numbering": {"section": level}}


def own(text: str) -> Change:
    return {"text": text, "reason": "To try a form."}


LIST = "The sides will:\n\n+ meet;\n\n  + in Tokyo; or\n  + online; and\n+ write."
OF_MANY: Change = {"preamble": ["mutual-benefit"], "clauses": {"status": "political-commitment", "duration": own("It goes on.")}}
"""Picks which hold for any number of parties."""
FORMS = {
    "Section beside, with a colon": Form(
        section(mark="Section {n}", heading="beside", separator=": "), {}, ("Section 1: Basic principles", "Section 2: Areas")
    ),
    "Paragraph beside, with a free-standing colon": Form(
        section(mark="Paragraph {n}", heading="beside", separator=" : "), {}, ("Paragraph 1 : Basic principles",)
    ),
    "Article above its heading": Form(section(mark="Article {n}", heading="below"), {}, ("Article 1\n", "Basic principles and objective")),
    "a section without a heading among others": Form(
        {"outline": {1: {"heading": ""}}, "numbering": {"section": {"mark": "Section {n}", "heading": "beside", "separator": ": "}}},
        {},
        ("Section 1: Basic principles", "Section 2\n", "Section 3: Commencement"),
    ),
    "Roman": Form(section(mark="{n}.", figures="upper-roman", heading="beside"), {}, ("I. Basic principles", "II. Areas")),
    "a number alone": Form(section(mark="{n}.", heading="none"), {}, ("1.\n",), ("Basic principles",)),
    "a heading alone": Form(section(mark="", heading="beside"), {}, ("Basic principles and objective",), ("SECTION",)),
    "neither number nor heading, paragraphs counted through": Form(
        {"numbering": {"section": {"mark": "", "heading": "none"}, "paragraph": {"restart": False, "reference": "paragraph {n}"}}},
        {"clauses": {"survival": own("As in {{ ref('differences') }}.")}},
        ("1. ", "2. ", "3. ", "4. ", "As in paragraph 3"),
        ("SECTION", "Basic principles"),
    ),
    "a section which counts by itself where paragraphs are counted through": Form(
        {
            "numbering": {"paragraph": {"restart": False, "reference": "paragraph {n}", "lone": "numbered"}},
            "outline": {
                1: {"numbering": {"paragraph": {"restart": True, "mark": "({n})", "reference": "paragraph {n} of Section {section}"}}}
            },
        },
        {
            "clauses": {
                "cooperation": own("One:\n\n{{ list('areas') }}\n\nTwo."),
                "survival": own("{{ ref('cooperation.2') }}; {{ ref('taking-effect') }}."),
            }
        },
        ("1. ", "2. ", "3. ", "(1) One", "(2) Two.", "4. The cooperation", "5. ", "6. paragraph (2) of Section 2; paragraph 4."),
    ),
    "numbers with that of the section": Form(
        {"numbering": {"paragraph": {"mark": "{section}.{n}", "lone": "numbered", "reference": "paragraph {n}"}}},
        {"clauses": {"survival": own("As in {{ ref('differences') }}.")}},
        ("1.1 ", "1.2 ", "2.1 ", "As in paragraph 1.3"),
    ),
    "paragraphs without numbers": Form(
        {"numbering": {"paragraph": {"mark": ""}}}, {"clauses": {"differences": own(LIST)}}, ("a) meet",), ("1. ",)
    ),
    "one section otherwise": Form(
        {
            "outline": {
                0: {"numbering": {"section": {"mark": "Part {n}", "heading": "beside", "separator": " – "}, "paragraph": {"mark": "({n})"}}}
            }
        },
        {},
        ("Part 1 – Basic principles", "(1) ", "(2) ", "SECTION 2", "SECTION 3", "1. "),
    ),
    "one section in the middle without a heading": Form(
        {"outline": {1: {"numbering": {"section": {"heading": "none"}}}}},
        {},
        ("SECTION 1\n", "SECTION 2\n", "SECTION 3\n"),
        ("Areas of cooperation",),
    ),
    "other marks of items": Form(
        {
            "numbering": {
                "items": [
                    {"mark": "({n})", "figures": "lower-letter", "reference": "sub-paragraph {paragraph}{n}"},
                    {"mark": "({n})", "figures": "lower-roman", "reference": "{n}"},
                    {"mark": "{n}.", "figures": "decimal", "reference": "{n}"},
                    {"mark": "{n}.", "figures": "upper-letter", "reference": "{n}"},
                ],
                "paragraph": {"lone": "numbered"},
                "dash": "•",
            }
        },
        {"clauses": {"differences": own(LIST + "\n\nThey will not:\n\n- call."), "survival": own("As in {{ ref('areas/2') }}.")}},
        ("(a) meet", "(i) in Tokyo", "(b) write", "• call", "As in sub-paragraph 1(b)"),
    ),
    "references to items, topics, clauses and sections": Form(
        {},
        {"clauses": {"survival": own("{{ ref('areas/1') }}; {{ ref('areas/pilots') }}; {{ ref('cooperation') }}; {{ ref('final') }}.")}},
        ("item a) of Section 2; item a) of Section 2; Section 2; Section 3.",),
    ),
    "references into a text": Form(
        {},
        {
            "clauses": {
                "differences": own("One.\n\nTwo:\n\n+ three;\n  + four."),
                "survival": own(
                    "{{ ref('differences') }}; {{ ref('differences.2') }}; {{ ref('differences.2.1.1') }}; {{ ref('final.2') }}."
                ),
            }
        },
        ("paragraph 3 of Section 1; paragraph 4 of Section 1; item a) i) of paragraph 4 of Section 1; paragraph 2 of Section 3.",),
    ),
    "sub-headings of the outline and of a text": Form(
        {
            "outline": {
                0: {"clauses": ["objective", {"heading": "Its standing"}, "status", {"heading": "Nothing"}, "own-laws", "differences"]}
            }
        },
        {"clauses": {"differences": own("### Differences\n\nThe sides will talk.\n\n### Delay\n\nThey will do so soon.")}},
        ("1. ", "Its standing", "2. ", "Nothing", "Differences", "3. The sides will talk.", "Delay", "4. They will"),
    ),
    "footnotes": Form(
        {},
        {
            "clauses": {
                "differences": own(
                    "First^[A *note* on {{ participants }}.] and second^[Another.].\n\n| A^[In a cell.] | B |\n| --- | --- |\n| c | d |"
                )
            }
        },
        ("First", "and second", "A note on Participants.", "Another.", "In a cell."),
    ),
    "annexes": Form(
        {"numbering": {"annex": {"figures": "upper-letter"}}},
        {
            "annexes": [
                {"id": "plan", "heading": "Work plan", "clauses": ["plan"]},
                {"heading": "Contacts", "clauses": ["contacts"], "numbering": {"paragraph": {"mark": "{section}.{n}"}}},
            ],
            "clauses": {
                "plan": own("One.\n\nTwo:\n\n+ three."),
                "contacts": own("Four.\n\nFive."),
                "survival": own("As in {{ ref('plan') }} and {{ ref('contacts') }}."),
            },
        },
        (
            "As in Annex A and paragraph B.1",
            "ANNEX A\n",
            "Work plan",
            "1. One.",
            "2. Two:",
            "a) three.",
            "ANNEX B\n",
            "B.1 Four.",
            "B.2 Five.",
        ),
    ),
    "one annex": Form(
        {},
        {
            "annexes": [{"id": "plan", "heading": "Work plan", "clauses": ["steps"]}],
            "clauses": {"steps": own("One.\n\nTwo."), "survival": own("As in {{ ref('plan') }}.")},
        },
        ("As in Annex.", "ANNEX\n", "Work plan", "1. One."),
    ),
    "references to letters and Roman figures of more than one sign": Form(
        {"numbering": {"section": {"mark": "{n}.", "figures": "upper-roman", "heading": "beside", "reference": "Part {n}"}}},
        {
            "clauses": {
                "differences": own("Two:\n\n+ three:\n  + four;\n  + five."),
                "survival": own("{{ ref('differences.1.1.2') }}; {{ ref('final') }}."),
            }
        },
        ("item a) ii) of paragraph 3 of Section I; Part III.",),
    ),
    "one annex with its letter": Form(
        {"numbering": {"annex": {"figures": "upper-letter", "single": "ANNEX A"}}},
        {
            "annexes": [{"id": "plan", "heading": "Work plan", "clauses": ["steps"]}],
            "clauses": {"steps": own("One.\n\nTwo."), "survival": own("As in {{ ref('plan') }}.")},
        },
        ("As in Annex A.", "ANNEX A\n", "Work plan", "1. One."),
    ),
    "references into annexes": Form(
        {},
        {
            "annexes": [{"id": "plan", "heading": "Plan", "clauses": ["steps"]}, {"id": "list", "heading": "List", "clauses": ["names"]}],
            "clauses": {
                "steps": own("One.\n\nTwo:\n\n+ three."),
                "names": own("| A | B |\n| --- | --- |\n| c | d |"),
                "survival": own("{{ ref('plan.2') }}; {{ ref('plan.2.1') }}; {{ ref('list') }}."),
            },
        },
        ("paragraph 2 of Annex 1; item a) of paragraph 2 of Annex 1; Annex 2.", "ANNEX 2", "A | B"),
    ),
    "the only annex, where paragraphs bear the section's number": Form(
        {"numbering": {"paragraph": {"mark": "{section}.{n}", "lone": "numbered", "reference": "paragraph {n}"}}},
        {
            "annexes": [{"id": "plan", "heading": "Plan", "clauses": ["steps"]}],
            "clauses": {"steps": own("One.\n\nTwo."), "survival": own("{{ ref('plan.2') }}.")},
        },
        ("1.1 ", "paragraph 2 of Annex.", "ANNEX\n", "1 One.", "2 Two."),
    ),
    "lists below a sub-heading and a table": Form(
        {},
        {
            "clauses": {
                "differences": own("One.\n\n### Marks\n\n- two\n- three\n\n### Letters\n\n+ four\n+ five"),
                "survival": own("| A | B |\n| --- | --- |\n| c | d |\n\n- six"),
            }
        },
        ("One.", "Marks", "– two", "– three", "Letters", "a) four", "b) five", "A | B", "– six"),
    ),
    "a lone paragraph under a sub-heading": Form(
        {"outline": {1: {"clauses": [{"heading": "What we do"}, "cooperation"]}}},
        {},
        ("Areas of cooperation", "What we do", "The Participants"),
        ("1. The Participants will encourage",),
    ),
    "letters of recitals go on under headings": Form(
        {
            "forms": {
                "preamble": {
                    "list": "items",
                    "participles": "initial",
                    "numbering": {"items": [{"mark": "{n}.", "figures": "upper-letter", "reference": "{n}"}] * 4},
                }
            }
        },
        {"preamble": [own("### Background\n\nOne."), own("Two."), own("### Aims\n\nThree.")]},
        ("Background", "A. One", "B. Two", "Aims", "C. Three"),
    ),
    "lettered recitals": Form(
        {
            "forms": {
                "preamble": {
                    "list": "items",
                    "participles": "initial",
                    "numbering": {"items": [{"mark": "{n}.", "figures": "upper-letter", "reference": "{n}"}] * 4},
                }
            }
        },
        {},
        ("A. Recognising", "B. Wishing", "1. "),
    ),
    "references to recitals without numbers": Form(
        {},
        {
            "preamble": ["digital-progress", own("One;\n\nTwo:\n\n+ three;\n+ four;"), "deeper-partnership"],
            "clauses": {
                "differences": own("{{ ref('preamble/1') }}, {{ ref('preamble/2') }}, {{ ref('preamble/2.2') }}, {{ ref('preamble.4') }}."),
                "survival": own("{{ ref('preamble/deeper-partnership') }}, {{ ref('preamble/2.2.2') }}."),
            },
        },
        (
            "the first recital, the second recital, the third recital, the fourth recital.",
            "the fourth recital, item b) of the third recital.",
        ),
    ),
    "references to lettered recitals": Form(
        {
            "forms": {
                "preamble": {
                    "list": "items",
                    "numbering": {
                        "items": [
                            {"mark": "({n})", "figures": "lower-letter", "reference": "item {n}"},
                            {"mark": "({n})", "figures": "lower-roman", "reference": "point {n}"},
                        ]
                        * 2
                    },
                }
            }
        },
        {
            "preamble": ["digital-progress", own("Two:\n\n+ three;\n+ four;")],
            "clauses": {"survival": own("{{ ref('preamble/2') }}; {{ ref('preamble.2.2') }}; {{ ref('preamble/digital-progress') }}.")},
        },
        ("(a) RECOGNISING", "(b) Two", "(ii) four", "recital (b); point (ii) of recital (b); recital (a)."),
    ),
    "references to recitals in dashes": Form(
        {"forms": {"preamble": {"list": "dashes"}}},
        {"clauses": {"survival": own("{{ ref('preamble/2') }}.")}},
        ("the second recital.",),
    ),
    "references to paragraphs without numbers": Form(
        {"numbering": {"paragraph": {"mark": ""}}},
        {
            "clauses": {
                "differences": own("One.\n\nTwo:\n\n+ three."),
                "survival": own("{{ ref('status') }}; {{ ref('differences.2.1') }}; {{ ref('final.1') }}; {{ ref('areas/2') }}."),
            }
        },
        (
            "the second paragraph of Section 1; item a) of the fourth paragraph of Section 1;",
            "the first paragraph of Section 3; item b) of Section 2.",
        ),
    ),
    "recitals as dashes, in small letters": Form(
        {"forms": {"preamble": {"list": "dashes", "participles": "small"}}}, {}, ("– recognising", "– wishing")
    ),
    "names in capitals at the beginning of recitals": Form(
        {"forms": {"preamble": {"participles": "initial"}}},
        {
            "preamble": [
                "deeper-partnership",
                {"use": "shared-challenges", "challenges": ["AIDS"]},
                own("NATO being a pillar"),
                own("OECD AI Principles noted"),
                own("THE SIGNATORIES being"),
                own("RECALLING this"),
                {"use": "friendly-relations", "wording": "**NOTING** the UN", "reason": "Capitals."},
            ]
        },
        (
            "Wishing to make",
            "Mindful that AIDS",
            "NATO being",
            "OECD AI Principles noted",
            "THE SIGNATORIES being",
            "RECALLING this",
            "NOTING",
        ),
    ),
    "a section without numbers and without items": Form(
        {
            "numbering": {
                "items": [{"mark": "{section}.{paragraph}.{n}.", "reference": "{n}"}, *[{"mark": "{n})", "reference": "{n}"}] * 3],
                "paragraph": {"lone": "numbered"},
            }
        },
        {
            "sections": [
                {"heading": "One", "clauses": ["objective", "status", "differences"], "numbering": {"paragraph": {"mark": ""}}},
                {"heading": "Two", "clauses": ["cooperation", "taking-effect", "duration"]},
            ]
        },
        ("One", "The objective", "Two", "1. The", "2.1.1. Develop"),
        ("1. The objective",),
    ),
    "topics which the draft does without": Form(
        {"required": ["preamble", "objective", "status", "differences", "taking-effect", "duration"]},
        {
            "preamble": {"omit": "The other side wants none."},
            "clauses": {"operative": {"omit": "No lead-in."}, "differences": {"omit": "Settled in another instrument."}},
        },
        ("“Participants”),", "SECTION 1", "1. The objective", "2. This MoC is a statement"),
        ("recognition", "differences", "3. Any", "RECOGNIZING"),
    ),
    "areas as dashes": Form({"forms": {"areas": {"list": "dashes"}}}, {}, ("– ",), ("a) ",)),
    "numbers and dates of another house": Form(
        {"style": {"numbers": "figures (words)", "dates": "sixth day of May 2022"}},
        {"clauses": {"survival": own("It was {{ signature.date }}, for {{ signature.originals | years }}.")}},
        ("It was sixth day of May 2022, for 2 (two) years.",),
    ),
    "two agencies on a side, an alias, an office and a contact": Form(
        {
            "signature": {
                "above": "For {{ party.named }}:\n\n({{ party.state }})",
                "below": "**{{ signatory.name }}**\n\n{{ signatory.title }}",
            }
        },
        {
            "parties": [
                {
                    "state": "Norway",
                    "agencies": [{"name": "Ministry of Trade"}, {"name": "Norad", "article": False}],
                    "alias": "Norwegian side",
                    "represented-by": "Royal Norwegian Embassy",
                    "contact": {"unit": "Unit 7", "email": "seven@example.org"},
                    "signatories": [{"name": "Ola", "title": "Minister"}, {"name": "Kari", "title": "Director"}],
                },
                {"name": "Health Board", "state": "Estonia", "signatory": {"name": "Mari", "title": "Head"}},
            ],
            "clauses": {
                "survival": own(
                    "{% for party in parties %}{{ party }}"
                    "{% if party.alias %} ({{ party.alias }}, by {{ party.represented_by }}){% endif %}; "
                    "{% for agency in party.agencies %}[{{ agency.short }}]{% endfor %}"
                    "{% if party.contact %} {{ party.contact.unit }}{% endif %} {% endfor %}"
                )
            },
        },
        (
            "the Ministry of Trade and Norad (Norwegian side, by Royal Norwegian Embassy)",
            "the Health Board",
            "For the Ministry of Trade:",
            "(Norway)",
            "For the Health Board:",
            "Ola",
            "Mari",
            "For Norad:",
            "Kari",
        ),
    ),
    "rows of whole sides, in alphabetical order": Form(
        {"parties": {"minimum": 1, "maximum": 12}, "signature": {"order": "alphabetical"}},
        OF_MANY
        | {
            "parties": [
                {"name": "Board Z", "state": "the Netherlands", "signatory": {"name": "Zoe", "title": "Head"}},
                {"name": "Board Y", "state": {"blank": "fourth state"}, "signatory": {"name": "Yan", "title": "Head"}},
                {"name": "Board X", "state": "Norway", "signatory": {"name": "Xia", "title": "Head"}},
                {
                    "state": "Åland",
                    "agencies": [{"name": "Board A"}, {"name": "Board B"}],
                    "signatories": [{"name": "Ada", "title": "Head"}, {"name": "Bo", "title": "Head"}],
                },
                {"name": "Board W", "state": "Albania", "signatory": {"name": "Wim", "title": "Head"}},
            ],
        },
        ("Board A", "Board W", "Ada", "Wim", "Board B", "Bo", "Board Z", "Board X", "Zoe", "Xia", "Board Y", "Yan"),
    ),
    "tables": Form(
        {},
        {
            "clauses": {
                "differences": own("First:\n\n| | |\n| --- | ---: |\n| one | 1,000 |\n| three | 5 |"),
                "survival": own("Second:\n\n| A | Number | Mark |\n|:---|---:|:---:|\n| one | 1,000 | x |\n| three | 5 | y |"),
            }
        },
        ("one | 1,000\n", "three | 5\n", "A | Number | Mark\n", "three | 5 | y\n"),
        (" | \n",),
    ),
    "marks in each other, joined in references": Form(
        {
            "numbering": {
                "items": [
                    {"mark": "{n}.", "reference": "item {n}"},
                    {"mark": "{n}.", "figures": "lower-letter", "reference": "item {n}"},
                    {"mark": "{n})", "figures": "lower-roman", "reference": "item {n}"},
                    {"mark": "({n})", "reference": "item {n}"},
                ]
            }
        },
        {
            "clauses": {
                "differences": own("One:\n\n+ two:\n  + three:\n    + four:\n      + five."),
                "survival": own(
                    "{{ ref('differences.1.1.1') }}; {{ ref('differences.1.1.1.1') }}; {{ ref('differences.1.1.1.1.1') }}; "
                    "Paragraphs {{ ref('objective') | bare }} to {{ ref('differences') | bare }} of {{ ref('principles') }}, "
                    "Sections {{ ref('areas') | bare }} and {{ ref('final') | bare }}, items {{ ref('differences.1.1.1') | bare }}."
                ),
            }
        },
        (
            "item 1.a of paragraph 3 of Section 1; item 1.a.i) of paragraph 3 of Section 1; item 1.a.i)(1) of paragraph 3 of Section 1; ",
            "Paragraphs 1 to 3 of Section 1, Sections 2 and 3, items 1.a.",
        ),
    ),
    "numbers of four parts": Form(
        {
            "numbering": {
                "paragraph": {"mark": "{section}.{n}", "reference": "paragraph {n}", "lone": "numbered"},
                "items": [
                    {"mark": "{section}.{paragraph}.{n}", "reference": "paragraph {n}"},
                    {"mark": "{section}.{paragraph}.{item}.{n}", "reference": "paragraph {n}"},
                    {"mark": "{n})", "figures": "lower-letter", "reference": "paragraph {n}"},
                    {"mark": "{n})", "figures": "lower-roman", "reference": "paragraph {n}"},
                ],
            }
        },
        {
            "clauses": {
                "differences": own("One:\n\n+ two:\n  + three:\n    + four;\n    + five.\n+ six:\n  + seven."),
                "survival": own("{{ ref('differences.1.2.1') }}, {{ ref('differences.1.1.1.2') }} and {{ ref('differences.1.2') }}."),
            }
        },
        ("1.3 ", "1.3.1 ", "1.3.1.1 ", "a) ", "1.3.2 ", "1.3.2.1 ", "paragraph 1.3.2.1, paragraph 1.3.1.1.b) and paragraph 1.3.2."),
    ),
    "references at the beginning of a sentence": Form(
        {},
        {
            "clauses": {
                "differences": own("One.\n\nTwo:\n\n+ three;\n  + four."),
                "survival": own(
                    "{{ ref('differences.2') | sentence }} holds. {{ ref('final') | sentence }}, {{ ref('differences.2.1') | upper }}."
                ),
            }
        },
        ("Paragraph 4 of Section 1 holds. Section 3, ITEM a) OF PARAGRAPH 4 OF SECTION 1.",),
    ),
    "quoted paragraphs": Form(
        {},
        {
            "clauses": {
                "differences": own(
                    "These paragraphs are inserted:\n\n"
                    "> 22\\. The first of {{ participants }}.\n>\n> \\(a) In {{ ref('final') }}.\n\n"
                    "This goes on:\n\n+ with an item:\n\n  > 7\\. quoted\n+ and another."
                ),
                "survival": own("After it, {{ ref('differences.2.2') }}."),
            }
        },
        (
            "3. These paragraphs are inserted:",
            "22. The first of Participants.",
            "(a) In Section 3.",
            "4. This goes on:",
            "a) with an item:",
            "7. quoted",
            "b) and another.",
            "3. After it, item b) of paragraph 4 of Section 1.",
        ),
    ),
    "three columns, witnesses": Form(
        {"parties": {"minimum": 1, "maximum": 12}, "signature": {"columns": 3}},
        OF_MANY
        | {
            "parties": [
                {"name": f"Board {n}", "state": f"State {n}", "signatory": {"name": f"Person {n}", "title": "Head"}} for n in range(1, 13)
            ],
            "signature": {
                "place": "Oslo",
                "date": "2022-05-06",
                "originals": 12,
                "languages": ["en"],
                "witnesses": [{"name": "Wit", "title": "Judge"}],
            },
        },
        ("Board 1", "Person 1", "Board 4", "Person 12", "In the presence of:", "Wit", "Judge"),
    ),
}
EXPORTS_NO_NOTES = "footnotes"
"""LibreOffice leaves notes out of text."""


REFUSED: dict[str, tuple[Change, Change, str]] = {
    "a recital for which the template has no words": (
        {"numbering": {"recital": {"unnumbered": None}}},
        {"clauses": {"survival": own("{{ ref('preamble/1') }}")}},
        '"preamble/1" is a recital, and the template does not say how to refer to one',
    ),
    "a paragraph for which the template has no words": (
        {"numbering": {"paragraph": {"mark": "", "unnumbered": None}}},
        {"clauses": {"survival": own("{{ ref('status') }}")}},
        '"status" is a paragraph without a number, and the template does not say how to refer to one',
    ),
    "an item of a section which nothing names": (
        {"numbering": {"section": {"mark": "", "heading": "none"}, "paragraph": {"mark": ""}}, "outline": {1: {"heading": ""}}},
        {"clauses": {"survival": own("{{ ref('areas/1') }}")}},
        '"areas/1" stands in a section which has neither a number nor a heading by which to name it',
    ),
}
"""What a template and a draft say, and the problem at the pick."""


def changed(data: Any, change: Any) -> Any:
    """Data with changes laid over it: mappings key by key, lists by the number of the entry when the change is a mapping."""
    if isinstance(data, list) and isinstance(change, dict) and "omit" not in change:
        return [changed(entry, change.get(index, {})) for index, entry in enumerate(data)]
    if isinstance(data, dict) and isinstance(change, dict) and "text" not in change:
        laid = data | {key: changed(data.get(key), value) if value != {} else data.get(key) for key, value in change.items()}
        return {key: value for key, value in laid.items() if value is not None}
    return data if change == {} else change


def workspace_of(form: Form, root: Path) -> Path:
    """A workspace whose template and draft have a form, and the draft."""
    copy_workspace(root)
    template = root / "templates" / "bilateral" / "template.yaml"
    data = changed(yaml.safe_load(template.read_text(encoding="utf-8")), form.template)
    template.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    draft = root / "drafts" / "form.yaml"
    draft.write_text(yaml.safe_dump(changed(BASE, form.draft), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return draft


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Each form: the Word file and our own text."""
    found = {}
    for number, (name, form) in enumerate(FORMS.items()):
        root = tmp_path_factory.mktemp("forms") / "workspace"
        try:
            assembled = Assembler(Workspace(root)).assemble(workspace_of(form, root))
        except Stopped as stopped:
            raise AssertionError(f"{name}: {[str(problem) for problem in stopped.problems]}") from None
        for other in ("html", "md"):
            assert write(assembled, other)
        path = root / f"form-{number:02}.docx"
        path.write_bytes(write(assembled, "docx"))
        found[name] = path, by_rows(assembled)
    return found


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("differences/consultation", "---\nAny", "---\n{% if %}Any"),  # its text cannot be rendered
        ("differences/consultation", "rank: preferred", "rank: best"),  # its file cannot be read
        ("cooperation/encourage-facilitate-engage", "rank: preferred", "rank: best"),  # it would have listed the areas
    ],
)
def test_a_faulty_clause_is_the_only_problem(id: str, old: str, new: str, tmp_path: Path) -> None:
    """References to what it would have said, or held, are not faulty as well."""
    refers = own(
        "{{ ref('differences') }}, {{ ref('differences.1') }}, {{ ref('areas') }}, {{ ref('areas/2') }} and {{ ref('principles') }}."
    )
    path = workspace_of(Form({}, {"clauses": {"survival": refers}}, ()), tmp_path / "workspace")
    clause = tmp_path / "workspace" / "clauses" / f"{id}.md"
    text = clause.read_text(encoding="utf-8")
    assert text.count(old) == 1
    clause.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Stopped) as stopped:
        Assembler(Workspace(tmp_path / "workspace")).assemble(path)
    assert [problem.place.path.rpartition("/")[2] for problem in stopped.value.problems] == [clause.name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_said_is_a_problem(name: str, tmp_path: Path) -> None:
    template, draft, message = REFUSED[name]
    path = workspace_of(Form(template, draft, ()), tmp_path / "workspace")
    with pytest.raises(Stopped) as stopped:
        Assembler(Workspace(tmp_path / "workspace")).assemble(path)
    (problem,) = stopped.value.problems
    line = path.read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert (problem.rule, problem.message, bool(problem.hint), "ref(" in line) == ("unknown-reference", message, True, True)


@pytest.mark.parametrize(
    ("template", "text", "warned"),
    [
        ({}, "+ One.\n+ Two.", False),
        ({"numbering": {"paragraph": {"mark": ""}}}, "One:\n\n+ two;\n+ three.", False),
        ({"numbering": {"paragraph": {"mark": ""}}}, "+ One.\n+ Two.", True),
        ({"outline": {0: {"numbering": {"paragraph": {"mark": ""}}}}}, "### Heading\n\n+ One.\n+ Two.", True),
        ({"outline": {1: {"numbering": {"paragraph": {"mark": ""}}}}}, "+ One.\n+ Two.", False),
    ],
)
def test_a_count_which_does_not_print_is_told(template: Change, text: str, warned: bool, tmp_path: Path) -> None:
    path = workspace_of(Form(template, {"clauses": {"differences": own(text)}}, ()), tmp_path / "workspace")
    problems = Assembler(Workspace(tmp_path / "workspace")).assemble(path).problems
    assert [(p.rule, p.severity) for p in problems] == [("uncounted", "warning")] * warned


def test_bold_title_and_long_headings(tmp_path: Path) -> None:
    """What text and Markdown made of them badly: lines beyond the margin, and ****."""
    long = "Cooperation in fields of which " + "each has a name of its own, " * 5
    change = {"title": own("**{{ instrument }}** on *all* things")}
    sub = own(f"### {long}\n\nOne.")
    form = Form({"outline": {0: {"heading": long}}}, {"clauses": {**change, "differences": sub}}, ())
    assembled = Assembler(Workspace(tmp_path / "workspace")).assemble(workspace_of(form, tmp_path / "workspace"))
    text, markdown = (write(assembled, other).decode() for other in ("txt", "md"))
    assert max(map(len, text.splitlines())) <= 100
    assert " ".join(text.split()).count(long.strip()) == 2
    assert "**MoC on *all* things**\n" in markdown


class Written(NamedTuple):
    """What a template and a draft say in place of the sound ones, and what each format holds."""

    template: Change
    draft: Change
    holds: dict[str, tuple[str, ...]]


WRITTEN = {
    "a separator": Written(
        section(mark="Paragraph {n}", heading="beside", separator=" : "),
        {},
        {
            "md": ("\n## Paragraph 1 : Basic principles",),
            "txt": (" Paragraph 1 : Basic principles",),
            "html": (">Paragraph 1 : Basic principles",),
        },
    ),
    "line breaks": Written(
        {},
        {"clauses": {"differences": own("The *first\\\nline*,\\\nthe second:\n\n+ a\\\n  b")}},
        {
            "txt": ("3.  The first\n    line,\n    the second:\n\n    a)  a\n        b\n",),
            "md": ("The *first\\\nline*,\\\nthe second",),
            "html": ("The <em>first<br>line</em>,<br>the second",),
        },
    ),
    "who signs for whom": Written(
        {},
        {},
        {
            "txt": (
                "\n\nDigital Agency of Japan\n[● signatory of Japan]\n[● title of the signatory of Japan]\n\n",
                "\n\nMinistry of Economic Affairs and Communications of the Republic of Estonia\nJane Doe\nMinister\n",
            )
        },
    ),
    "columns": Written(
        {},
        {"clauses": {"survival": own("Second:\n\n| A | Number | C |\n|:---|---:|:---:|\n| one | 1,000 | xyz |\n| three | 5 | y |")}},
        {
            "txt": ("    A     | Number |  C\n    one   |  1,000 | xyz\n    three |      5 |  y\n",),
            "md": ("| A | Number | C |\n| :--- | ---: | :---: |\n| one |",),
            "html": ('<th style="text-align: left">A</th><th style="text-align: right">Number</th><th style="text-align: center">C</th>',),
            "docx": ('<w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">1,000<', '<w:jc w:val="center"/>', "<w:tblHeader/>"),
        },
    ),
    "a quotation": Written(
        {},
        {"clauses": {"survival": own("Read:\n\n> 22\\. One.\n>\n> Two^[Note.].")}},
        {
            "txt": ("3.  Read:\n\n        22. One.\n\n        Two[1].\n",),
            "md": ("3\\. Read:\n\n> > 22\\. One.\n\n> > Two[^1].",),
            "html": (
                "<p>Read:</p>\n<blockquote>\n<p>22. One.</p>\n<p>Two<sup",
                "</p>\n</blockquote>",
            ),
            "docx": ('<w:pStyle w:val="Quotation"/></w:pPr><w:r><w:t xml:space="preserve">22. One.<',),
        },
    ),
    "a table without a header": Written(
        {},
        {"clauses": {"survival": own("Second:\n\n| | |\n|---|---|\n| one | two |\n| three | four |")}},
        {
            "txt": ("Second:\n\n    one   | two\n    three | four\n",),
            "md": ("|  |  |\n| --- | --- |\n| one | two |\n| three",),
            "html": ("<table>\n<tr><td>one</td><td>two</td></tr>\n<tr><td>three",),
        },
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_each_format_says_it(name: str, tmp_path: Path) -> None:
    form = WRITTEN[name]
    root = tmp_path / "workspace"
    assembled = Assembler(Workspace(root)).assemble(workspace_of(Form(form.template, form.draft, ()), root))
    for kind, parts in form.holds.items():
        written = write(assembled, kind)
        text = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode() if kind == "docx" else written.decode()
        for part in parts:
            assert part in text, f"{part!r} is not in {text!r}"


def spaced(text: str) -> str:
    return re.sub(r"[ \u00a0]+", " ", re.sub(r" *\n *", "\n", text))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_prints(name: str, built: dict[str, tuple[Path, str]]) -> None:
    text = spaced(built[name][1])
    flowing = text.replace("\n", " ")
    at = 0
    for part in FORMS[name].holds:
        where = text if "\n" in part else flowing
        assert part in where[at:], f"{part!r} is not in {where[at:]!r}"
        at = where.index(part, at)
    for part in FORMS[name].lacks:
        assert part not in text


def test_libreoffice_prints_the_same(built: dict[str, tuple[Path, str]], office: Callable[[Iterable[Path]], dict[str, str]]) -> None:
    exported = office(path for path, _ in built.values())
    for name, (path, ours) in built.items():
        if name != EXPORTS_NO_NOTES:
            expected = re.sub(r" \|", "", ours.split("\n\n", 1)[1])
            assert re.sub("[•◦▪]", "–", exported[path.stem]).split() == expected.replace("•", "–").split(), name


def test_other_engines_find_them_sound(
    built: dict[str, tuple[Path, str]], open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    paths = [path for path, _ in built.values()]
    assert {name: found for name, found in open_xml_errors(paths).items() if found} == {}
    assert integrity(paths) == ""


class Fault(NamedTuple):
    """What a template and a draft say in place of the sound ones; the problem: its file, the line it stands in, severity and message."""

    template: Change
    draft: Change
    file: str
    line: str
    message: str
    severity: str = "error"
    hint: str = ""


def items(mark: str) -> list[Change]:
    return [{"mark": mark, "reference": "{n}"}, *[{"mark": "{n})", "reference": "{n}"}] * 3]


ALL = ["objective", "status", "differences", "cooperation", "taking-effect", "duration"]
TEMPLATE, DRAFT = "template.yaml", "form.yaml"
FAULTS = {
    "{paragraph} where paragraphs have no number": Fault(
        {"numbering": {"items": items("{section}.{paragraph}.{n}."), "paragraph": {"mark": ""}}},
        {},
        TEMPLATE,
        "- mark: '{section}.{paragraph}.{n}.'",
        "{paragraph} stands in a number, and the paragraph has none",
    ),
    "{paragraph} in a section whose paragraphs have no number": Fault(
        {
            "numbering": {"items": items("{section}.{paragraph}.{n}."), "paragraph": {"lone": "numbered"}},
            "outline": {1: {"numbering": {"paragraph": {"mark": ""}}}},
        },
        {},
        TEMPLATE,
        "paragraph:",
        "{paragraph} stands in a number, and the paragraph has none",
    ),
    "{paragraph} in a section of the draft": Fault(
        {"numbering": {"items": items("{section}.{paragraph}.{n}."), "paragraph": {"lone": "numbered"}}},
        {"sections": [{"heading": "All", "clauses": ALL, "numbering": {"paragraph": {"mark": ""}}}]},
        DRAFT,
        "- heading: All",
        "{paragraph} stands in a number, and the paragraph has none",
    ),
    "{section} in an item where sections have no number": Fault(
        {"numbering": {"items": items("{section}.{n}."), "section": {"mark": ""}}},
        {},
        TEMPLATE,
        "- mark: '{section}.{n}.'",
        "{section} stands in a number, and the section has none",
    ),
    "{section} in an item where annexes have no number": Fault(
        {"numbering": {"items": items("{section}.{n}."), "annex": {"mark": ""}}},
        {},
        TEMPLATE,
        "- mark: '{section}.{n}.'",
        "{section} stands in a number, and the section has none",
    ),
    "numbered paragraphs outside the sections": Fault(
        {"forms": {"preamble": {"list": "paragraphs", "numbering": {"paragraph": {"mark": "{n}."}}}}},
        {},
        TEMPLATE,
        "mark: '{n}.'",
        "a part outside the sections has no paragraphs with numbers",
    ),
    "a numbering of a topic in a section": Fault(
        {"forms": {"areas": {"list": "items", "numbering": {"dash": "*"}}}},
        {},
        TEMPLATE,
        "dash: '*'",
        '"areas" stands in a section and is numbered as that is',
    ),
    "a section with the name of a topic which stands elsewhere": Fault(
        {},
        {"sections": [{"heading": "All", "clauses": ALL[:-1]}, {"id": "status", "heading": "Term", "clauses": ["duration"]}]},
        DRAFT,
        "- id: status",
        'references to "status" lead to this section, and the topic of that name stands in "section-1"',
        "warning",
    ),
    "a topic which the template picks and the sections of the draft have no place for": Fault(
        {"picks": {"confidentiality": "all-information"}},
        {"sections": [{"heading": "All", "clauses": ALL}]},
        DRAFT,
        "- heading: All",
        'no section has a place for "confidentiality"',
        hint="the template picks it: put it into one of your sections, or say confidentiality: {omit: why}",
    ),
    "a blank in the form of a signature": Fault(
        {"signature": {"below": '{{ blank("name") }}'}},
        {},
        TEMPLATE,
        "below: '{{ blank(\"name\") }}'",
        'the call of "blank" is not allowed in clause text',
        hint="nothing can be called here",
    ),
    "a reference without the number": Fault(
        {"numbering": {"section": {"reference": "Paragraph {section}"}}},
        {},
        TEMPLATE,
        "reference: Paragraph {section}",
        '"Paragraph {section}" has a form which is not allowed here',
        hint="{n}, the unit's own number, has to be in it",
    ),
    "{paragraph} in the letters of recitals": Fault(
        {"numbering": {"items": items("{paragraph}{n}"), "paragraph": {"lone": "numbered"}}, "forms": {"preamble": {"list": "items"}}},
        {},
        TEMPLATE,
        "list: items",
        "{paragraph} stands in a number outside the sections",
    ),
}

for name, entries in {
    "at the end": [*ALL, {"heading": "Nothing"}],
    "above another": [{"heading": "Nothing"}, {"heading": "All of it"}, *ALL],
}.items():
    FAULTS[f"a sub-heading without a text, {name}"] = Fault(
        {},
        {"sections": [{"heading": "All", "clauses": entries}]},
        DRAFT,
        "- heading: Nothing",
        'the sub-heading "Nothing" has no topic below it and does not print',
        "warning",
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_form_which_cannot_print_is_a_problem(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = FAULTS[name]
    root = tmp_path / "workspace"
    draft = workspace_of(Form(fault.template, fault.draft, ()), root)
    monkeypatch.chdir(root)
    try:
        problems = Assembler(Workspace(root)).assemble(draft).problems
    except Stopped as stopped:
        problems = stopped.problems
    found = [
        (problem.place.path.rpartition("/")[2], Path(problem.place.path).read_text().split("\n")[problem.place.line - 1].strip())
        for problem in problems
        if (problem.message, problem.severity) == (fault.message, fault.severity) and fault.hint in problem.hint
    ]
    assert found == [(fault.file, fault.line)], problems
