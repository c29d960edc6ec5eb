"""Asides: replies outside of any thread. Whoever asks keeps what was said; nothing of it is written down or remembered."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from greenroom.accounts.model import Caller
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record, Whose
from greenroom.characters.store import load_lists
from greenroom.conversations import stages
from greenroom.conversations.around import chosen_for, commonly_known
from greenroom.conversations.gathering import MOST_TURNS
from greenroom.conversations.prompt.materials import Materials, Turn
from greenroom.conversations.prompting import Prepared
from greenroom.conversations.safety import Policy
from greenroom.conversations.telling import Telling, pieces_of
from greenroom.database import Transaction
from greenroom.kit.clock import utc
from greenroom.llm.model import End, Piece, Text, Usage
from greenroom.llm.tokens import estimate
from greenroom.problems import Problem


def gather(
    db: Transaction,
    catalogue: Catalogue,
    who: Caller,
    record: Record,
    turns: Sequence[Turn],
    scenario: str | None,
) -> Materials:
    """All that a reply to these turns is made of; where the character spoke last, of more of that turn.

    The user is whom they chose to be for this character, in the scene that they meet it in. `scenario` replaces the
    character's unless it is None. Of very long conversations only the end is looked at.
    """
    record = load_lists(db, record)
    scene_id = stages.scene_of(db, who.account_id, record.character_id)
    scene = stages.find(db, who.account_id, scene_id).thing.content if scene_id else None
    history = tuple(turns[-MOST_TURNS:])
    return Materials(
        character=record.character,
        now=utc(db.now),
        seed=db.new_id(),
        stable=f"{who.account_id} {record.character_id}",
        persona=chosen_for(db, who.account_id, record.character_id),
        scene=scene,
        history=history,
        continuing=bool(history) and history[-1].role == "character",
        turns_before=sum(turn.role == "character" for turn in turns[: len(turns) - len(history)]),
        narrative=catalogue.narrative(db, record, (), ()),
        common=commonly_known(db, who.account_id, record, scene),
        scenario=scenario,
        whose=Whose(record.account_id, record.character_id),
    )


async def tell(prepared: Prepared, rules: Policy, before: str) -> AsyncGenerator[Piece, None]:
    """The reply, past the filter of these rules: any number of `Text`, then an `End`, whose usage is always there.

    `before` is what the character said already of the turn that it goes on with, empty where it begins one.
    Where the model doesn't count its tokens, or the filter ended the reply, they are estimates that are rather too large.
    Raises what `Backend.stream` does, after all that came until then.
    """
    told: list[str] = []
    telling = Telling(told.append)
    await telling.begun(rules, prepared, before)
    failure: Problem | None = None
    try:
        async with aclosing(pieces_of(prepared)) as pieces:
            async for piece in pieces:
                telling.take(piece)
                if told:
                    yield Text("".join(told), piece.logprobs if isinstance(piece, Text) else None)
                    told.clear()
                if telling.full:
                    break
    except Problem as problem:
        failure = problem
    whole = telling.text
    if told:
        yield Text("".join(told))
    if failure:
        raise failure
    usage = telling.usage or Usage(prepared.prompt.tokens, estimate(whole).tokens)
    yield End(telling.finish_reason or "stop", usage)
