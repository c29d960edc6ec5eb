"""Replr's Characters API, which its vendor also calls Dyva: the passport of this dialect."""

from greenroom.dialects.kit.carriers import BEARER, header, unless
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.replr.errors import ERRORS, HOW
from greenroom.dialects.replr.files import FILES
from greenroom.dialects.replr.routes import OWNED, ROUTES
from greenroom.dialects.replr.samples import SAMPLES
from greenroom.dialects.replr.translate import LENS, NAME

_API_KEY = header("X-API-Key")

DIALECT = Dialect(
    name=NAME,
    title="Replr Characters API",
    source="Replr's published API reference, which is also Dyva's, read in 2026",
    carriers=(unless(_API_KEY, BEARER), _API_KEY),
    how=HOW,
    errors=ERRORS,
    routes=ROUTES,
    lens=LENS,
    example="/v1/replrs",
    samples=SAMPLES,
    files=FILES,
    owns=OWNED,
)
