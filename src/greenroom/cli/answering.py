"""Which model answers, unless somebody asks for another: one that settings name, or one that is found on this machine."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from greenroom.kit.loopback import is_loopback
from greenroom.kit.passwords import without_passwords
from greenroom.llm.discovery import USUAL, discover
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.models import DEFAULT, Models, Target

SMALL = "a small model of our own"


class Answering(Struct, frozen=True):
    """A model by its name, empty for whichever its server lists first. `program` is what was found or started."""

    name: str
    url: str
    program: str = ""

    @property
    def words(self) -> str:
        """Which it is, for people."""
        named = f"{self.name or 'the first one'} at {self.url}"
        if self.program == SMALL:
            return f"{named}, {SMALL}: enough to try things, and no good talker"
        return f"{named}: {self.program}, found here (discover_models)" if self.program else named


async def find(
    models: Models, settings: Mapping[str, Any], usual: Mapping[str, str] = USUAL
) -> Answering | None:
    """The model that settings name; else one of the `usual` servers, which is used from now on; else None.

    A server that listens beyond this machine, or has any model, looks for none.
    """
    if models.default:
        return shown(models.default)
    if models.aliases or not settings["discover_models"] or not is_loopback(settings["host"]):
        return None
    found = await discover(dict(usual))
    if found is None:
        return None
    models.use(DEFAULT, Target(Endpoint(found.url), found.model))
    return Answering(found.model, found.url, found.program)


def shown(target: Target, program: str = "") -> Answering:
    """A model as anybody may see it."""
    return Answering(target.model, without_passwords(target.endpoint.url), program)
