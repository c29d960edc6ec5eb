"""Messages of the older generation, as exports of May 2023 hold them; kept, and shown only when stored."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from greenroom.dialects.kit.messages import about


class FillerSpec(Struct, rename="camel", frozen=True):
    """Whether it fills pauses."""

    fillers_disabled: Annotated[bool | UnsetType, about("It does not.")] = UNSET


class ConversationConfig(Struct, rename="camel", frozen=True):
    """Switches of a conversation."""

    behavioral_contexts_disabled: Annotated[bool | UnsetType, about("No behavioural contexts.")] = UNSET
    emotions_disabled: Annotated[bool | UnsetType, about("No emotions.")] = UNSET
    filler_spec: Annotated[FillerSpec | UnsetType, about("Fillers of pauses.")] = UNSET


class BrainSettings(Struct, rename="camel", frozen=True):
    """Switches of the engine."""

    conversation_config: Annotated[ConversationConfig | UnsetType, about("Those of a conversation.")] = UNSET
