"""Layers: what surfaces keep beside the core, each for itself."""

from collections.abc import Mapping

from msgspec import Raw

Layer = Mapping[str, Raw]
"""For each surface, JSON that only this surface reads."""

LAYERS = ("facets", "unknown", "beside")
"""The fields of a character that hold layers."""
