"""What each operation is called in the clients: the one table that a new operation needs a row in.

A name is a path of attributes: `characters.revisions.list` is `client.characters.revisions.list(…)`. Names are the same in
every language but for their case. Whoever has written a row runs `script/clients`.
"""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "GET /v1/account": "account.get",
    "GET /v1/usage": "account.usage",
    "GET /v1/keys": "keys.list",
    "POST /v1/keys": "keys.create",
    "DELETE /v1/keys/{key_id}": "keys.revoke",
    "POST /v1/keys/{key_id}:rotate": "keys.rotate",
    "GET /v1/characters": "characters.list",
    "POST /v1/characters": "characters.create",
    "GET /v1/characters/{character_id}": "characters.get",
    "PUT /v1/characters/{character_id}": "characters.replace",
    "PATCH /v1/characters/{character_id}": "characters.update",
    "DELETE /v1/characters/{character_id}": "characters.delete",
    "POST /v1/characters/{character_id}/publish": "characters.publish",
    "POST /v1/characters/{character_id}/share": "characters.share",
    "DELETE /v1/characters/{character_id}/share": "characters.unshare",
    "GET /v1/characters/{character_id}/views": "characters.views",
    "GET /v1/characters/{character_id}/stats": "characters.stats",
    "GET /v1/characters/{character_id}/export": "characters.export",
    "GET /v1/characters/{character_id}/revisions": "characters.revisions.list",
    "GET /v1/characters/{character_id}/revisions/{revision}": "characters.revisions.get",
    "GET /v1/characters/{character_id}/revisions/{revision}/diff": "characters.revisions.diff",
    "POST /v1/characters/{character_id}/revisions/{revision}/restore": "characters.revisions.restore",
    "GET /v1/characters/{character_id}/places": "characters.places.list",
    "PUT /v1/characters/{character_id}/places/{dialect}": "characters.places.move",
    "POST /v1/imports": "imports.create",
    "POST /v1/imports/batch": "imports.batch",
    "POST /v1/account/export": "account.export",
    "GET /v1/operations/{operation_id}": "operations.get",
    "GET /v1/exports/{export_id}": "exports.download",
    "GET /v1/explore": "explore.list",
    "GET /v1/assets": "assets.list",
    "POST /v1/assets": "assets.create",
    "GET /v1/assets/{asset_id}": "assets.get",
    "DELETE /v1/assets/{asset_id}": "assets.delete",
    "GET /v1/places": "places.list",
    "GET /v1/personas": "personas.list",
    "POST /v1/personas": "personas.create",
    "GET /v1/personas/{persona_id}": "personas.get",
    "PATCH /v1/personas/{persona_id}": "personas.update",
    "DELETE /v1/personas/{persona_id}": "personas.delete",
    "GET /v1/scenes": "scenes.list",
    "POST /v1/scenes": "scenes.create",
    "GET /v1/scenes/{scene_id}": "scenes.get",
    "PATCH /v1/scenes/{scene_id}": "scenes.update",
    "DELETE /v1/scenes/{scene_id}": "scenes.delete",
    "POST /v1/scenes/{scene_id}/move": "scenes.move",
    "GET /v1/threads": "threads.list",
    "POST /v1/threads": "threads.create",
    "GET /v1/threads/{thread_id}": "threads.get",
    "PATCH /v1/threads/{thread_id}": "threads.update",
    "DELETE /v1/threads/{thread_id}": "threads.delete",
    "GET /v1/threads/{thread_id}/prompt": "threads.prompt",
    "POST /v1/threads/{thread_id}/messages": "threads.say",
    "POST /v1/threads/{thread_id}/reply": "threads.reply",
    "POST /v1/threads/{thread_id}/continue": "threads.go_on",
    "GET /v1/threads/{thread_id}/messages": "threads.messages.list",
    "GET /v1/threads/{thread_id}/messages/{message_id}": "threads.messages.get",
    "PATCH /v1/threads/{thread_id}/messages/{message_id}": "threads.messages.edit",
    "DELETE /v1/threads/{thread_id}/messages/{message_id}": "threads.messages.delete",
    "POST /v1/threads/{thread_id}/messages/{message_id}/select": "threads.messages.select",
    "POST /v1/threads/{thread_id}/messages/{message_id}/stop": "threads.messages.stop",
    "GET /v1/threads/{thread_id}/messages/{message_id}/events": "threads.messages.events",
    "GET /healthz": "server.health",
    "GET /readyz": "server.ready",
}


def misnamed(operations: set[str]) -> dict[str, list[str]]:
    """What stands between the table and the document's operations: those `unnamed`, and names of what is `gone`."""
    return {"unnamed": sorted(operations - NAMES.keys()), "gone": sorted(NAMES.keys() - operations)}
