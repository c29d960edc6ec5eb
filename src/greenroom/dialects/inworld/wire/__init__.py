"""The vendor's messages in its own spelling, as its Studio API reference and real bodies show them.

Three layers, by when a field is shown:

    documented            always, with its zero when unset
    seen in real bodies   some always (`language`, the voice), the others only when stored
    older generation      only when stored; see `older`

`CHARACTER` and `DEPLOY_REQUEST` are the compiled shapes that bodies are read and written with.
"""

from greenroom.dialects.inworld.wire.assets import CharacterAssets, InnequinAvatar, RpmAvatar, Voice
from greenroom.dialects.inworld.wire.character import (
    Character,
    CharacterInitialMood,
    CharacterPersonality,
    ListCharactersResponse,
    Relationship,
)
from greenroom.dialects.inworld.wire.description import CharacterDescription, CustomDialogStyle
from greenroom.dialects.inworld.wire.knowledge import Fact, PersonalKnowledge
from greenroom.dialects.inworld.wire.operation import DeployRequest, Operation, Packed, Status
from greenroom.dialects.inworld.wire.scene import Scene
from greenroom.dialects.inworld.wire.sharing import InteractionCountStat, Meta, SharedPortalInfo
from greenroom.dialects.kit.messages import shape_of

__all__ = [
    "CHARACTER",
    "DEPLOY_REQUEST",
    "Character",
    "CharacterAssets",
    "CharacterDescription",
    "CharacterInitialMood",
    "CharacterPersonality",
    "CustomDialogStyle",
    "Fact",
    "InnequinAvatar",
    "InteractionCountStat",
    "ListCharactersResponse",
    "Meta",
    "Operation",
    "Packed",
    "PersonalKnowledge",
    "Relationship",
    "RpmAvatar",
    "Scene",
    "SharedPortalInfo",
    "Status",
    "Voice",
]

DEPLOY_REQUEST = shape_of(DeployRequest)
"""What a deploy may say, which is nothing."""

CHARACTER = shape_of(Character)
