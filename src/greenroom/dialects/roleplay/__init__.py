"""RolePlay's Character API: the passport of this dialect."""

from greenroom.dialects.kit.carriers import BEARER
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.roleplay.errors import ERRORS
from greenroom.dialects.roleplay.files import FILES
from greenroom.dialects.roleplay.routes import ROUTES
from greenroom.dialects.roleplay.samples import SAMPLES
from greenroom.dialects.roleplay.settings import SETTINGS
from greenroom.dialects.roleplay.translate import LENS, NAME

DIALECT = Dialect(
    name=NAME,
    title="RolePlay Character API",
    source="RolePlay's published API reference and product texts, read in 2026",
    carriers=(BEARER,),
    how="send it as Authorization: Bearer KEY",
    errors=ERRORS,
    routes=ROUTES,
    lens=LENS,
    settings=SETTINGS,
    example="/apiListCharacters",
    samples=SAMPLES,
    files=FILES,
)
