"""Prompts are made where nobody waits for them who doesn't ask for them."""

import asyncio
from collections.abc import Callable

import pytest
from tests.conftest import Run
from tests.conversations.conftest import Room
from tests.conversations.prompt.cast import NORA, materials, talk
from tests.model_peer import ModelPeer

from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.vectors import Vectors
from greenroom.llm.models import Models, Target

LARGE: dict[str, Callable[[], Materials]] = {
    "facts": lambda: materials(
        Character(
            name="Wise",
            knowledge=Knowledge(
                facts=BigList.of(Fact(text=f"Number {at} is odd. " * 5) for at in range(10_000))
            ),
        )
    ),
    "lore": lambda: materials(
        Character(
            name="Old",
            knowledge=Knowledge(
                lorebook=Lorebook(
                    entries=BigList.of(LoreEntry(keys=(f"x{at}",), content="L") for at in range(10_000))
                )
            ),
        ),
        history=talk(*["a" * 100] * 1001),
    ),
}


@pytest.mark.parametrize("large", LARGE.values(), ids=LARGE)
def test_others_go_on_while_a_large_prompt_is_made(
    run: Run, room: Room, model_peer: ModelPeer, large: Callable[[], Materials]
) -> None:
    models = Models({"default": Target(model_peer.endpoint, "peer")}, window=8192)
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    async def go() -> None:
        prompter = Prompter(models, Vectors(room.database, models))
        await prompter.prepare(materials(NORA))
        asked = large()
        others = asyncio.create_task(turn())
        await prompter.prepare(asked)
        others.cancel()
        await prompter.close()
        await models.close()

    run(go())
    assert turns > 8
