"""The signature block: a column for each side, and the witnesses below."""

from __future__ import annotations

from paraph.draft import Draft, Given, Party, Person
from paraph.library import Wording
from paraph.problems import Problem, Stopped
from paraph.records import NamedTuple
from paraph.render import Renderer
from paraph.render.context import STYLE, known, party_view
from paraph.render.filters import alphabetical_key
from paraph.render.values import PersonView
from paraph.scheme import Order
from paraph.texts import text_blocks
from paraph.tree import Blank, Inline, Paragraph, Signatory, Signature, Text

Lines = tuple[tuple[Inline, ...], ...]


class SignatureBlocks(NamedTuple):
    """The signature block, then that of the witnesses; and what is wrong in their texts."""

    blocks: list[Signature]
    problems: list[Problem]


def signature_blocks(draft: Draft, renderer: Renderer) -> SignatureBlocks:
    """Who signs for each party, in the form of the template. The rules are those of `render` and `markup`, and `signature-form`."""
    signing = _Signing(draft, renderer)
    form = draft.template.signature
    sides = [tuple(signing.signatory(*signature) for signature in _signatures(party)) for party in _in_order(draft.parties, form.order)]
    if len(sides) == 1:  # there is no other side beside it
        sides = [(signatory,) for signatory in sides[0]]
    blocks = [Signature(tuple(sides), form.columns)] if sides else []
    if draft.signing.witnesses:
        lead = signing.lines(form.witnesses, {})
        witnesses = tuple((Signatory((), signing.lines(form.below, {"signatory": _person(person)})),) for person in draft.signing.witnesses)
        blocks.append(Signature(witnesses, form.columns, lead[0] if lead else ()))
    return SignatureBlocks(blocks, list(dict.fromkeys(signing.problems)))


def _in_order(parties: tuple[Party, ...], order: Order) -> tuple[Party, ...]:
    if order == "given":
        return parties
    return tuple(sorted(parties, key=lambda party: alphabetical_key(known(party.state), party.names)))


def _signatures(party: Party) -> list[tuple[Party, Person]]:
    """Who signs for a party, with what they sign for: each its own agency, where there are as many of both."""
    if len(party.signatories) != len(party.agencies) or len(party.agencies) == 1:
        return [(party, person) for person in party.signatories]
    return [(party._replace(agencies=(agency,)), person) for agency, person in zip(party.agencies, party.signatories, strict=True)]


def _names(party: Party) -> Inline:
    first = party.agencies[0].name
    return _shown(first) if len(party.agencies) == 1 else Text(party.names)


def _shown(value: Given | Blank) -> Inline:
    return value if isinstance(value, Blank) else Text(str(value), value.place)


def _person(person: Person) -> PersonView:
    return PersonView(known(person.name), known(person.title))


class _Signing:
    def __init__(self, draft: Draft, renderer: Renderer) -> None:
        self.draft = draft
        self.renderer = renderer
        self.problems: list[Problem] = []

    def signatory(self, party: Party, person: Person) -> Signatory:
        """One signature: what stands above it and below."""
        form = self.draft.template.signature
        if form.usual:  # what the usual texts say, for a fraction of the time
            return Signatory(((_names(party),),), tuple((_shown(value),) for value in person))
        context: dict[str, object] = {"party": party_view(party), "signatory": _person(person)}
        return Signatory(self.lines(form.above, context), self.lines(form.below, context))

    def lines(self, wording: Wording, context: dict[str, object]) -> Lines:
        """The paragraphs of a text of the template."""
        try:
            uses = self.renderer.uses(wording, frozenset(context))
            made = text_blocks(wording, uses, {**context, STYLE: self.draft.template.style}, self.renderer)
        except Stopped as stopped:
            self.problems += stopped.problems
            return ()
        self.problems += made.problems
        found = [block.content for block in made.blocks if isinstance(block, Paragraph)]
        if len(found) < len(made.blocks):
            hint = "write paragraphs, with a blank line between them"
            self.problems.append(Problem(wording.place, "the signature block holds more than lines", "signature-form", hint))
        return tuple(found)
