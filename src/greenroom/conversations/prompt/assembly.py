"""Assembling: sections, in the order that writers of character cards expect.

main system prompt → lore before → persona → description → personality → scenario → lore after → knowledge → what is
remembered → examples → history, with what stands at a depth → post-history instructions → safety and style → prefill
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.goals import Reaction, react, read
from greenroom.conversations.prompt.greetings import GENERATE
from greenroom.conversations.prompt.insertion import Insertion, Place, depth_prompt, interleave
from greenroom.conversations.prompt.instructions import Group, sentences, short
from greenroom.conversations.prompt.known import NOTHING, Near, known
from greenroom.conversations.prompt.materials import Materials, Turn
from greenroom.conversations.prompt.parameters import parameters, reserve
from greenroom.conversations.prompt.retrieval import Indexes
from greenroom.conversations.prompt.section import Keep, Section
from greenroom.conversations.prompt.telling import Told, told
from greenroom.conversations.prompt.voices import Voices
from greenroom.conversations.safety import FLOOR, policy
from greenroom.places.scenes import Scene

_MOST_BYTES = 8
"""Characters that a token is surely not more than, on the average of a long text."""


def assemble(materials: Materials, indexes: Indexes | None = None, near: Near = NOTHING) -> Draft:
    """The draft of the reply that the conversation waits for.

    `indexes` are kept from one call to the next: to make one of a long list takes time, and changes nothing.
    `near` is what somebody found who knows about meanings.

    Raises:
        NotRead: the character was read without its big lists.
    """
    voices = Voices(materials)
    lore = told(materials, voices)
    goals = _reaction(materials)
    sections = (
        *_opening(materials, voices, lore, goals),
        *known(materials, voices, indexes or Indexes(), near),
        *_past(materials, voices),
        *_conversation(materials, voices, lore),
        *_closing(materials, voices, lore, goals),
    )
    character = materials.character
    return Draft(
        sections=tuple(section for section in sections if section.text.strip()),
        parameters=parameters(character),
        model=character.engine.model,
        reserve=reserve(character),
        reaction=goals,
        remarks=(*lore.remarks, *read(character.goals).remarks),
    )


def _opening(materials: Materials, voices: Voices, lore: Told, goals: Reaction) -> Iterator[Section]:
    """Who speaks with whom, and where; all of it is the system's."""
    character = materials.character
    prompt = character.prompt
    yield _section(
        "system", _replaced(prompt.system, _unless(lore, "system_prompt", materials.system), voices)
    )
    yield _section("floor", FLOOR)
    yield from _at(lore.insertions, "before")
    yield _section("persona", _persona(materials, voices))
    yield _section("description", voices.expand(prompt.definition))
    yield from _at(lore.insertions, "description")
    yield _section("person", _told(materials, voices, "person"))
    yield _section("personality", _labelled("Personality", prompt.personality, voices))
    yield _section("temper", _told(materials, voices, "temper"))
    yield from _at(lore.insertions, "personality")
    scenario = prompt.scenario if materials.scenario is None else materials.scenario
    yield _section("scenario", _labelled("Scenario", scenario, voices))
    yield _section("scene", voices.expand(_scene(materials.scene)) if materials.scene else "")
    yield _section("world", _told(materials, voices, "world"))
    for number, line in enumerate(materials.around[: defaults.MOST_LISTED]):
        yield _section("around", short(line), "retrieved", str(number))
    yield _section("goals", voices.expand("\n".join(goals.standing)))
    yield from _at(lore.insertions, "scenario")
    yield from _at(lore.insertions, "after")


def _past(materials: Materials, voices: Voices) -> Iterator[Section]:
    """What was said before, and how the character talks."""
    yield _section("summary", _headed("Earlier in this conversation:", [materials.summary]))
    room = _MOST_BYTES * materials.window
    for number, block in enumerate(materials.character.examples):
        if room < 0:  # no window holds what follows, whose turn it is to go first
            break
        text = voices.expand(block).removeprefix("<START>").strip()
        room -= len(text)
        if text:
            yield _section(
                "example", f"Example of how {voices.names.char} talks:\n{text}", "examples", str(number)
            )


def _conversation(materials: Materials, voices: Voices, lore: Told) -> Iterator[Section]:
    """The history, with what stands at a depth; without what is to be gone on with."""
    turns = materials.history[: len(materials.history) - bool(_prefill(materials))]
    newest = max((at for at, turn in enumerate(turns) if turn.role == "user"), default=-1)
    history = [_turn(turn, "always" if at == newest else "history") for at, turn in enumerate(turns)]
    wanted = depth_prompt(materials.character.facets)
    own = [replace(wanted, text=voices.expand(wanted.text))] if wanted else []
    deep = [
        entry
        for entry in lore.insertions
        if entry.place in ("depth", "from_start") and not _is_prefill(entry)
    ]
    yield from interleave(history, [*own, *deep])
    if not history:
        yield Section("first words", "user", voices.expand(GENERATE))


