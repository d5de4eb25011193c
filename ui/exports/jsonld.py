"""The graph as JSON-LD in the words of schema.org and the W3C organization ontology."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ui.exports.content import Content, Edge, Node
from ui.exports.text import plain
from ui.words import role_words

__all__ = ["write_jsonld"]

_CONTEXT: Mapping[str, Any] = {
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "zeren": "urn:zeren:term:",
    "name": "schema:name",
    "description": "schema:description",
    "identifier": "schema:identifier",
}
_ORGANIZATION = ["org:Organization", "schema:Organization"]
_TYPES: Mapping[str, list[str]] = {
    "Document": ["schema:CreativeWork"],
    "Section": ["schema:CreativeWork", "zeren:Section"],
    "Task": ["schema:Action", "zeren:Task"],
    "Target": ["schema:QuantitativeValue", "zeren:Target"],
    "Program": ["schema:Project"],
    "Person": ["schema:Person"],
    "Place": ["schema:AdministrativeArea"],
    "Agency": [*_ORGANIZATION, "schema:GovernmentOrganization"],
    "School": [*_ORGANIZATION, "schema:EducationalOrganization"],
    "Enterprise": [*_ORGANIZATION, "schema:Corporation"],
    "Institute": _ORGANIZATION,
    "Group": [*_ORGANIZATION, "zeren:Group"],
    "ActorClass": ["org:OrganizationalCollaboration", "zeren:ActorClass"],
}
_PROPERTIES: Mapping[str, str] = {
    "name": "name",
    "title": "name",
    "heading": "name",
    "text": "description",
    "short_names": "schema:alternateName",
    "aliases": "schema:alternateName",
    "doc_number": "identifier",
    "date": "schema:datePublished",
    "min": "schema:minValue",
    "max": "schema:maxValue",
    "unit": "schema:unitText",
}
_RELATIONS: Mapping[str, str] = {
    "CITES": "schema:citation",
    "IMPLEMENTS": "schema:isBasedOn",
    "REPLACES": "zeren:replaces",
    "ISSUED_BY": "schema:publisher",
    "IN_PLACE": "schema:location",
    "WITHIN": "schema:containedInPlace",
    "PART_OF": "schema:isPartOf",
    "HAS_MEMBER": "org:hasMember",
}
_NO_VALUE = ("key", "start", "end")
_NO_CLAIM = ("role", "title", "document")


def write_jsonld(content: Content, path: Path) -> None:
    """Write one JSON object with `@context` and `@graph`; every claim that has a quote keeps it."""
    entries = {node.id: _entry(node) for node in content.nodes}
    for edge in content.edges:
        name, value = _link(edge)
        entries[edge.source if edge.type != "RESPONSIBLE_FOR" else edge.target].setdefault(name, []).append(value)
    whole = {"@context": _CONTEXT, "@graph": [entries[one] for one in entries]}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _iri(node_id: str) -> str:
    label, _, key = node_id.partition(":")
    return f"urn:zeren:{label}:{quote(plain(key), safe='')}"


def _value(value: object) -> object:
    if isinstance(value, str):
        return plain(value)
    return [plain(str(one)) for one in value] if isinstance(value, list | tuple) else value


def _entry(node: Node) -> dict[str, Any]:
    properties = {name: value for name, value in node.properties.items() if name not in _NO_VALUE}
    named = {_PROPERTIES.get(name, f"zeren:{name}"): _value(value) for name, value in properties.items()}
    return {"@id": _iri(node.id), "@type": _TYPES[node.label], "name": plain(node.name)} | named


def _link(edge: Edge) -> tuple[str, object]:
    """The property that an edge becomes and its value; roles, posts and claims with a quote become nodes of their own."""
    claim = {f"zeren:{name}": _value(value) for name, value in edge.properties.items() if name not in _NO_CLAIM}
    if "document" in edge.properties:
        # Where the claim stands, as a link, so that its source can be followed.
        claim["zeren:document"] = {"@id": _iri(f"Document:{edge.properties['document']}")}
    source, target = ({"@id": _iri(one)} for one in (edge.source, edge.target))
    if edge.type == "RESPONSIBLE_FOR":
        role = str(edge.properties["role"])
        name = "schema:participant" if role == "participate" else "schema:agent"
        return name, {
            "@type": "schema:Role",
            name: source,
            "schema:roleName": role_words(role),
            "zeren:role": role,
        } | claim
    if edge.type in ("MEMBER_OF", "HOLDS_POST"):
        post = plain(str(edge.properties.get("role") or edge.properties.get("title") or ""))
        return "org:hasMembership", {
            "@type": "org:Membership",
            "org:organization": target,
            "schema:roleName": post,
        } | claim
    name = _RELATIONS.get(edge.type, f"zeren:{edge.type.lower()}")
    if "quote" not in edge.properties:
        return name, target
    return name, {"@type": "schema:Role", name: target} | claim
