"""Every surface a character has, as the laws see it: the views of all dialects found, and the character card."""

from collections.abc import Callable, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from hypothesis import strategies as st
from msgspec.structs import replace

from greenroom.app import vendors
from greenroom.cards.lens import CARD
from greenroom.characters.codecs import Context
from greenroom.characters.lens import Lens
from greenroom.characters.model import Character, Record, blank_record

CONTEXT = Context("http://greenroom.test")
TESTS = Path(__file__).parents[1]


class Surface(NamedTuple):
    """`bodies` are what clients may send; `put` and `show` are what the surface's handlers do with them.

    `says` gives the values of a body as they must be shown, by path: names, and places in lists.
    """

    name: str
    lens: Lens
    bodies: st.SearchStrategy[dict[str, Any]]
    put: Callable[[dict[str, Any], Record], Character]
    show: Callable[[Record], dict[str, Any]]
    says: Callable[[dict[str, Any]], Mapping[Any, Any]]

    def __repr__(self) -> str:
        return self.name


def _load(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"surface_of_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _surface(name: str, lens: Lens, folder: Path) -> Surface:
    """Each surface brings `surface.py` beside its tests: bodies, put, show, says."""
    own = _load(folder / "surface.py")
    return Surface(name, lens, own.bodies(), own.put, own.show, own.says)


def surfaces() -> list[Surface]:
    """All of them; a dialect that brings no `surface.py` fails the suite."""
    dialects = [
        _surface(dialect.name, dialect.lens, TESTS / "dialects" / dialect.name)
        for dialect in vendors()
        if dialect.lens
    ]
    return [*dialects, _surface(CARD.surface, CARD, TESTS / "cards")]


SURFACES = surfaces()
BLANK = replace(
    blank_record("01a20000-0000-7000-8000-000000000001", "mara", 0),
    character_id="01a20000-0000-7000-8000-000000000002",
    container="default",
    address="nora",
)


@st.composite
def characters(draw: st.DrawFn) -> Record:
    """A character as several writers through several surfaces left it."""
    record = BLANK
    for surface in draw(st.lists(st.sampled_from(SURFACES), max_size=3)):
        body = draw(surface.bodies)
        record = replace(record, character=surface.put(body, record))
    return record
