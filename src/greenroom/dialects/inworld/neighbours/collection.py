"""Collections beside characters: what the shared handlers must know of one."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from greenroom.dialects.inworld import queries
from greenroom.dialects.inworld.names import ThingName
from greenroom.dialects.inworld.neighbours.said import Said, changed, completed
from greenroom.dialects.kit.filters import Filter, Language, compile_filter
from greenroom.dialects.kit.messages import Shape
from greenroom.dialects.kit.routes import Query
from greenroom.kit.json_values import same
from greenroom.places.things import Drawer, Thing

Tree = dict[str, Any]


class Collection(NamedTuple):
    """Things of one kind in a workspace.

    `path` is their segment in paths, `noun` what one is called, `many` the field of a list's answer. `wrapper` is the only
    key of a body that is unwrapped, the placeholder in paths, and what a deployment's response calls one; `work` is the
    kind of operation that a deployment is. `message` and `page` are what is answered. `tree` gives what is stored in wire
    form, `content` takes it back, told what was there. `addresses` proposes segments for a new one; `parts` counts what
    is in one. `view` is the view that a query asks for, and `meta` what a thing shows as that there, None for nothing.
    """

    path: str
    noun: str
    many: str
    wrapper: str
    work: str
    message: type[Struct]
    page: type[Struct]
    shape: Shape
    language: Language
    drawer: Drawer[Any]
    blank: Any
    tree: Callable[[Any], Tree]
    content: Callable[[Tree, Any], Any]
    addresses: Callable[[Any], Iterator[str]]
    parts: Callable[[Any], int]
    view: Callable[[queries.Query], str]
    view_query: tuple[Query, ...]
    meta: Callable[[Any, str], Tree | None]

    def name(self, thing: Thing[Any]) -> ThingName:
        """The resource name of a thing."""
        return ThingName(thing.spot.container, self.path, thing.address)

    def show(self, thing: Thing[Any], view: str) -> Tree:
        """A thing as the vendor writes it: every documented field, unset ones with their zeros."""
        tree = self.tree(thing.content) | {"name": str(self.name(thing))}
        meta = self.meta(thing.content, view)
        return completed(tree if meta is None else tree | {"meta": meta}, self.shape)

    def after(self, said: Said, content: Any) -> Any:
        """What is stored after what was said; the same object when it changes nothing."""
        tree = self.tree(content)
        new = changed(said, tree, self.shape)
        return content if same(new, tree) else self.content(new, content)

    def matches(self, wanted: Filter, shown: Mapping[str, Any], thing: Thing[Any]) -> bool:
        """Whether a thing is wanted; its name counts with the segment and with the id."""
        by_id = str(ThingName(thing.spot.container, self.path, thing.thing_id))
        return wanted.matches({**shown, "name": (shown["name"], by_id)})

    def read_filter(self, text: str) -> Filter | None:
        """A list's filter, None for a blank one; raises BadFilter with the position of what is wrong."""
        return compile_filter(text, self.language) if text.strip() else None
