"""The vendor's shapes, in the vendor's spelling. Bounds are ours, but for those of `temperature` and `functions`."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

_UUID = {"format": "uuid"}

CharacterId = Annotated[str, Meta(description="Id of the character, a UUID.", extra_json_schema=_UUID)]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S", description="Display name.")]
VoiceType = Annotated[
    str, Meta(min_length=1, max_length=1_000, pattern=r"\S", description="A voice, by any name or value.")
]
Backstory = Annotated[str, Meta(max_length=100_000, description="Who the character is; replaced whole.")]
Listing = Literal["private", "unlisted", "public"]
Temperature = Annotated[float, Meta(ge=0, le=1)]
Reasoning = Literal["", "minimal", "low", "medium", "high", "auto"]
Timestamp = Annotated[str, Meta(description="UTC without a zone, as 2023-11-07T02:57:59.")]
Whole = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Texts = list[str]
Objects = list[dict[str, Any]]


class Metahuman(Struct):
    """Pictures of a figure, and where it lives."""

    avatar_id: str | UnsetType = UNSET
    avatar_image: str | UnsetType = UNSET
    avatar_image_square: str | UnsetType = UNSET
    experience_id: str | UnsetType = UNSET
    bg_image: str | UnsetType = UNSET


class ModelDetails(Struct):
    """The figure."""

    modelType: str | UnsetType = UNSET  # noqa: N815 - the vendor's spelling
    modelLink: str | UnsetType = UNSET  # noqa: N815 - as above
    modelPlaceholder: str | UnsetType = UNSET  # noqa: N815 - as above
    METAHUMAN: Metahuman | UnsetType = UNSET


class PromptConfig(Struct):
    """How replies are made."""

    MODEL: str | UnsetType = UNSET
    PROMPT: str | UnsetType = UNSET
    VERBOSITY: Whole | UnsetType = UNSET
    TEMPERATURE: Temperature | UnsetType = UNSET
    SPEAKER: str | UnsetType = UNSET
    MODERATION_ENABLED: bool | UnsetType = UNSET
    USE_COMBINED_PROMPT: bool | str | UnsetType = UNSET
    ALLOWED_MODERATION_FILTERS: Texts | UnsetType = UNSET
    USE_ACTION_OPTMIZED_PROMPT: bool | UnsetType = UNSET


class BoostedWords(Struct):
    """Words that speech recognition should expect, as lists of characters hold them."""

    words: Texts | UnsetType = UNSET


class GuardrailMeta(Struct):
    """What the character keeps away from."""

    limitResponseLevel: Whole | UnsetType = UNSET  # noqa: N815 - the vendor's spelling
    blockedWords: Texts | UnsetType = UNSET  # noqa: N815 - as above


class PersonalityTraits(Struct):
    """Five scales, each 0 to 4; other numbers are kept too."""

    openness: Whole | UnsetType = UNSET
    sensitivity: Whole | UnsetType = UNSET
    extraversion: Whole | UnsetType = UNSET
    agreeableness: Whole | UnsetType = UNSET
    meticulousness: Whole | UnsetType = UNSET


class CharacterTraits(Struct):
    """How the character is."""

    catch_phrases: Texts | UnsetType = UNSET
    speaking_style: str | UnsetType = UNSET
    personality_traits: PersonalityTraits | UnsetType = UNSET


class MemorySettings(Struct):
    """Whether it remembers a speaker from one session to the next."""

    enabled: bool | UnsetType = UNSET


class PronunciationMetadata(Struct):
    """How words are said: each with `word`, `ipaPronunciation` and `customPronunciation`."""

    pronunciations: Objects | UnsetType = UNSET


class SpeakingStyle(Struct):
    """How the character talks."""

    description: str | UnsetType = UNSET
    sample_dialogues: str | UnsetType = UNSET


class Link(Struct):
    """A function or knowledge file, connected to a character or not."""

    id: str
    status: Literal["active", "inactive"]


class Said(Struct, kw_only=True):
    """What a create or an update may say besides the vendor's documented minimum."""

    actions: Texts | str | UnsetType = UNSET
    languageCodes: Texts | UnsetType = UNSET  # noqa: N815 - the vendor's spelling
    functions: Annotated[list[Link], Meta(max_length=128)] | UnsetType = UNSET
    docs: list[Link] | UnsetType = UNSET
    model_group_name: str | UnsetType = UNSET
    temperature: Temperature | UnsetType = UNSET
    reasoning_effort: Reasoning | UnsetType = UNSET
    verbosity: Whole | UnsetType = UNSET
    moderation_enabled: bool | UnsetType = UNSET
    allowed_moderation_filters: Texts | UnsetType = UNSET
    pronunciations: Objects | UnsetType = UNSET
    memory_settings: MemorySettings | UnsetType = UNSET
    listing: Listing | UnsetType = UNSET
    description: str | UnsetType = UNSET
    speaking_style: SpeakingStyle | UnsetType = UNSET
    character_traits: CharacterTraits | UnsetType = UNSET
    guardrail_meta: GuardrailMeta | UnsetType = UNSET
    boosted_words: Texts | BoostedWords | UnsetType = UNSET
    pronunciation_metadata: PronunciationMetadata | UnsetType = UNSET
    model_details: ModelDetails | UnsetType = UNSET
    model_type: str | UnsetType = UNSET
    character_emotions: Texts | UnsetType = UNSET
    is_narrative_driven: bool | UnsetType = UNSET
    start_narrative_section_id: str | UnsetType = UNSET
    personalised_prompt_config: PromptConfig | UnsetType = UNSET
    embodiment: dict[str, Any] | UnsetType = UNSET
    embodiment_data: dict[str, Any] | UnsetType = UNSET
    state_names: list[Any] | UnsetType = UNSET
    state_links: list[Any] | UnsetType = UNSET
    voice_pitch: float | UnsetType = UNSET
    blockchain: str | UnsetType = UNSET
    contract_address: str | UnsetType = UNSET
    mint_address: str | UnsetType = UNSET
    owner_address: str | UnsetType = UNSET
    guard_rails: dict[str, Any] | UnsetType = UNSET
    metadata_filter: dict[str, Any] | UnsetType = UNSET
    organization_id: str | UnsetType = UNSET
    uncensored_access_consent: bool | UnsetType = UNSET
    nsfw_model_size: str | UnsetType = UNSET


