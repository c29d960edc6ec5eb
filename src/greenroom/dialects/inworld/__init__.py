"""Inworld's Studio API: the passport of this dialect."""

from greenroom.characters.naming import Naming
from greenroom.dialects.inworld.bounds import remarks
from greenroom.dialects.inworld.errors import ERRORS
from greenroom.dialects.inworld.files import FILES
from greenroom.dialects.inworld.names import SEGMENT, WORKSPACE
from greenroom.dialects.inworld.neighbours.routes import NEIGHBOURS
from greenroom.dialects.inworld.routes import ROUTES
from greenroom.dialects.inworld.samples import SAMPLES
from greenroom.dialects.inworld.slugs import slugs
from greenroom.dialects.inworld.translate import LENS, NAME, named, show
from greenroom.dialects.kit.carriers import BASIC, BEARER
from greenroom.dialects.kit.passport import Dialect
from greenroom.places.containers import DEFAULT

DIALECT = Dialect(
    name=NAME,
    title="Inworld Studio API",
    source="Inworld's Studio REST reference of 2024, and bodies of its public clients; retired by its vendor",
    carriers=(BASIC, BEARER),
    how="send it as Authorization: Basic and the base64 of the key",
    errors=ERRORS,
    routes=(*ROUTES, *NEIGHBOURS),
    lens=LENS,
    show=show,
    naming=Naming(NAME, DEFAULT, lambda record: slugs(named(record.character.name)), WORKSPACE),
    example="/studio/v1/workspaces/default/characters",
    remarks=remarks,
    placeholders={
        name: {"type": "string", "pattern": SEGMENT}
        for name in ("workspace", "character", "scene", "commonKnowledge", "operation")
    },
    samples=SAMPLES,
    files=FILES,
    owns=("/v1/workspaces", "/v1/session", "/v1/sessionTokens"),
)
