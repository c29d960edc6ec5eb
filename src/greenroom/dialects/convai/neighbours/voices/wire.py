"""The vendor's shapes of voices, languages and models."""

from typing import Literal

from msgspec import Struct

from greenroom.dialects.convai.wire import Texts


class Voice(Struct):
    """A voice. Clients drop one that is not in PRODUCTION."""

    voice_value: str
    lang_codes: Texts
    gender: Literal["MALE", "FEMALE"]
    sample_link: str
    deployment_env: Texts


class Language(Struct):
    """A language by its tag."""

    lang_code: str
    lang_name: str


class Reasoning(Struct):
    """How hard a model may be asked to think."""

    levels: Texts
    supports_auto: bool
    default: str


class Model(Struct):
    """A model that a character may run on."""

    model_group_name: str
    display_name: str
    reasoning: Reasoning
