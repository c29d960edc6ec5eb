"""Convai's Core API: the passport of this dialect."""

from greenroom.dialects.convai.errors import ERRORS
from greenroom.dialects.convai.files import FILES
from greenroom.dialects.convai.neighbours.narrative.telling import tell
from greenroom.dialects.convai.routes import ROUTES
from greenroom.dialects.convai.samples import SAMPLES
from greenroom.dialects.convai.translate import LENS, NAME, details
from greenroom.dialects.kit.carriers import BEARER, header
from greenroom.dialects.kit.passport import Dialect

DIALECT = Dialect(
    name=NAME,
    title="Convai Core API",
    source="Convai's published Core API reference and public clients, read in 2026",
    carriers=(header("CONVAI-API-KEY"), header("API-AUTH-TOKEN"), header("X-API-Key"), BEARER),
    how="send it as CONVAI-API-KEY: KEY",
    errors=ERRORS,
    routes=ROUTES,
    lens=LENS,
    narrate=tell,
    show=details,
    example="/character/list",
    samples=SAMPLES,
    files=FILES,
    owns=("/character", "/user", "/tts", "/functions", "/mcp", "/memory", "/llm-models", "/connect"),
)
