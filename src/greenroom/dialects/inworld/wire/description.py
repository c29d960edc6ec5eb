"""Who the character is: its description and its own dialogue styles."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.kit.messages import about


class CustomDialogStyle(Struct, rename="camel", frozen=True):
    """A way of speaking that the user designed."""

    uuid: Annotated[str, about("Its id; made by the server when empty.")] = ""
    display_name: Annotated[str, about("What the user calls it.")] = ""
    is_active: Annotated[bool, about("Whether it is in use.")] = False
    adjectives: Annotated[
        list[str], about("Up to three words for its manner, such as curt, hilarious or snarky.", longest=3)
    ] = []
    colloquialism: Annotated[
        str, about("The kind of phrase it leans on, such as cowboy lingo, movie quotes or technical jargon.")
    ] = ""
    adverbs: Annotated[list[str] | UnsetType, about("Words for its manner, of the older generation.")] = UNSET


class CharacterDescription(Struct, rename="camel", frozen=True):
    """What the character is made of."""

    given_name: Annotated[str, about("Its name; `Character` when empty.")] = "Character"
    description: Annotated[
        str,
        about(
            "What it is, what it has lived through and how it behaves; `{Character}` and `{player}` stand for the two names."
        ),
    ] = ""
    pronoun: Annotated[str | int, about("How to refer to it.", words=enums.PRONOUN)] = enums.PRONOUN.first
    nicknames: Annotated[list[str], about("Other names that it goes by.")] = []
    motivation: Annotated[str, about("What drives it.")] = ""
    wikipedia_uri: Annotated[str, about("The article of a well-known character; kept, never fetched.")] = ""
    example_dialog: Annotated[str, about("Lines that show how it talks.")] = ""
    example_dialog_style: Annotated[
        str | int, about("One of the prepared ways of speaking.", words=enums.EXAMPLE_DIALOG_STYLE)
    ] = enums.EXAMPLE_DIALOG_STYLE.first
    personality_adjectives: Annotated[list[str], about("Words for its nature: eloquent, charming.")] = []
    life_stage: Annotated[str | int, about("How far along in life it is.", words=enums.LIFE_STAGE)] = (
        enums.LIFE_STAGE.first
    )
    hobby_or_interests: Annotated[list[str], about("What it likes to do or talk about.")] = []
    character_role: Annotated[str, about("Its part in the world: blacksmith, guide.")] = ""
    narrative_actions_enabled: Annotated[bool, about("Whether it may narrate actions beside speech.")] = False
    custom_dialog_styles: Annotated[
        list[CustomDialogStyle], about("Ways of speaking made by the user.", lone=True)
    ] = []
    flaws: Annotated[str, about("Its weaknesses and troubles.")] = ""
    dialog_response_length: Annotated[
        str | int, about("How long its answers should be.", words=enums.DIALOG_RESPONSE_LENGTH)
    ] = enums.DIALOG_RESPONSE_LENGTH.first
    external_description: Annotated[str | UnsetType, about("What strangers read about it.")] = UNSET
    player_role: Annotated[str | UnsetType, about("The player's part, of the older generation.")] = UNSET
    default_context: Annotated[str | UnsetType, about("The opening scene, of the older generation.")] = UNSET
