"""How surely the language rules find slips, and how seldom they cry wolf: slips planted one at a time into clean drafts.

    python benchmarks/slips.py

Each example of a rule which is one sentence is set as a paragraph into each draft of this repository that has no findings of
its own. Counted are the slips which their rule finds, and the findings which are not of that rule. Beside that, the time
which all rules take on the memorandum which was signed, warm.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from paraph.pipeline import Assembler  # noqa: E402 - the folder above has to be known first
from paraph.rules.book import GENERAL, Book  # noqa: E402
from paraph.rules.finding import Rule  # noqa: E402
from paraph.rules.judge import Chosen, judge  # noqa: E402
from paraph.rules.of_document import prose_of  # noqa: E402
from paraph.rules.prose import Prose, Unit  # noqa: E402
from paraph.workspace import Workspace  # noqa: E402

SIGNED = "japan-estonia-2022"


def main() -> None:
    """Plant, count, print."""
    book, assembler = Book(ROOT / "rules"), Assembler(Workspace(ROOT))
    texts = {}
    for path in sorted((ROOT / "drafts").glob("*.yaml")):
        drafted = assembler.drafted(path)
        texts[path.stem] = prose_of(drafted.draft, drafted.assembled.document)
    chosen = book.chosen([GENERAL])
    planted, found, beside = 0, 0, Counter[str]()
    missed: Counter[str] = Counter()
    for name, prose in texts.items():
        before = Counter(finding.rule.id for finding in judge(prose, chosen))
        if name == SIGNED:
            continue
        for rule, sentence in slips(book):
            rules = chosen if any(each.rule is rule for each in chosen) else [*chosen, Chosen(rule, "warning")]
            after = Counter(finding.rule.id for finding in judge(with_paragraph(prose, sentence), rules)) - before
            planted += 1
            found += after[rule.id] > 0
            missed[rule.id] += after[rule.id] == 0
            beside.update({id: count for id, count in after.items() if id != rule.id})
    others = sum(beside.values())
    print(f"{planted} slips of {len({rule.id for rule, _ in slips(book)})} rules planted into {len(texts) - 1} drafts")
    print(f"found: {found} ({found / planted:.1%}); missed: {dict(missed.most_common(8)) and {k: v for k, v in missed.items() if v}}")
    print(f"findings beside them: {others} (precision {found / (found + others):.1%}): {dict(beside.most_common(8))}")
    print(f"all {len(chosen)} rules on the signed memorandum, warm: {1000 * warm(texts[SIGNED], chosen):.1f} ms")


def slips(book: Book) -> list[tuple[Rule, str]]:
    """The bad examples which are one paragraph of a body."""
    kinds = {"words", "pattern"}
    rules = [rule for rule in book.rules.values() if rule.kind in kinds and "paragraph" in rule.data.get("in", ["paragraph"])]
    return [(rule, example.text) for rule in rules for example in rule.bad if "\n" not in example.text]


def with_paragraph(prose: Prose, sentence: str) -> Prose:
    """A text with one more paragraph before the first of its third section."""
    at = next(number for number, unit in enumerate(prose.units) if unit.sort == "paragraph" and unit.section == 3)
    unit = prose.units[at]
    added = Unit("paragraph", sentence, f"{unit.where} (planted)", unit.place, section=unit.section)
    return Prose([*prose.units[:at], added, *prose.units[at:]], prose.facts)


def warm(prose: Prose, chosen: list[Chosen]) -> float:
    """The seconds which the rules take on a text which is read anew each time: the median of 21 runs."""
    times = []
    for _ in range(22):
        fresh = Prose(prose.units, prose.facts)
        start = time.perf_counter()
        judge(fresh, chosen)
        times.append(time.perf_counter() - start)
    return sorted(times[1:])[len(times) // 2 - 1]


if __name__ == "__main__":
    main()
