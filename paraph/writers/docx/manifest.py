"""The manifest inside a Word file: from which clauses, with which fills, each passage came."""

from __future__ import annotations

import json
from functools import lru_cache

from paraph import __version__
from paraph.digest import sha256
from paraph.shared import paragraphs
from paraph.tree import Document
from paraph.writers.docx.package import Part
from paraph.writers.docx.xml import HEAD, R

MANIFEST_ID = "rIdManifest"
NAMESPACE = "urn:paraph:manifest"
_STORE = "{7061726A-7068-4D61-8E69-666573740001}"


def manifest(document: Document) -> str:
    """What a built document says of its making, as JSON. Hashes are SHA-256, of clause text and of the document's plain text."""
    text = "\n".join(paragraphs(document))
    head = {
        "draft": document.meta.name,
        "status": document.meta.status,
        "paraph": __version__,
        "text": sha256(text.encode()).hexdigest(),
    }
    picks = [_pick(trace.pick, trace.clause, trace.text_hash, trace.fills, trace.departs) for trace in document.trace]
    return f'{_json(head)[:-1]},"picks":[{",".join(picks)}]}}'


@lru_cache(maxsize=4_000)
def _pick(pick: str, clause: str, text_hash: str, fills: str, departs: bool) -> str:
    return f'{_json({"pick": pick, "clause": clause, "departs": departs, "wording": text_hash})[:-1]},"fills":{fills}}}'


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def manifest_part(document: Document) -> tuple[Part, ...]:
    """The manifest as a custom XML part, which Word and LibreOffice keep when they save the file again."""
    data = manifest(document).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    item = f'{HEAD}<manifest xmlns="{NAMESPACE}">{data}</manifest>'
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