def _closing(materials: Materials, voices: Voices, lore: Told, goals: Reaction) -> Iterator[Section]:
    """What stands behind the conversation, and at last what the reply begins with."""
    character = materials.character
    operators = _unless(lore, "post_history_instructions", materials.post_history)
    yield _section("post_history", _replaced(character.prompt.post_history, operators, voices))
    yield _section("now", voices.expand(_now(materials, goals)))
    yield _section("safety", voices.expand("\n".join(policy(character).instructions)))
    yield _section("style", _told(materials, voices, "style"))
    if prefill := _prefill(materials):
        yield Section("prefill", "assistant", prefill.text, "always", prefill.turn_id)
    else:
        yield from (entry.section() for entry in lore.insertions if _is_prefill(entry))


def _section(name: str, text: str, keep: Keep = "always", source: str = "") -> Section:
    return Section(name, "system", text, keep, source)


def _replaced(own: str, operators: str, voices: Voices) -> str:
    """The operator's text, or the character's in its place, of which {{original}} is the operator's."""
    original = voices.expand(operators)
    return voices.expand(own, original) if own.strip() else original


def _is_prefill(entry: Insertion) -> bool:
    """What the character says at the very end is what its reply begins with."""
    return (entry.place, entry.depth, entry.role) == ("depth", 0, "assistant")


def _unless(lore: Told, name: str, text: str) -> str:
    return "" if name in lore.silenced else text


def _persona(materials: Materials, voices: Voices) -> str:
    description = voices.names.values["persona"]
    named = voices.expand("{{char}} talks with {{user}}.") if materials.persona.name.strip() else ""
    return "\n".join(part for part in (named, description) if part)


def _told(materials: Materials, voices: Voices, group: Group) -> str:
    return "\n".join(voices.expand(sentence) for sentence in sentences(materials.character, group))


def _scene(scene: Scene) -> str:
    parts = [
        f"Scene: {scene.title}." if scene.title else "",
        f"Time: {scene.period}." if scene.period else "",
        scene.description,
        *(
            f"May happen: {one.name}: {short(one.description)}"
            for one in scene.triggers[: defaults.MOST_LISTED]
        ),
        *(
            f"Also there: {short(one.title or one.character)}{f': {short(one.info)}' if one.info else ''}"
            for one in scene.cast[: defaults.MOST_LISTED]
        ),
    ]
    return "\n".join(part for part in parts if part.strip())


def _now(materials: Materials, goals: Reaction) -> str:
    scene = materials.scene
    described = {one.name: one.description for one in scene.triggers} if scene else {}
    happened = [
        f"This has just happened: {short(described.get(name) or name.replace('_', ' '))}"
        for name in materials.triggers[: defaults.MOST_LISTED]
    ]
    verbatim = [f'Say this, word for word: "{line}"' for line in goals.verbatim]
    feels = [f"{{{{char}}}} now feels: {emotion.replace('_', ' ').lower()}." for emotion in goals.emotions]
    return "\n".join([*happened, *materials.narrative, *goals.instructions, *verbatim, *feels])


def _reaction(materials: Materials) -> Reaction:
    """What the character's goals make of the newest words of the user, if they are the newest, and of what happened.

    What is gone on with was reacted to already.
    """
    goals = read(materials.character.goals)
    if materials.continuing:
        return react(goals, "", (), materials.goals_done)
    last = materials.history[-1] if materials.history else None
    said = last.text if last and last.role == "user" else ""
    return react(goals, said, materials.triggers, materials.goals_done)


def _labelled(label: str, text: str, voices: Voices) -> str:
    said = voices.expand(text)
    return f"{label}: {said}" if said else ""


def _headed(head: str, lines: Iterable[str]) -> str:
    said = [line.strip() for line in lines if line.strip()]
    return "\n".join([head, *said]) if said else ""


def _turn(turn: Turn, keep: Keep) -> Section:
    return Section("history", "user" if turn.role == "user" else "assistant", turn.text, keep, turn.turn_id)


def _prefill(materials: Materials) -> Turn | None:
    """The character's turn that is to be gone on with."""
    last = materials.history[-1] if materials.history else None
    return last if materials.continuing and last and last.role == "character" else None


def _at(lore: Iterable[Insertion], place: Place) -> Iterator[Section]:
    return (entry.section() for entry in lore if entry.place == place)
