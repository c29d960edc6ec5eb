"""Voices, languages and models: lists that are the same for everybody; and speech, which this server does not make."""

from starlette.responses import Response

from greenroom.dialects.convai import errors
from greenroom.dialects.convai.neighbours.voices import wire
from greenroom.dialects.convai.neighbours.voices.words import LANGUAGES, SECTION, VOICES
from greenroom.dialects.convai.words import DEFAULT_MODEL, REASONING
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route
from greenroom.http.answers import json_answer
from greenroom.problems import Unavailable

_VOICES = {
    SECTION: [
        {name: wire.Voice(value, [*LANGUAGES], gender, "", ["PRODUCTION"])}
        for name, (value, gender) in VOICES.items()
    ]
}
_LANGUAGES = [{code: wire.Language(code, name)} for code, name in LANGUAGES.items()]
_LEVELS = [level for level in REASONING if level != "auto"]
_MODELS = [
    wire.Model(DEFAULT_MODEL, "This server's model", wire.Reasoning(_LEVELS, supports_auto=True, default=""))
]


async def voices(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - the signature asks for a key
    """Voices that may be chosen."""
    return json_answer(_VOICES)


async def languages(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - as above
    """Languages that may be chosen."""
    return json_answer(_LANGUAGES)


async def models(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - as above
    """Models that may be chosen."""
    return json_answer(_MODELS)


async def speak(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - as above
    """Refuse to say something, for there is no voice engine."""
    raise Unavailable("A voice engine")


ROUTES = (
    Route(
        "GET",
        "/tts/get_available_voices",
        voices,
        None,
        dict[str, list[dict[str, wire.Voice]]],
        errors=errors.LISTING,
    ),
    Route("GET", "/tts/voices", voices, alias=True, errors=errors.LISTING),
    Route("GET", "/tts/get_available_languages", languages, None, list[dict[str, wire.Language]]),
    Route("POST", "/character/getSupportedModel", models, None, list[wire.Model], kind="read"),
    Route("POST", "/tts", speak, kind="read", alias=True, errors=errors.SPEAKING),  # never succeeds
)