class Create(Said, kw_only=True):
    """What a create takes."""

    charName: Name  # noqa: N815 - the vendor's spelling
    voiceType: VoiceType  # noqa: N815 - as above
    backstory: Backstory


class Update(Said, kw_only=True):
    """What an update takes: the id, and only what is to change."""

    charID: CharacterId  # noqa: N815 - the vendor's spelling
    charName: Name | UnsetType = UNSET  # noqa: N815 - as above
    voiceType: VoiceType | UnsetType = UNSET  # noqa: N815 - as above
    backstory: Backstory | UnsetType = UNSET


class Reference(Struct):
    """What operations take that are about one character."""

    charID: CharacterId  # noqa: N815 - the vendor's spelling


class Clone(Struct):
    """What a clone takes."""

    charID: CharacterId  # noqa: N815 - the vendor's spelling
    KB: Annotated[bool, Meta(description="Connect the same knowledge files.")] | UnsetType = UNSET


class Made(Struct):
    """What a create and a clone answer."""

    charID: CharacterId  # noqa: N815 - the vendor's spelling


class Done(Struct):
    """What most changes answer."""

    STATUS: Literal["SUCCESS"]


class ListItem(Struct):
    """A character in a list. What another surface wrote may lie outside this one's bounds."""

    character_name: str
    collection_name: str
    user_id: str
    character_id: CharacterId
    model_type: str
    state_names: list[Any]
    state_links: list[Any]
    listing: Listing
    voice_type: str
    voice_pitch: float
    blockchain: str
    contract_address: str
    mint_address: str
    owner_address: str
    timestamp: Timestamp
    character_actions: Texts
    character_emotions: Texts
    model_details: ModelDetails
    language_code: str
    guard_rails: dict[str, Any]
    metadata_filter: dict[str, Any]
    personalised_prompt_config: PromptConfig
    boosted_words: BoostedWords
    guardrail_meta: GuardrailMeta
    start_narrative_section_id: str | None
    is_narrative_driven: bool
    character_traits: CharacterTraits
    language_codes: Texts
    memory_settings: MemorySettings
    last_interacted_with: Timestamp | None
    pronunciation_metadata: PronunciationMetadata
    description: str
    speaking_style: SpeakingStyle
    embodiment: dict[str, Any] | None
    embodiment_data: dict[str, Any]


class Characters(Struct):
    """All characters of an account."""

    characters: list[ListItem]


class Details(Struct):
    """One character, flat."""

    character_name: str
    user_id: str
    character_id: CharacterId
    listing: Listing
    voice_type: str
    timestamp: Timestamp
    backstory: str
    language_code: str
    language_codes: Texts
    character_actions: Texts
    character_emotions: Texts
    model_details: ModelDetails
    is_narrative_driven: bool
    start_narrative_section_id: str | None
    memory_settings: MemorySettings
    boosted_words: Texts
    guardrail_meta: GuardrailMeta
    character_traits: CharacterTraits
    description: str
    speaking_style: SpeakingStyle
    organization_id: str
    verbosity: int
    temperature: float
    moderation_enabled: bool
    allowed_moderation_filters: Texts
    pronunciations: Objects
    uncensored_access_consent: bool
    nsfw_model_size: str
    edit_character_access: bool
    model_group_name: str
    reasoning_effort: str


class Error(Struct, omit_defaults=True):
    """What every refusal answers: one of the three keys."""

    ERROR: str | UnsetType = UNSET
    API_ERROR: str | UnsetType = UNSET
    INTERNAL_ERROR: str | UnsetType = UNSET
    reference_id: str | UnsetType = field(default=UNSET, name="Reference ID")
