"""Places as they are shown. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from greenroom.dialects.npcbuilder.worlds.kinds import LOCATION, REGION, WORLD, Kind, Place
from greenroom.places.containers import folded

_ORDER: dict[str, tuple[str, ...]] = {
    "world": ("name", "lore", "description", "creatures", "similarWorlds"),
    "region": ("name", "lore", "weather", "culture", "politicalStability"),
    "location": ("name", "lore", "role"),
}
_LISTS = ("similarWorlds",)
Shown = dict[str, Any]


class People(NamedTuple):
    """The characters of a world as lists show them, and by folded region and location the numbers of who stands there.

    Without a location it is all of a region; without a region, those of whom only the location was said.
    """

    everybody: list[Shown]
    at: dict[tuple[str, str], list[int]]

    def add(self, shown: Shown, region: str, location: str) -> None:
        """Let somebody stand in a region and at a location, as far as there is one."""
        region, location = folded(region), folded(location)
        for spot in {(region, ""), (region, location)} - {("", "")}:
            self.at.setdefault(spot, []).append(len(self.everybody))
        self.everybody.append(shown)

    def among(self, place: Place) -> list[Shown]:
        """Those who stand in a region, or at a location: in its region, or in none that was said."""
        own = folded(place.identity)
        spots = ((place.region, own), ("", own)) if place.region else ((own, ""),)
        numbers = sorted(number for spot in spots for number in self.at.get(spot, ()))
        return [self.everybody[number] for number in numbers]


def show_location(place: Place, people: People) -> Shown:
    """A location with who is there."""
    return _show(LOCATION, place, {"characters": people.among(place)})


def show_region(place: Place, locations: Iterable[Place], people: People) -> Shown:
    """A region with its locations, out of all those of its world, and who is there."""
    return _show(REGION, place, _inside_region(place, locations, people))


def show_world(place: Place, regions: Iterable[Place], locations: Sequence[Place], people: People) -> Shown:
    """A world with all its characters, locations and regions."""
    within = [
        {"id": one.identity, "name": one.said.get("name")} | _inside_region(one, locations, people)
        for one in regions
    ]
    return _show(
        WORLD,
        place,
        {
            "characters": people.everybody,
            "locations": [_location_inside(one, people) for one in locations],
            "regions": within,
        },
    )


def changed(verb: str, kind: Kind, place: Place, keys: Iterable[str] | None = None) -> Shown:
    """The answer to a create or an update, with these of the place's fields."""
    wanted = kind.fields if keys is None else set(keys)
    return {
        "message": f"{kind.name.title()}: {place.identity} has been {verb} with the following context.",
        kind.parameter: place.identity,
        f"{kind.name}_context": {name: value_of(place, name) for name in kind.fields if name in wanted},
    }


def value_of(place: Place, name: str) -> Any:
    """One field of a place."""
    return place.said.get(name, [] if name in _LISTS else None)


def _inside_region(place: Place, locations: Iterable[Place], people: People) -> Shown:
    own = [one for one in locations if one.region == folded(place.identity)]
    return {
        "locations": [_location_inside(one, people) for one in own],
        "characters": people.among(place),
    }


def _location_inside(place: Place, people: People) -> Shown:
    said = {name: place.said.get(name) for name in ("name", "role")}
    return {"id": place.identity, **said, "characters": people.among(place)}


def _show(kind: Kind, place: Place, inside: Shown) -> Shown:
    known = {name: value_of(place, name) for name in _ORDER[kind.name]}
    view = {"id": place.identity, **known, **inside}
    return view | {name: value for name, value in place.said.items() if name not in view}
