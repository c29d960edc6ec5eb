"""How the character looks and sounds."""

from typing import Annotated, Any

from msgspec import UNSET, Struct, UnsetType, field

from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.kit.messages import Float32, about


class TtsMetadata(Struct, rename="camel", frozen=True):
    """What a speech engine needs beside the voice's name."""

    voice_id: Annotated[str | UnsetType, about("The engine's own id of the voice.")] = UNSET


class Voice(Struct, rename="camel", frozen=True):
    """The voice it speaks with."""

    base_name: Annotated[str, about("The voice's name, such as `Masculine - US - Alex`.")] = ""
    tts_type: Annotated[str | int, about("The speech engine.", words=enums.TTS_TYPE)] = enums.TTS_TYPE.first
    gender: Annotated[str | int, about("The voice's gender.", words=enums.VOICE_GENDER)] = (
        enums.VOICE_GENDER.first
    )
    pitch: Annotated[Float32, about("Lower or higher, -10 to 10.", low=-10, high=10)] = 0.0
    speaking_rate: Annotated[Float32, about("Slower or faster, 0 to 5; 1 is natural.", low=0, high=5)] = 1.0
    robotic_voice_filter_level: Annotated[Float32, about("How mechanical, 0 to 5.", low=0, high=5)] = 0.0
    age: Annotated[str | int | UnsetType, about("The voice's age.", words=enums.VOICE_AGE)] = UNSET
    language: Annotated[str | UnsetType, about("The spoken language, such as `EN_US`.")] = UNSET
    language_code: Annotated[str | UnsetType, about("The spoken language, such as `en-US`.")] = UNSET
    phonemes_overrides: Annotated[Any, about("How to pronounce particular words.")] = UNSET
    tts_metadata: Annotated[TtsMetadata | UnsetType, about("Details for the speech engine.")] = UNSET


class RpmAvatar(Struct, rename="camel", frozen=True):
    """A Ready Player Me avatar."""

    rpm_model_uri: Annotated[str, about("Link to the model.")] = ""
    rpm_image_uri: Annotated[str, about("Link to its picture.")] = ""
    rpm_image_uri_portrait: Annotated[str, about("Link to its picture, head and shoulders.")] = ""
    rpm_image_uri_posture: Annotated[str, about("Link to its picture, full figure.")] = ""


class InnequinAvatar(Struct, rename="camel", frozen=True):
    """An avatar of the vendor's own kind."""

    avatar_background: Annotated[str, about("Reference to the background.")] = ""
    avatar_material: Annotated[str, about("Reference to the material.")] = ""
    avatar_img_uri: Annotated[str, about("Link to its picture.")] = ""
    avatar_img_original_uri: Annotated[str, about("Link to its picture in full size.")] = ""


class CharacterAssets(Struct, rename="camel", frozen=True):
    """Voice, pictures and avatars. The last four fields are of the older generation."""

    voice: Voice = field(default_factory=Voice)
    avatar_img: Annotated[str, about("Link to the picture, resized.")] = ""
    avatar_img_original: Annotated[str, about("Link to the picture as it was uploaded.")] = ""
    avatar_type: Annotated[str | int, about("Which kind of figure is shown.", words=enums.AVATAR_TYPE)] = (
        enums.AVATAR_TYPE.first
    )
    avatar_display_image_source: Annotated[
        str | int, about("Which picture is shown.", words=enums.AVATAR_DISPLAY_IMAGE_SOURCE)
    ] = enums.AVATAR_DISPLAY_IMAGE_SOURCE.first
    rpm_avatar: RpmAvatar = field(default_factory=RpmAvatar)
    innequin_avatar: InnequinAvatar = field(default_factory=InnequinAvatar)
    rpm_model_uri: Annotated[str | UnsetType, about("Read as `rpmAvatar.rpmModelUri`.")] = UNSET
    rpm_image_uri: Annotated[str | UnsetType, about("Read as `rpmAvatar.rpmImageUri`.")] = UNSET
    rpm_image_uri_portrait: Annotated[str | UnsetType, about("Read as `rpmAvatar.rpmImageUriPortrait`.")] = (
        UNSET
    )
    rpm_image_uri_posture: Annotated[str | UnsetType, about("Read as `rpmAvatar.rpmImageUriPosture`.")] = (
        UNSET
    )
