"""The manifest inside a Word file: from which clauses, with which fills, each passage came."""

from __future__ import annotations

import json
from hashlib import sha256

from paraph import __version__
from paraph.tree import Document, plain, rows
from paraph.writers.docx.package import Part
from paraph.writers.docx.xml import HEAD, R, escape

MANIFEST_ID = "rIdManifest"
NAMESPACE = "urn:paraph:manifest"
_STORE = "{7061726A-7068-4D61-8E69-666573740001}"


def manifest(document: Document) -> dict[str, object]:
    """What a built document says of its making. Hashes are SHA-256, of clause text and of the document's plain text."""
    text = "\n".join(plain(row) for row in rows(document))
    return {
        "draft": document.meta.name,
        "status": document.meta.status,
        "paraph": __version__,
        "text": sha256(text.encode()).hexdigest(),
        "picks": [
            {
                "pick": trace.pick,
                "clause": trace.clause,
                "departs": trace.departs,
                "wording": trace.text_hash,
                "fills": json.loads(trace.fills) if trace.fills != "{}" else {},
            }
            for trace in document.trace
        ],
    }


def manifest_part(document: Document) -> tuple[Part, ...]:
    """The manifest as a custom XML part, which Word and LibreOffice keep when they save the file again."""
    data = json.dumps(manifest(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    item = f'{HEAD}<manifest xmlns="{NAMESPACE}">{escape(data)}</manifest>'
    store = (
        f'{HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relations = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    return (
        Part("customXml/item1.xml", "", item.encode()),
        Part("customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml", store.encode()),
        Part("customXml/_rels/item1.xml.rels", "", relations.encode()),
    )
