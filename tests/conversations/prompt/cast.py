"""Characters and conversations that tests of the prompt share."""

from datetime import UTC, datetime
from typing import Any

from msgspec import Raw

from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import (
    Axes,
    Character,
    CustomStyle,
    Dynamics,
    Engine,
    Greetings,
    Languages,
    Mood,
    Person,
    Prompt,
    Safety,
    Style,
)
from greenroom.characters.world import Event, Item, Quest, World
from greenroom.conversations.prompt.materials import Materials, Persona, Turn
from greenroom.places.scenes import Role, Scene, Trigger

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)

NORA = Character(
    name="Nora Finn",
    prompt=Prompt(
        definition="{{char}} keeps the lighthouse at Skerry. She is forty, dry, and kinder than she sounds.",
        personality="dry, patient, watchful",
        scenario="A storm is coming up. {{user}} has knocked at the door.",
        system="{{original}} Keep to the present tense.",
        post_history="[Remember the storm.]",
    ),
    greetings=Greetings(first="Mind the step, {{user}}.", alternates=("You again?",)),
    examples=(
        "<START>\n{{user}}: Hello?\n{{char}}: Door's open.",
        "<START>\n{{user}}: Tea?\n{{char}}: Always.",
    ),
    knowledge=Knowledge(
        lorebook=Lorebook(
            entries=BigList.of(
                [
                    LoreEntry(
                        keys=("storm",), content="Storms at Skerry last three days.", position="before_char"
                    ),
                    LoreEntry(keys=("boat",), content="The boat is called Ada Lane.", position="after_char"),
                    LoreEntry(constant=True, content="@@depth 1\nThe lamp must never go out."),
                    LoreEntry(keys=("dragon",), content="There are no dragons."),
                ]
            )
        )
    ),
    facets={"card": Raw(b'{"data.extensions":{"depth_prompt":{"prompt":"{{char}} is cold.","depth":2}}}')},
)
"""As a character card brings her."""

AXEON = Character(
    name="Axeon",
    prompt=Prompt(definition="A fearless warrior of the north."),
    person=Person(
        role="dragon hunter",
        life_stage="young_adult",
        gender="male",
        aliases=("Ax",),
        traits=("brave", "loud"),
        motivation="Likes to fight against dragons.",
        flaws="Forgets names",
        interests=("swords", "soup"),
    ),
    style=Style(
        dialog="blunt", catch_phrases=("By my axe!",), response_length="short", narrative_actions=True
    ),
    mood=Mood(joy=80, fear=-10, trust=35, surprise=0),
    axes=Axes(positive=55, peaceful=-90, open=20, extravert=100),
    dynamics=Dynamics(emotional_fluidity=0.4, relationship_enabled=True, cognitive_control="mild"),
    knowledge=Knowledge(
        facts=BigList.of([Fact(text="Dragons fear cold water."), Fact(text="Soup is at seven.")])
    ),
    world=World(
        items=(Item(kind="trade", name="Axe", unit="coins", value=12, description="Sharp"),),
        quests=(Quest(description="Bring water", objective="a full bucket", reward="soup"),),
        actions=("point", "wave"),
    ),
    safety=Safety(topics={"violence": "no_control", "politics": "strict_control"}, blocked_words=("wyrm",)),
    engine=Engine(temperature=0.6, verbosity=1),
    languages=Languages(first="en-US"),
)
"""As an engine's studio brings him."""

FULL = Character(
    name="Nora",
    prompt=NORA.prompt,
    greetings=Greetings(first="Hello.", alternates=("Hi.",), group_only=("All of you!",)),
    examples=NORA.examples,
    person=AXEON.person,
    style=Style(
        dialog="formal",
        manner="slowly",
        custom=(
            CustomStyle(
                style_id="s1", name="Sailor", active=True, adjectives=("salty",), colloquialism="Aye"
            ),
        ),
    ),
    mood=AXEON.mood,
    knowledge=Knowledge(
        facts=BigList.of([Fact(text="The lamp is old.")]),
        older_facts=BigList.of([Fact(text="Older.")]),
        common=("sea",),
    ),
    world=World(
        items=AXEON.world.items,
        events=(Event(kind="action", name="bell", description="It rings."),),
        quests=AXEON.world.quests,
    ),
    safety=AXEON.safety,
    goals="",
)

SCENE = Scene(
    title="The great hall",
    description="Torches smoke. {{char}} sits by the fire.",
    period="Evening",
    triggers=(Trigger("dragon_lands", "A dragon lands on the roof."),),
    cast=(Role(character="nora", title="Nora", info="keeps the light"),),
)


def talk(*texts: str) -> tuple[Turn, ...]:
    """Turns, the last of which is the user's."""
    first = len(texts) % 2
    return tuple(
        Turn("user" if (at + first) % 2 else "character", text, f"t{at}") for at, text in enumerate(texts)
    )


def materials(character: Character = NORA, **more: Any) -> Materials:
    """A short conversation with this character."""
    said = {
        "persona": Persona("Bob", "{{user}} is a sailor."),
        "history": talk(
            "Mind the step, Bob.",
            "Good evening.",
            "Come in, then.",
            "Is the storm always this loud? It took my boat.",
        ),
        "seed": "m1",
        "stable": "t1",
        "now": NOW,
    }
    return Materials(**{"character": character, **said, **more})
