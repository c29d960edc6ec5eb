"""The vendor's messages in its own spelling, as its Studio API reference and real bodies show them.

Three layers, by when a field is shown:

    documented            always, with its zero when unset
    seen in real bodies   some always (`language`, the voice), the others only when stored
    older generation      only when stored; see `older`

`CHARACTER`, `SCENE`, `COMMON_KNOWLEDGE` and `DEPLOY_REQUEST` are the compiled shapes that bodies are read and written with.
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
from greenroom.dialects.inworld.wire.knowledge import (
    CommonKnowledge,
    Fact,
    KnowledgeRecord,
    ListCommonKnowledgeResponse,
    PersonalKnowledge,
)
from greenroom.dialects.inworld.wire.operation import DeployRequest, Operation, Packed, Status
from greenroom.dialects.inworld.wire.scene import ListScenesResponse, Scene, SceneCharacter, SceneTrigger
from greenroom.dialects.inworld.wire.sharing import InteractionCountStat, Meta, SharedPortalInfo
from greenroom.dialects.inworld.wire.workspace import (
    ListApiKeysResponse,
    ListWorkspaceCollectionsResponse,
    ListWorkspacesResponse,
    Workspace,
    WorkspaceCollection,
    WorkspaceInfo,
)
from greenroom.dialects.kit.messages import shape_of

__all__ = [
    "CHARACTER",
    "COMMON_KNOWLEDGE",
    "DEPLOY_REQUEST",
    "SCENE",
    "Character",
    "CharacterAssets",
    "CharacterDescription",
    "CharacterInitialMood",
    "CharacterPersonality",
    "CommonKnowledge",
    "CustomDialogStyle",
    "Fact",
    "InnequinAvatar",
    "InteractionCountStat",
    "KnowledgeRecord",
    "ListApiKeysResponse",
    "ListCharactersResponse",
    "ListCommonKnowledgeResponse",
    "ListScenesResponse",
    "ListWorkspaceCollectionsResponse",
    "ListWorkspacesResponse",
    "Meta",
    "Operation",
    "Packed",
    "PersonalKnowledge",
    "Relationship",
    "RpmAvatar",
    "Scene",
    "SceneCharacter",
    "SceneTrigger",
    "SharedPortalInfo",
    "Status",
    "Voice",
    "Workspace",
    "WorkspaceCollection",
    "WorkspaceInfo",
]

DEPLOY_REQUEST = shape_of(DeployRequest)
"""What a deploy may say, which is nothing."""

CHARACTER = shape_of(Character)

SCENE = shape_of(Scene)

COMMON_KNOWLEDGE = shape_of(CommonKnowledge)
