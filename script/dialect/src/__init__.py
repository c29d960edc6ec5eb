"""Acme's API: the passport of this dialect."""

from greenroom.dialects.acme.errors import ERRORS, HOW
from greenroom.dialects.acme.routes import ROUTES
from greenroom.dialects.acme.samples import SAMPLES
from greenroom.dialects.acme.translate import LENS, NAME
from greenroom.dialects.kit.carriers import BEARER
from greenroom.dialects.kit.passport import Dialect

DIALECT = Dialect(
    name=NAME,
    title="Acme API",
    source="nothing that a vendor published yet",
    carriers=(BEARER,),
    how=HOW,
    errors=ERRORS,
    routes=ROUTES,
    lens=LENS,
    example="/acme/characters",
    samples=SAMPLES,
    owns=("/acme",),
)
