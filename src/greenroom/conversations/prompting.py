"""From materials to a model that is asked: which one, how long its window is, and what of the materials fits."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple, TypeVar, TypeVarTuple

from msgspec.structs import replace

from greenroom.conversations.counting import counted
from greenroom.conversations.moderation import Judge, Watch
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.fitting import Prompt, fit
from greenroom.conversations.prompt.goals import Reaction
from greenroom.conversations.prompt.known import lists
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.parameters import more_room, overlaid
from greenroom.conversations.prompt.retrieval import Indexes
from greenroom.conversations.safety import policy
from greenroom.conversations.vectors import Vectors
from greenroom.llm.absent import Absent
from greenroom.llm.backend import Backend
from greenroom.llm.model import Parameters
from greenroom.llm.models import DEFAULT, Models

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

LARGE = 200_000
"""Characters of materials above which a prompt is made in a thread: it would take more than a few milliseconds."""

_EACH = 500  # an entry of a lorebook, or a record that is commonly known

UNSAID = Parameters()
"""For whom the character's own parameters will do."""


class Prepared(NamedTuple):
    """A prompt and the model that is to be asked, and what the character's goals make of what was said.

    `exact`: that model counted the tokens. `watch` is who judges what is said and replied, if anybody does;
    `remarks` say what of the character says nothing here.
    """

    prompt: Prompt
    reaction: Reaction
    backend: Backend
    alias: str
    exact: bool
    watch: Watch | None = None
    remarks: tuple[str, ...] = ()


class Prompter:
    """Makes prompts for the models of a server; `system` is the operator's system prompt, empty for ours."""

    def __init__(self, models: Models, vectors: Vectors, system: str = "") -> None:
        self.models = models
        self._vectors = vectors
        self._judge = Judge(models.moderator) if models.moderator else None
        self._system = system
        self._indexes = Indexes()
        self._turn = asyncio.Lock()
        self._beside = ThreadPoolExecutor(1, "prompts")

    async def close(self) -> None:
        """Give up what is being made for prompts to come."""
        self._beside.shutdown(wait=False, cancel_futures=True)
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
        large = _size(materials) > LARGE
        draft = _overlaid(await self._made(large, assemble, materials, self._indexes, near), said)
        fits = partial(fit, guessed=backend.window_is_guessed)
        count, exact = await counted(draft, backend, window)
        prompt = _bounded(await self._made(large, fits, draft, count, window))
        watch = Watch(self._judge, _said(materials), policy(materials.character)) if self._judge else None
        return Prepared(prompt, draft.reaction, backend, alias, exact, watch, draft.remarks)

    async def _made(self, large: bool, make: Callable[[*Ts], T], *of: *Ts) -> T:  # noqa: FBT001 - as others are called
        """What `make` makes: of what is `large` beside the event loop, so that nobody waits for it."""
        if large:
            return await asyncio.get_running_loop().run_in_executor(self._beside, make, *of)
        async with self._turn:
            await asyncio.sleep(0)  # of many at once one in each round of the loop: whoever streams goes on
            return make(*of)

    def _own(self, wanted: str, *, premium: bool) -> str:
        """The alias that a character names. One that this server doesn't have is another's: the default will do."""
        granted = premium or not self.models.is_premium(wanted)
        return wanted if granted and wanted in self.models.aliases else DEFAULT


def _said(materials: Materials) -> tuple[str, ...]:
    """Everything in a prompt that somebody said, or says of the scene, rather than the character's author."""
    return (*(turn.text for turn in materials.history), materials.scenario or "", *materials.around)


def _overlaid(draft: Draft, said: Parameters) -> Draft:
    room = draft.reserve + more_room(draft.parameters, said)
    asked = overlaid(draft.parameters, said)
    limit = said.max_tokens or room
    return replace(draft, parameters=replace(asked, max_tokens=limit), reserve=min(room, limit))


def _bounded(prompt: Prompt) -> Prompt:
    """No more tokens asked for than the window has left: some servers refuse that, others cut the prompt."""
    asked = prompt.ask.parameters
    most = min(asked.max_tokens or prompt.reserve, prompt.window - prompt.tokens)
    return replace(prompt, ask=replace(prompt.ask, parameters=replace(asked, max_tokens=most)))


def _size(materials: Materials) -> int:
    """Characters of what a prompt is made of, roughly; an entry of a list counts as many as it takes time like them."""
    character = materials.character
    knowledge, prompt = character.knowledge, character.prompt
    texts = (prompt.system, prompt.definition, prompt.personality, prompt.scenario, prompt.post_history)
    listed = (knowledge.lorebook.entries.count if knowledge.lorebook else 0) + len(materials.common)
    return sum(
        (
            sum(map(len, (*texts, *character.examples))),
            sum(len(turn.text) + _EACH // 10 for turn in (*materials.earlier, *materials.history)),
            sum(
                len(fact.text) for one in lists(materials) if len(one.items) > one.most for fact in one.items
            ),
            listed * _EACH,
        )
    )
