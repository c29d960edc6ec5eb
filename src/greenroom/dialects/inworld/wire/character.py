"""The character as a whole, and lists of it."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType, field

from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.inworld.wire.assets import CharacterAssets
from greenroom.dialects.inworld.wire.description import CharacterDescription
from greenroom.dialects.inworld.wire.knowledge import OlderFact, PersonalKnowledge
from greenroom.dialects.inworld.wire.older import BrainSettings
from greenroom.dialects.inworld.wire.scene import Scene
from greenroom.dialects.inworld.wire.sharing import Meta, SharedPortalInfo
from greenroom.dialects.kit.messages import Float32, Int32, NotNull, about

SafetyLevel = Annotated[str | int, about("How strictly a topic is kept out.", words=enums.SAFETY_LEVEL)]


class CharacterInitialMood(Struct, rename="camel", frozen=True):
    """How it feels when a conversation begins, -100 to 100 each."""

    joy: Annotated[Int32, about("From sadness to joy.", low=-100, high=100)] = 0
    fear: Annotated[Int32, about("From anger to fear.", low=-100, high=100)] = 0
    trust: Annotated[Int32, about("From disgust to trust.", low=-100, high=100)] = 0
    surprise: Annotated[Int32, about("From anticipation to surprise.", low=-100, high=100)] = 0


class CharacterPersonality(Struct, rename="camel", frozen=True):
    """What it is like, -100 to 100 each."""

    positive: Annotated[Int32, about("From negative to positive.", low=-100, high=100)] = 0
    peaceful: Annotated[Int32, about("From aggressive to peaceful.", low=-100, high=100)] = 0
    open: Annotated[Int32, about("From cautious to open.", low=-100, high=100)] = 0
    extravert: Annotated[Int32, about("From introvert to extravert.", low=-100, high=100)] = 0


class Relationship(Struct, rename="camel", frozen=True):
    """How its relation to a player moves."""

    enabled: Annotated[bool, about("Whether it moves at all.")] = False
    fluidity: Annotated[Float32, about("From slow (-1) to fast (1).", low=-1, high=1)] = 0.0


class LongTermCoherence(Struct, rename="camel", frozen=True):
    """Whether it remembers earlier conversations."""

    enabled: Annotated[bool | UnsetType, about("It does.")] = UNSET


class Character(Struct, rename="camel", frozen=True):
    """A character; the body of every operation on one."""

    name: Annotated[str, about("Resource name, made from the given name.", output_only=True)] = ""
    language: Annotated[str, about("The language it speaks.")] = "EN_US"
    default_character_description: CharacterDescription = field(default_factory=CharacterDescription)
    default_character_assets: CharacterAssets = field(default_factory=CharacterAssets)
    initial_mood: CharacterInitialMood = field(default_factory=CharacterInitialMood)
    personality: CharacterPersonality = field(default_factory=CharacterPersonality)
    common_knowledge: Annotated[
        list[str], about("Names of the common knowledge that it shares; unknown ones are kept.")
    ] = []
    social_rank: Annotated[
        Float32, about("From insecure to confident; real bodies say -50 to 100.", low=-50, high=100)
    ] = 0.0
    scenes: Annotated[
        list[Scene], about("Where it appears; only in a list with scenes.", output_only=True)
    ] = []
    personal_knowledge: Annotated[PersonalKnowledge | None, about("What only it knows.")] = None
    meta: Annotated[Meta | None, about("Counts; only in the view with meta.", output_only=True)] = None
    emotional_fluidity: Annotated[
        Float32, about("How readily its emotions change, 0 to 1.", low=0, high=1)
    ] = 0.0
    share_portal_info: Annotated[
        SharedPortalInfo | None, about("How it presents itself; of public ones only.", output_only=True)
    ] = None
    yaml_config: Annotated[str, about("Goals and actions, as YAML; kept, not run.")] = ""
    safety_config: Annotated[
        dict[str, SafetyLevel],
        about(f"How strictly topics are kept out: {', '.join(enums.TOPICS)} and any other.", entries=True),
    ] = {}
    relationship: Relationship = field(default_factory=Relationship)
    cognitive_control: Annotated[
        str | int, about("How strongly it controls itself.", words=enums.COGNITIVE_CONTROL)
    ] = enums.COGNITIVE_CONTROL.first
    language_code: Annotated[str | UnsetType, about("The language, such as `en-US`.")] = UNSET
    behavioral_contexts: Annotated[list[NotNull] | UnsetType, about("How it behaves in situations.")] = UNSET
    fourth_wall: Annotated[
        str | int | UnsetType, about("Whether it stays inside its world.", words=enums.FOURTH_WALL)
    ] = UNSET
    long_term_coherence: Annotated[LongTermCoherence | UnsetType, about("Memory of earlier talk.")] = UNSET
    inworld_tags: Annotated[list[NotNull] | UnsetType, about("Tags given by the vendor.")] = UNSET
    user_tags: Annotated[list[NotNull] | UnsetType, about("Tags given by the user.")] = UNSET
    facts: Annotated[
        list[OlderFact] | UnsetType, about("Older form of personalKnowledge; used while that is null.")
    ] = UNSET
    brain_settings: Annotated[BrainSettings | UnsetType, about("Switches of the older generation.")] = UNSET
    brain_triggers: Annotated[list[NotNull] | UnsetType, about("Triggers of the older generation.")] = UNSET
    common_knowledges: Annotated[list[str] | UnsetType, about("Read as `commonKnowledge`.")] = UNSET


class ListCharactersResponse(Struct, rename="camel", frozen=True):
    """One page of characters."""

    characters: Annotated[list[Character], about("The characters, oldest first.")] = []
    next_page_token: Annotated[str, about("Asks for the next page; empty at the end.")] = ""
