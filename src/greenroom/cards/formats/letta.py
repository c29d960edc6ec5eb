"""Letta: agent files (`.af`), of which each agent is a character."""

from collections.abc import Iterator, Mapping
from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.formats.mapping import mapped, words
from greenroom.cards.imported import Contents, Found

NAME = "letta"
_VARIABLES = ("tool_exec_environment_variables", "secrets")


def _recognises(value: Value) -> bool:
    agents = value.get("agents")
    return isinstance(agents, list) and bool(agents) and isinstance(agents[0], dict) and "blocks" in value


def _read(value: Value) -> Contents:
    listed = [agent for agent in value["agents"] if isinstance(agent, dict)]
    return Contents(tuple(_found(agent, value, at) for at, agent in enumerate(listed)))


def _found(agent: Mapping[str, Any], value: Value, at: int) -> Found:
    blocks = dict(_blocks(agent, value))
    data = {
        "name": agent.get("name"),
        "system_prompt": agent.get("system"),
        "description": words(blocks.get("persona")),
        "creator_notes": agent.get("description"),
        "tags": agent.get("tags"),
    }
    used = {
        "name": "name",
        "system": "system_prompt",
        "persona": "description",
        "description": "creator_notes",
        "tags": "tags",
    }
    whole = {**agent, "persona": blocks.pop("persona", None), "blocks": blocks}
    whole = {**_around(value), **whole} if at == 0 else whole
    return mapped(NAME, whole, data, used, secret=_VARIABLES)._replace(place=f"agents[{at}]")


def _around(value: Value) -> dict[str, Any]:
    """What stands beside the agents, blocks among it that no agent names: kept with the first."""
    named = [one for agent in value["agents"] if isinstance(agent, dict) for one in _ids(agent)]
    blocks = value.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    others = [one for one in listed if named and not (isinstance(one, dict) and one.get("id") in named)]
    rest = {key: part for key, part in value.items() if key not in ("agents", "blocks")}
    return {"file": {**rest, **({"blocks": others} if others else {})}}


def _ids(agent: Mapping[str, Any]) -> list[Any]:
    named = agent.get("block_ids")
    return named if isinstance(named, list) else []


def _blocks(agent: Mapping[str, Any], value: Value) -> Iterator[tuple[str, Any]]:
    """The agent's blocks of memory, by their labels; those that it names, or else all."""
    own = agent.get("core_memory") or agent.get("memory_blocks")
    named = _ids(agent)
    listed = own if isinstance(own, list) and own else value.get("blocks")
    for block in listed if isinstance(listed, list) else ():
        if not isinstance(block, dict) or not isinstance(block.get("label"), str):
            continue
        if listed is own or not named or block.get("id") in named:
            yield block["label"], block.get("value")


LETTA = Format(NAME, _recognises, _read)
