"""Positions: where the vendor's editor draws the nodes of a story."""

from typing import Any

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import as_json, fields, text
from greenroom.dialects.convai.errors import missing
from greenroom.dialects.convai.neighbours.narrative import story, wire
from greenroom.dialects.convai.neighbours.narrative.story import KINDS, Story
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.routes import Writer
from greenroom.problems import BadValue
from greenroom.records import store as records

NODES = "updated_nodes"


async def update(call: Call, who: Writer) -> Response:
    """Say where sections, or triggers, are drawn: all that are named, or none."""
    body = await fields(call)
    kind = text(body, "node_type")
    if kind not in KINDS:
        raise BadValue("node_type", f"must be one of {', '.join(KINDS)}")
    nodes = _nodes(body)

    def change(db: Transaction, of: Story) -> None:
        shelf = of.sections if kind == "section" else of.triggers
        for node in nodes:
            said = {"node_position": node.node_position}
            records.put(db, shelf, node.node_id, records.get(db, shelf, node.node_id).document | said)

    await story.write(call, who, body, change)
    return story.done()


def _nodes(body: dict[str, Any]) -> list[wire.Node]:
    """What a body says of nodes, whose ids may also stand under the name of their kind; raises BadValue."""
    sent = as_json(body.get(NODES))
    if sent is None:
        raise missing(NODES)
    named = [_named(one, body["node_type"]) for one in sent] if isinstance(sent, list) else sent
    return convert(named, wire.Nodes, NODES)


def _named(node: Any, kind: str) -> Any:
    own = f"{kind}_id"
    return {"node_id": node[own], **node} if isinstance(node, dict) and own in node else node
