"""What a line of an instrument looks like: a section's label, a recital, the operative words, the testimonium."""

from __future__ import annotations

import re

from paraph.records import NamedTuple

_WORDS = r"(?:section|article|paragraph|chapter|part|annex|schedule|appendix|attachment)"
_LABEL = re.compile(
    rf"(?P<word>{_WORDS})\s+(?P<number>(?:\d{{1,3}}|[ivxlc]{{1,6}}|[a-z])(?!\w))(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ANNEX_ALONE = re.compile(
    r"(?P<word>ANNEX|APPENDIX|SCHEDULE|ATTACHMENT|Annex|Appendix|Schedule|Attachment)[.:]?(?P<number>)(?P<rest>\s*\n.+)?$", re.DOTALL
)
_ANNEX_BESIDE = re.compile(r"(?P<word>ANNEX|APPENDIX|SCHEDULE|ATTACHMENT)(?P<number>)(?P<rest>\s+[A-Z].*)$", re.DOTALL)
_SEPARATED = re.compile(r"(?:\s*[-–—:.|]+|\s*\n)\s*(?P<rest>\S.*)$", re.DOTALL)
ANNEXES = ("annex", "schedule", "appendix", "attachment")

_RECITAL = re.compile(
    r"(?:(?:also|further|bearing|taking|acting|pursuant|with|on the basis|deeply|fully|firmly|mindful|aware|determined|convinced|"
    r"desirous|inspired|guided|encouraged|committed|resolved|conscious|cognizant|whereas|in|having|being|and)\b|[A-Z][a-zA-Z-]*(?:ING|ing)\b)",
    re.IGNORECASE,
)
_OPERATIVE = re.compile(r"(?:have|has|hereby|declare|intend|agree|decide|are|express|now,? therefore|do hereby)\b", re.IGNORECASE)
_SAYS_WHAT_FOLLOWS = re.compile(
    r"\b(?:have|has|hereby|agree|decide|declare|reach|express|confirm|share)\w*\b.{0,200}?\b(?:as follows?|the following|hereinafter)\b",
    re.IGNORECASE | re.DOTALL,
)
_TESTIMONIUM = re.compile(
    r"(?:(?:signed|done|concluded|executed|prepared)\b(?:\s+\w+){0,3}?\s+(?:at|in|on|this|by|and)\b|in witness\b"
    r"|the foregoing\s+(?:represents?|records?|reflects?)\b|(?:signed|done)[:.]?$)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:will|shall|may|must|should|is|are|has|have|can|would|intends?)\b", re.IGNORECASE)
_FOR = re.compile(r"(?:signed\s+)?(?:for|on behalf of)\b", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:background|preamble|introduction|recitals?|context|whereas)[.:]?$", re.IGNORECASE)
_NOTICE = re.compile(r"draft\b", re.IGNORECASE)


class Label(NamedTuple):
    """What stands for a section: how people call it, its heading, and the text which follows on the same line."""

    name: str
    heading: str = ""
    text: str = ""
    is_annex: bool = False


def label_of(head: str, *, set_apart: bool) -> Label | None:
    """The label with which a line begins. `set_apart`: it looks like a heading, so that no sign has to part label and heading."""
    found = _LABEL.match(head) or _ANNEX_ALONE.match(head) or (_ANNEX_BESIDE.match(head) if set_apart else None)
    if not found:
        return None
    word, rest = found["word"], found["rest"] or ""
    name = f"{word.capitalize()} {found['number']}".strip()
    is_annex = word.lower() in ANNEXES
    bare = rest.strip(" \t\u00a0.:-–—")
    if not bare:
        return Label(name, is_annex=is_annex)
    parted = _SEPARATED.match(rest)
    if parted and is_short(parted["rest"], 18):
        return Label(name, parted["rest"].strip(), is_annex=is_annex)
    if parted and parted["rest"][:1].isupper() and rest.lstrip()[:1] in ".:" and not is_annex:
        return Label(name, text=parted["rest"].strip())
    if (set_apart or word.isupper() or (word[0].isupper() and may_head(bare))) and is_short(bare, 18):
        return Label(name, bare, is_annex=is_annex)
    return None


def is_short(text: str, words: int = 14) -> bool:
    """Whether it may be a heading or a line of a title: few words, and no stop at the end."""
    return len(text.split()) <= words and not text.rstrip().endswith((".", ";", ",", ":"))


def may_head(text: str, words: int = 10) -> bool:
    """Whether it may be a heading which nothing sets apart."""
    return is_short(text, words) and text[:1].isupper() and not has_verb(text)


def has_verb(text: str) -> bool:
    """Whether it has one of the verbs by which a sentence is known."""
    return bool(_VERB.search(text))


def is_recital(text: str, *, surely: bool = False) -> bool:
    """Whether it begins as recitals do, and ends so; `surely`: it stands before the operative words, however it ends."""
    if not _RECITAL.match(text) or is_operative(text) or (len(text.split()) < 3 and not leads_on(text)):
        return False
    return surely or text.rstrip().endswith((";", ",", "; and", ", and", ":", "–", "—"))


def is_operative(text: str, *, after_front: bool = False) -> bool:
    """Whether it is the line which leads from the recitals to the sections. `after_front`: a title or a recital stands before it."""
    text = text.rstrip()
    if _OPERATIVE.match(text) and (text.endswith(":") or (len(text) < 200 and _SAYS_WHAT_FOLLOWS.match(text))):
        return True
    if not after_front or text.endswith(";"):
        return False
    return bool(_SAYS_WHAT_FOLLOWS.search(text)) and (
        text.endswith(":") or bool(re.search(r"\bas follows?\s*[.:;]?$", text, re.IGNORECASE))
    )


def is_testimonium(text: str) -> bool:
    """Whether it may be the line before the signatures."""
    return bool(_TESTIMONIUM.match(text))


def is_signatory(text: str) -> bool:
    """Whether it may be a signature's first line: “For the Ministry”."""
    return bool(_FOR.match(text)) and is_short(text, 20)


def is_notice(text: str) -> bool:
    """Whether it only says that the text is a draft."""
    return bool(_NOTICE.match(text)) and is_short(text)


def leads_on(text: str) -> bool:
    """Whether it ends with a dash or a colon: what it leads to comes below."""
    return text.rstrip().endswith(("–", "—", ":"))


def heads_recitals(text: str) -> bool:
    """Whether it is a heading under which recitals stand."""
    return bool(_BACKGROUND.match(text))


def is_upper(text: str) -> bool:
    """Whether it is in capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) > 2
