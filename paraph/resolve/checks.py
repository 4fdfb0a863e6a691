"""What a draft says of the language checks: profiles, spelling, and what it waives."""

from __future__ import annotations

from paraph.draft import Checks, Waiver
from paraph.resolve.reading import Reading


def resolve_checks(reading: Reading) -> Checks:
    """The draft's wishes; what is faulty in them, the schema has said."""
    profiles = tuple(name for name in reading.items(("checks", "profiles")) if isinstance(name, str))
    waivers = []
    for index, entry in enumerate(reading.items(("waivers",))):
        if isinstance(entry, dict):
            rule, text, reason = (reading.word(("waivers", index, key), "") for key in ("rule", "text", "reason"))
            waivers.append(Waiver(rule, text, reason, reading.data.place(("waivers", index))))
    return Checks(profiles, reading.word(("checks", "spelling"), ""), tuple(waivers))
