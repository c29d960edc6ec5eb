"""The vendor's shapes of narrative design."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

CharacterId = Annotated[
    str, Meta(description="Id of the character, a UUID.", extra_json_schema={"format": "uuid"})
]
Priority = int | float | str | None


class Decision(Struct, omit_defaults=True):
    """What leads from a section to the next."""

    criteria: str
    next_section_id: str
    priority: Priority | UnsetType = UNSET


class SectionData(Struct, omit_defaults=True):
    """What may be changed of a section."""

    section_name: str | UnsetType = UNSET
    objective: str | UnsetType = UNSET
    decisions: list[Decision] | UnsetType | None = UNSET
    updated_character_data: dict[str, Any] | UnsetType = UNSET
    behavior_tree_code: str | UnsetType = UNSET
    bt_constants: str | UnsetType = UNSET
    node_position: list[Any] | UnsetType = UNSET


class TriggerData(Struct, omit_defaults=True):
    """What may be changed of a trigger."""

    trigger_name: str | UnsetType = UNSET
    trigger_message: str | UnsetType = UNSET
    destination_section: str | UnsetType | None = UNSET
    node_position: list[Any] | UnsetType = UNSET


class DecisionData(Struct, omit_defaults=True):
    """What may be changed of a decision."""

    criteria: str | UnsetType = UNSET
    next_section_id: str | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET


class Section(Struct):
    """A part of the story."""

    character_id: str
    section_id: str
    objective: str
    decisions: list[Decision] | None
    parents: list[Any] | None
    updated_character_data: dict[str, Any]
    bt_constants: str
    behavior_tree_code: str
    section_name: str
    triggers: list[Any] | None
    node_position: list[Any]


class Trigger(Struct):
    """An event in the game that leads to a section."""

    character_id: str
    trigger_id: str
    trigger_name: str
    trigger_message: str
    destination_section: str | None
    node_position: list[Any]


class OfCharacter(Struct):
    """What operations take that are about one character."""

    character_id: CharacterId


class CreateSection(OfCharacter):
    """A new section."""

    section_name: str
    objective: str


class SectionId(Struct):
    """A section, by its id."""

    section_id: str


class OneSection(OfCharacter):
    """A section of a character."""

    section_id: str


class EditSection(OneSection):
    """A change of a section."""

    updated_data: SectionData


class EditedSection(Struct):
    """The change as it was sent."""

    status: Literal["success"]
    section_id: str
    updated_data: dict[str, Any]


class CreateTrigger(OfCharacter):
    """A new trigger; its name is the only one in its character."""

    trigger_name: Annotated[str, Meta(min_length=1, pattern=r"\S")]
    trigger_message: str | UnsetType = UNSET
    destination_section: str | UnsetType | None = UNSET


class OneTrigger(OfCharacter):
    """A trigger of a character."""

    trigger_id: str


class EditTrigger(OneTrigger):
    """A change of a trigger."""

    updated_data: TriggerData


class AddDecision(OfCharacter):
    """A new decision."""

    from_section_id: str
    to_section_id: str
    criteria: str
    priority: Priority | UnsetType = UNSET


class OneDecision(OfCharacter):
    """A decision, by what it leads from and to; `criteria` tells several apart."""

    from_section_id: str
    to_section_id: str
    criteria: str | UnsetType = UNSET


class EditDecision(OneDecision):
    """A change of a decision."""

    updated_data: DecisionData | UnsetType = UNSET


class Toggle(OfCharacter):
    """Whether the story drives the character."""

    is_narrative_driven: bool


class Start(OfCharacter):
    """Where the story begins; null or "" is nowhere."""

    start_narrative_section_id: str | None


class OfSession(OfCharacter):
    """A session with a character, under any name."""

    session_id: str


class Current(Struct):
    """The section that a session has come to."""

    STATUS: Literal["Successful"]
    section_id: str | None


class Node(Struct):
    """Where a section or a trigger is drawn; its id may also be called `section_id` or `trigger_id`."""

    node_id: str
    node_position: list[Any]


Nodes = Annotated[list[Node], Meta(max_length=1000)]


class Moved(OfCharacter):
    """Where nodes of one kind are drawn."""

    node_type: Literal["section", "trigger"]
    updated_nodes: Nodes


class Done(Struct, omit_defaults=True):
    """That it went well."""

    STATUS: Literal["Successful"] = "Successful"
    message: str | UnsetType = UNSET
