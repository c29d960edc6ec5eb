"""Which voices, languages and models are offered. Any other name is taken and kept too."""

from collections.abc import Mapping
from typing import Literal

LANGUAGES = {
    "en-US": "English",
    "es-ES": "Spanish (Spain)",
    "fr-FR": "French",
    "ar": "Arabic",
    "hi-IN": "Hindi",
    "ja-JP": "Japanese",
    "ko-KR": "Korean",
    "ru-RU": "Russian",
    "nl-NL": "Dutch (Netherlands)",
    "nl-BE": "Dutch (Belgium)",
    "cmn-CN": "Chinese (Mandarin)",
    "de-DE": "German",
    "vi-VN": "Vietnamese",
    "it-IT": "Italian",
    "tr-TR": "Turkish",
    "pt-BR": "Portuguese (Brazil)",
    "es-MX": "Spanish (Mexico)",
    "zh-HK": "Chinese (Cantonese)",
    "pl-PL": "Polish",
    "pt-PT": "Portuguese (Portugal)",
    "es-US": "Spanish (United States)",
    "sv-SE": "Swedish",
    "kk-KZ": "Kazakh",
    "fi-FI": "Finnish",
}

VOICES: Mapping[str, tuple[str, Literal["MALE", "FEMALE"]]] = {
    "Male": ("MALE", "MALE"),
    "Female": ("FEMALE", "FEMALE"),
}
"""Name → the value that a character's `voice_type` takes, and the gender."""

SECTION = "Default voices"
"""The group under which clients show them."""
