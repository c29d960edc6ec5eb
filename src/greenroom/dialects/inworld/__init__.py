"""Inworld's Studio API: the passport of this dialect."""

import secrets
from collections.abc import Iterator

from greenroom.characters.catalogue import Naming
from greenroom.characters.model import Character
from greenroom.dialects.inworld.bounds import remarks
from greenroom.dialects.inworld.errors import ERRORS
from greenroom.dialects.inworld.names import SEGMENT, slug, suffixed
from greenroom.dialects.inworld.routes import ROUTES, WORKSPACE
from greenroom.dialects.inworld.samples import SAMPLES
from greenroom.dialects.inworld.translate import LENS, NAME, named, show
from greenroom.dialects.kit.carriers import BASIC, BEARER
from greenroom.dialects.kit.passport import Dialect
from greenroom.places.containers import DEFAULT


def _slugs(character: Character) -> Iterator[str]:
    """The plain slug first, because clients work it out themselves; then with random letters behind it."""
    plain = slug(named(character.name))
    yield plain
    while True:
        yield suffixed(plain, secrets.choice)


DIALECT = Dialect(
    name=NAME,
    title="Inworld Studio API",
    source="Inworld's Studio REST reference of 2024, and bodies of its public clients; retired by its vendor",
    carriers=(BASIC, BEARER),
    how="send it as Authorization: Basic and the base64 of the key",
    errors=ERRORS,
    routes=ROUTES,
    lens=LENS,
    show=show,
    naming=Naming(NAME, DEFAULT, _slugs, WORKSPACE),
    example="/studio/v1/workspaces/default/characters",
    remarks=remarks,
    placeholders={
        name: {"type": "string", "pattern": SEGMENT} for name in ("workspace", "character", "operation")
    },
    samples=SAMPLES,
)
