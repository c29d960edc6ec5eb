"""OpenAI's API, as far as a character can be a model of it: the passport of this dialect."""

from greenroom.dialects.kit.carriers import BEARER
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import Sent
from greenroom.dialects.openai.errors import ERRORS, HOW
from greenroom.dialects.openai.routes import ROUTES


def _talk(character_id: str) -> Sent:
    said = [{"role": "user", "content": "Who goes there?"}]
    return Sent("POST", "/v1/chat/completions", {"model": f"character:{character_id}", "messages": said})


DIALECT = Dialect(
    name="openai",
    title="OpenAI-compatible API",
    source="OpenAI's published API description and the source of its SDKs, 2026",
    carriers=(BEARER,),
    how=HOW,
    errors=ERRORS,
    routes=ROUTES,
    example="/v1/models",
    talk=_talk,
    owns=("/v1/models", "/v1/chat", "/v1/audio", "/v1/embeddings"),
)
