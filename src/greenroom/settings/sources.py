"""Where a setting comes from: the first of its sources that says it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.settings.environment import Environment, variable
from greenroom.settings.file import FILE, read_file
from greenroom.settings.place import DATA
from greenroom.settings.setting import Refused, Setting, Value
from greenroom.settings.typed import holds, refused, typed


class Found(NamedTuple):
    """A setting's value, and where it comes from in words for people."""

    value: Value
    source: str


def load(table: Iterable[Setting], given: Mapping[str, Value], environment: Environment) -> dict[str, Any]:
    """Every setting's value. `given` is what the command line said, None where it said nothing.

    Raises:
        Refused: a value that cannot be, or a name in the file that is no setting's.
    """
    return {name: found.value for name, found in trace(table, given, environment).items()}


def trace(table: Iterable[Setting], given: Mapping[str, Value], environment: Environment) -> dict[str, Found]:
    """Like `load`, with where each value comes from.

    Raises:
        Refused: as `load`.
    """
    rows = {row.name: row for row in table if row is not DATA}
    data = _find(DATA, given, environment, {})
    folder = Found(_user_folder(), data.source) if data.value is None else data
    file = read_file(Path(str(folder.value)) / FILE, rows)
    return {DATA.name: folder} | {name: _find(row, given, environment, file) for name, row in rows.items()}


def _find(
    row: Setting, given: Mapping[str, Value], environment: Environment, file: Mapping[str, Any]
) -> Found:
    for source, raw in _said(row, given, environment, file):
        value = typed(row, raw, source)
        if value != row.default and not holds(row, value):
            raise refused(row, row.must.be, raw, source)
        return Found(value, source)
    return Found(row.default, "default")


def _said(
    row: Setting, given: Mapping[str, Value], environment: Environment, file: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """(source, raw value) of everybody who says something about a setting, the strongest first."""
    if given.get(row.name) is not None:
        yield "command line", given[row.name]
    name = variable(row.name)
    for place, variables in environment.items():
        behind = f" in {place}" if place else ""
        if name in variables:
            yield name + behind, variables[name]
        if f"{name}_FILE" in variables:
            yield f"{name}_FILE{behind}", _text(row, Path(variables[f"{name}_FILE"]))
    if row.name in file:
        yield FILE, file[row.name]


def _text(row: Setting, path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not a text"
        raise Refused(f"{row.name}: cannot read {path}: {why}.") from None


def _user_folder() -> str:
    from platformdirs import user_data_dir  # noqa: PLC0415 - servers are told their folder

    return user_data_dir("greenroom")
