"""A message with every kind of field, for the tests of reading and writing."""

from typing import Annotated, Any

import pytest
from msgspec import UNSET, Struct, UnsetType, field

from greenroom.dialects.kit.messages import Shape, Words, about, shape_of

SIZE = Words(
    {0: "SIZE_UNSPECIFIED", 1: "SMALL", 5: "LARGE"},
    {"SIZE_UNSPECIFIED": "SIZE_UNSPECIFIED", "SMALL": "SMALL", "LARGE": "LARGE", "LARGE.": "LARGE"},
)
MAKER = Words({}, {"ACME": "ACME"}, open=True)

Size = Annotated[str | int, about("How large.", words=SIZE)]


class Wheel(Struct, rename="camel", frozen=True):
    rim_size: Size = SIZE.first
    spoke_count: int = 0


class Cart(Struct, rename="camel", frozen=True):
    load_text: str = ""
    is_open: bool = False
    joy: int = 0
    mileage: Annotated[int, about("Metres.", wide=True)] = 0
    social_rank: float = 0.0
    pace: float = 1.0
    size: Size = SIZE.first
    maker: Annotated[str | int, about("Who made it.", words=MAKER)] = "ACME"
    front_wheel: Wheel = field(default_factory=Wheel)
    spare_wheel: Wheel | None = None
    wheels: list[Wheel] = []
    lone_wheels: Annotated[list[Wheel], about("One or more.", lone=True)] = []
    tags: list[str] = []
    sizes: list[Size] = []
    limits: Annotated[dict[str, Size], about("By name.", entries=True)] = {}
    anything: Any = None
    notes: list[Any] = []
    older_note: str | UnsetType = UNSET
    older_wheel: Wheel | UnsetType = UNSET


@pytest.fixture(scope="session")
def cart() -> Shape:
    return shape_of(Cart)
