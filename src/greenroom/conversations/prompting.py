"""From materials to a model that is asked: which one, how long its window is, and what of the materials fits."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.conversations.moderation import Watch
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.fitting import ENVELOPE, Prompt, fit, texts_to_count
from greenroom.conversations.prompt.goals import Reaction
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.parameters import overlaid
from greenroom.conversations.prompt.retrieval import Indexes
from greenroom.conversations.safety import policy
from greenroom.conversations.vectors import Vectors
from greenroom.llm.absent import Absent
from greenroom.llm.backend import Backend, Moderator
from greenroom.llm.model import Parameters
from greenroom.llm.models import DEFAULT, Models
from greenroom.llm.tokens import PER_MESSAGE, estimate

UNSAID = Parameters()
"""For whom the character's own parameters will do."""


class Prepared(NamedTuple):
    """A prompt and the model that is to be asked, and what the character's goals make of what was said.

    `exact`: that model counted the tokens. `watch` is who judges what is said and replied, if anybody does.
    """

    prompt: Prompt
    reaction: Reaction
    backend: Backend
    alias: str
    exact: bool
    watch: Watch | None = None


class Prompter:
    """Makes prompts for the models of a server; `system` is the operator's system prompt, empty for ours."""

    def __init__(self, models: Models, vectors: Vectors, system: str = "") -> None:
        self.models = models
        self._vectors = vectors
        self._system = system
        self._indexes = Indexes()
        self._turn = asyncio.Lock()

    async def close(self) -> None:
        """Give up what is being made for prompts to come."""
        await self._vectors.close()

    async def prepare(
        self, materials: Materials, alias: str = "", said: Parameters = UNSAID, *, premium: bool = True
    ) -> Prepared:
        """A prompt for the model of this alias, else the character's own where there is one, else the default.

        Without `premium` the default stands in for the character's own where that is a premium one. What a client has
        `said` of sampling stands before the character's own. A reply may become longer than that one's where the window
        has room for it, and no part of the history gives way to it.

        Where there is no model at all, one stands there that raises ModelMissing when it is asked.

        Raises:
            BadValue: there is none of this alias.
            ContextTooSmall: what must not be left out is longer than its window.
        """
        alias = alias or self._own(materials.character.engine.model, premium=premium)
        backend: Backend = self.models.find(alias) if self.models.aliases else Absent()
        window = await backend.window()
        materials = replace(materials, window=window)
        if self._system:
            materials = replace(materials, system=self._system)
        near = await self._vectors.near(materials)
        async with self._turn:
            await asyncio.sleep(
                0
            )  # of many at once one in each round of the event loop: whoever streams goes on
            draft = _overlaid(assemble(materials, self._indexes, near), said)
        count, exact = await _counted(draft, backend, window)
        watch = _watch(self.models.moderator, materials)
        return Prepared(_bounded(fit(draft, count, window)), draft.reaction, backend, alias, exact, watch)

    def _own(self, wanted: str, *, premium: bool) -> str:
        """The alias that a character names. One that this server doesn't have is another's: the default will do."""
        granted = premium or not self.models.is_premium(wanted)
        return wanted if granted and wanted in self.models.aliases else DEFAULT


def _watch(moderator: Moderator | None, materials: Materials) -> Watch | None:
    if moderator is None:
        return None
    said = next((turn.text for turn in reversed(materials.history) if turn.role == "user"), "")
    return Watch(moderator, said, policy(materials.character))


def _overlaid(draft: Draft, said: Parameters) -> Draft:
    reserve = min(draft.reserve, said.max_tokens or draft.reserve)
    return replace(draft, parameters=overlaid(draft.parameters, said), reserve=reserve)


def _bounded(prompt: Prompt) -> Prompt:
    """No more tokens asked for than the window has left: some servers refuse that, others cut the prompt."""
    asked = prompt.ask.parameters
    most = min(asked.max_tokens or prompt.reserve, prompt.window - prompt.tokens)
    return replace(prompt, ask=replace(prompt.ask, parameters=replace(asked, max_tokens=most)))


async def _counted(draft: Draft, backend: Backend, window: int) -> tuple[Callable[[str], int], bool]:
    """Sizes of all texts of a draft: estimates, which are rather too large, where they fit the window by far."""
    texts = texts_to_count(draft)
    estimated = {text: estimate(text).tokens for text in texts}
    whole = sum(estimated[one.text] + PER_MESSAGE for one in draft.sections) + draft.reserve + ENVELOPE
    if whole <= window:
        return estimated.__getitem__, False
    counts = await asyncio.gather(*(backend.count(text) for text in texts))
    exact = all(count.exact for count in counts)
    return {text: count.tokens for text, count in zip(texts, counts, strict=True)}.__getitem__, exact
