"""What a share link leads to, as JSON: what everybody may see of a character. The page is the studio's."""

from typing import Any

from starlette.responses import Response

from greenroom.characters.codecs import media_link
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Route
from greenroom.http.answers import json_answer
from greenroom.problems import NotFound

_POLICY = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


async def share(call: Call) -> Response:
    """What a share link leads to, for programs."""
    share_id = call.values["share"]
    if not (share_id.isascii() and share_id.isalnum()):
        raise NotFound("character", share_id)
    record = await call.read(call.house.catalogue.shared, share_id)
    headers = [
        (b"content-security-policy", _POLICY),
        (b"vary", b"Accept"),
        (b"referrer-policy", b"no-referrer"),
    ]
    if record.character.visibility == "unlisted":
        headers.append((b"x-robots-tag", b"noindex"))
    return json_answer(public_view(call, record), headers=headers)


def public_view(call: Call, record: Record) -> dict[str, Any]:
    """What everybody may see who has the link."""
    context = call.house.context
    return public_fields(record) | {
        "avatar": media_link(record.character.avatar or "default", context),
        "visibility": record.character.visibility,
        "share_url": f"{context.public_url}/c/{record.share_id}",
    }


def public_fields(record: Record) -> dict[str, Any]:
    """What strangers may see of a character: never the definition, the knowledge or anything unknown."""
    character = record.character
    return {
        "id": record.character_id,
        "name": character.name,
        "subtitle": character.subtitle,
        "description": character.blurb,
        "greeting": character.greetings.first or "",
        "creator_tag": f"@{record.handle}",
        "message_count": record.message_count,
        "used_count": record.used_count,
    }


ROUTES = (Route("GET", "/c/{share}", share, alias=True),)
