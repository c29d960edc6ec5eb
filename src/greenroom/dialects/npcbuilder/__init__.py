"""NPC Builder's characters API: the passport of this dialect."""

from greenroom.characters.naming import Derived, Naming
from greenroom.dialects.kit.carriers import BEARER, pair
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.npcbuilder.addresses import ID_SCHEMA, id_of, proposals, uuid_of
from greenroom.dialects.npcbuilder.errors import ERRORS
from greenroom.dialects.npcbuilder.files import FILES
from greenroom.dialects.npcbuilder.routes import ROUTES
from greenroom.dialects.npcbuilder.samples import SAMPLES
from greenroom.dialects.npcbuilder.translate import LENS, NAME, remarks, show
from greenroom.dialects.npcbuilder.worlds.store import CONTAINER, DEFAULT_WORLD

DIALECT = Dialect(
    name=NAME,
    title="NPC Builder characters API",
    source="NPC Builder's published API reference and documentation pages, read in 2026",
    carriers=(BEARER, pair("clientId", "clientSecret")),
    how="send it as Authorization: Bearer KEY, or in the headers clientId and clientSecret",
    errors=ERRORS,
    routes=ROUTES,
    lens=LENS,
    show=show,
    naming=Naming(NAME, DEFAULT_WORLD.name, proposals, CONTAINER, Derived(id_of, uuid_of)),
    example="/api/context/characters/default/default",
    samples=SAMPLES,
    files=FILES,
    remarks=remarks,
    owns=("/api/interactions", "/interactions"),
    placeholders=dict.fromkeys(("game_id", "world_id", "region_id", "location_id"), ID_SCHEMA),
)
