"""Pack parts into one file by the Open Packaging Conventions (ECMA-376 part 2), the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable

from paraph.records import NamedTuple
from paraph.writers.docx.archive import archive
from paraph.writers.docx.look import Relation
from paraph.writers.docx.xml import HEAD, R, escape

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{_PACKAGE}/relationships"
ROOT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
).encode()


class Part(NamedTuple):
    """A part of the file: its name, its content type (empty when its ending says it), its bytes."""

    name: str
    type: str
    data: bytes


def packed(parts: Iterable[Part], endings: dict[str, str], relations: bytes) -> bytes:
    """The file. `endings` are content types by ending, `relations` those of the main part.

    Parts are stored, not deflated: zlib does not give the same bytes on every machine.
    """
    everything = [
        Part("_rels/.rels", "", ROOT_RELATIONS),
        Part("word/_rels/document.xml.rels", "", relations),
        *parts,
    ]
    everything.insert(0, Part("[Content_Types].xml", "", _types(everything, endings)))
    return archive((part.name, part.data) for part in everything)


def relations_part(relations: Iterable[Relation]) -> bytes:
    """The relationships of the main part."""
    entries = "".join(f'<Relationship Id="{r.id}" Type="{r.type}" Target="{escape(r.target)}"/>' for r in relations)
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'.encode()


def _types(parts: Iterable[Part], endings: dict[str, str]) -> bytes:
    known = {**endings, "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults = "".join(f'<Default Extension="{escape(ending)}" ContentType="{escape(kind)}"/>' for ending, kind in sorted(known.items()))
    overrides = "".join(f'<Override PartName="/{escape(p.name)}" ContentType="{p.type}"/>' for p in parts if p.type)
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()
