"""Reading a file, whatever it is: from bytes to the characters and lorebooks in it.

    imported = read_file("ada.png", data, formats)     # raises BadCard, whose reason is one of refusals.REASONS
    imported.characters[0].character                   # ready for Catalogue.create
    imported.characters[0].report                      # what became of everything that the file said
    imported.sha256                                    # equal for equal files

Nothing here waits, writes, follows a link or runs what it finds. A hostile file costs less than a second and no more
memory than `caps` allow, or is refused. Pictures are not decoded.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from greenroom.cards import caps
from greenroom.cards.budget import Budget, check_body
from greenroom.cards.containers.archive import HEAD, Archive, find_archive, open_archive
from greenroom.cards.containers.charx import card_entry, open_charx
from greenroom.cards.containers.json_text import decode_json
from greenroom.cards.containers.opened import Opened
from greenroom.cards.containers.picture_card import BEHIND, open_png
from greenroom.cards.containers.png import SIGNATURE
from greenroom.cards.containers.table_text import decode_table, head_of
from greenroom.cards.containers.webp_card import open_webp
from greenroom.cards.containers.yaml_text import decode_yaml, may_be_yaml
from greenroom.cards.embedded import embedded, main_icon, without_ours
from greenroom.cards.formats.archives import BYAF, VOXPKG, is_byaf, is_voxpkg, read_byaf, read_voxpkg
from greenroom.cards.formats.detection import in_order, recognise
from greenroom.cards.formats.format import Format
from greenroom.cards.formats.text_tools import MANTELLA
from greenroom.cards.imported import Contents, Failure, Found, FoundBook, Imported, Line
from greenroom.cards.refusals import refused
from greenroom.cards.secrets import without_secrets_in
from greenroom.cards.yaml_writer import without_flat
from greenroom.characters.losses import Loss
from greenroom.problems import BadCard, Invalid

PICTURES: Mapping[str, re.Pattern[bytes]] = {
    "a JPEG picture": re.compile(rb"\xff\xd8\xff"),
    "a GIF picture": re.compile(rb"GIF8[79]a"),
    "an AVIF picture": re.compile(rb".{4}ftyp", re.DOTALL),
    "a TIFF picture": re.compile(rb"II\*\0|MM\0\*"),
    "a BMP picture": re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL),
}
"""Pictures that hold no card themselves, but may stand before an archive."""

_WEBP = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)
_JSON = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*[{\[]")
_IGNORED = re.compile(r"(^|/)(__MACOSX/|\.)|\.(txt|md|css|html?|js)$", re.IGNORECASE)
_LISTS = ("characters", "data", "agents")
"""Where answers and exports list several."""

_SPEAKS = ("name", "bio")


def read_file(name: str, data: bytes, dialects: Iterable[Format] = ()) -> Imported:
    """What is in a file. `name` is only told, never believed; `dialects` are the formats of dialects' own files.

    A file may hold several characters (a list, an archive): then a part that can't be read is among `failures`, and
    stops no other.

    Raises:
        BadCard: for the whole file, with one of the reasons of `refusals.REASONS`.
    """
    formats = in_order(dialects)
    _check_size(data)
    found = _Reader(formats).read(name, data)
    if not found.characters and not found.lorebooks:
        raise found.failures[0].problem if found.failures else refused("no_card", kind="an archive")
    return found


def _check_size(data: bytes) -> None:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise refused("empty")
    if len(data) > caps.MOST_OF_ANY:
        raise refused("too_large", limit=caps.MOST_OF_ANY // caps.MIB, kind="any file")


class _Reader:
    """Reads one file; `inside` says that it stands in an archive, in which no other is opened but a CHARX."""

    def __init__(self, formats: tuple[Format, ...], *, inside: bool = False) -> None:
        self._formats = formats
        self._inside = inside

    def read(self, name: str, data: bytes) -> Imported:
        """A file of any kind; the digest of one in an archive is its own."""
        opener = self._opener(data)
        found = opener(data)
        digest = hashlib.sha256(data).hexdigest()
        return found._replace(name=name, sha256=digest)

    def _opener(self, data: bytes) -> Callable[[bytes], Imported]:
        if data.startswith(SIGNATURE):
            return self._png
        if data.startswith((HEAD, b"PK\x05\x06")):
            return self._archive
        if _WEBP.match(data):
            return self._webp
        if _JSON.match(data):
            return self._json
        picture = next((kind for kind, head in PICTURES.items() if head.match(data)), None)
        return lambda data: self._other(data, picture)

    def _png(self, data: bytes) -> Imported:
        _cap(data, caps.MOST_OF_PICTURE, "a picture")
        try:
            opened = open_png(data)
        except BadCard as problem:
            if problem.reason != "no_card" or find_archive(data) is None:
                raise
            return self._archive(data)
        try:
            return self._opened(opened)
        except BadCard as problem:
            return self._given_way(opened, problem)

    def _given_way(self, opened: Opened, problem: BadCard) -> Imported:
        """The first of the other cards of a picture that is one, where the best chunk holds something else."""
        for at, other in enumerate(opened.alternatives):
            if other.place == BEHIND:
                continue
            warnings = [*opened.warnings, f"its best chunk holds no card: {problem.why}"]
            rest = (*opened.alternatives[:at], *opened.alternatives[at + 1 :])
            with suppress(BadCard):
                value = decode_json(other.data, warnings)
                return self._opened(opened._replace(value=value, warnings=tuple(warnings), alternatives=rest))
        raise problem

    def _webp(self, data: bytes) -> Imported:
        _cap(data, caps.MOST_OF_PICTURE, "a picture")
        return self._opened(open_webp(data))

    def _json(self, data: bytes) -> Imported:
        _cap(data, caps.MOST_OF_TEXT, "JSON")
        warnings: list[str] = []
        value = decode_json(data, warnings)
        return self._opened(Opened("json", value, warnings=tuple(warnings)))

    def _other(self, data: bytes, picture: str | None) -> Imported:
        end = find_archive(data)
        if end is not None and (picture or b"\0" in data[:1024]):
            return self._archive(data)
        if picture:
            raise refused("no_card", kind=picture)
        _cap(data, caps.MOST_OF_TEXT, "a text")
        warnings: list[str] = []
        if all(name in head_of(data) for name in _SPEAKS):
            return self._table(data)
        if may_be_yaml(data):
            value = decode_yaml(data, warnings)
            if isinstance(value, dict):
                return self._opened(Opened("yaml", without_flat(value), warnings=tuple(warnings)))
        raise refused("not_recognised", found="it is no picture, archive, JSON or YAML")

    def _table(self, data: bytes) -> Imported:
        warnings: list[str] = []
        parts = [(f"row {at + 1}", row) for at, row in enumerate(decode_table(data, warnings))]
        return self._listed(Opened("csv", parts, warnings=tuple(warnings)), parts, (MANTELLA,))

    def _opened(self, opened: Opened) -> Imported:
        """The value of a container: one thing, or a list of things."""
        if isinstance(opened.value, list):
            if len(opened.value) > caps.CHARACTERS:
                raise refused("too_many_characters", most=caps.CHARACTERS)
            parts = [(f"[{at}]", one) for at, one in enumerate(opened.value)]
            return self._listed(opened, parts, self._formats)
        return _imported(opened, _contents(opened.value, self._formats))

    def _listed(self, opened: Opened, parts: list[tuple[str, Any]], formats: tuple[Format, ...]) -> Imported:
        characters: list[Found] = []
        books: list[FoundBook] = []
        failures: list[Failure] = []
        for place, value in parts:
            try:
                contents = _contents(value, formats)
            except BadCard as problem:
                failures.append(Failure(place, problem))
                continue
            characters += [one._replace(place=f"{place}{one.place}") for one in contents.characters]
            books += [one._replace(place=f"{place}{one.place}") for one in contents.lorebooks]
        if not parts:
            raise refused("not_recognised", found="it is an empty list")
        return _imported(opened, Contents(tuple(characters), tuple(books)))._replace(failures=tuple(failures))

    def _archive(self, data: bytes) -> Imported:
        _cap(data, caps.MOST_OF_ARCHIVE, "an archive")
        archive = open_archive(data)
        warnings: list[str] = []
        card = card_entry(archive)
        if card:
            opened = open_charx(archive, card, "jpeg_zip" if archive.start else "charx")
            return self._opened(opened._replace(value=without_ours(opened.value), card=opened.value))
        if self._inside:
            raise refused("no_card", kind="an archive")
        for container, fits, read in ((BYAF, is_byaf, read_byaf), (VOXPKG, is_voxpkg, read_voxpkg)):
            if fits(archive):
                contents = read(archive, warnings)
                return _imported(Opened(container, None, warnings=tuple(warnings)), contents)
        return self._files(archive)

    def _files(self, archive: Archive) -> Imported:
        """An archive of files, each read by itself; what is no file of a character is told."""
        inner = _Reader(self._formats, inside=True)
        read: list[tuple[str, Imported]] = []
        failures: list[Failure] = []
        budget = Budget()
        for name in archive.entries:
            if _IGNORED.search(name):
                continue
            try:
                budget.check()
                read.append((name, budget.spent(inner.read(name, archive.read(name, caps.MOST_OF_PICTURE)))))
            except BadCard as problem:
                failures.append(Failure(name, problem))
        return Imported(
            "",
            "zip",
            read[0][1].format if read else "",
            "",
            tuple(_placed(name, one) for name, file in read for one in file.characters),
            tuple(_placed(name, one) for name, file in read for one in file.lorebooks),
            tuple(f"{name}: {warning}" for name, file in read for warning in file.warnings),
            (*failures, *(_within(name, one) for name, file in read for one in file.failures)),
        )


def _placed(name: str, one: Any) -> Any:
    return one._replace(place=f"{name}{'#' + one.place if one.place else ''}")


def _within(name: str, failure: Failure) -> Failure:
    return Failure(f"{name}#{failure.place}", failure.problem)


def _cap(data: bytes, most: int, kind: str) -> None:
    if len(data) > most:
        raise refused("too_large", limit=most // caps.MIB, kind=kind)


def _contents(value: Any, formats: tuple[Format, ...]) -> Contents:
    listed = (
        [value[key] for key in _LISTS if isinstance(value.get(key), list)] if isinstance(value, dict) else []
    )
    if any(len(one) > caps.CHARACTERS for one in listed):
        raise refused("too_many_characters", most=caps.CHARACTERS)
    form = recognise(value, formats)
    if form.write is not None:  # a dialect's, which judges and compares each field
        check_body(value)
    try:
        return _bare(form, value)
    except BadCard:
        raise
    except Invalid as problem:  # a dialect judges its own fields
        raise refused("bad_value", why=str(problem)) from None


def _bare(form: Format, value: dict[str, Any]) -> Contents:
    """The contents without secrets; what a dialect reads is searched here, everything else by its own reader."""
    if form.write is None or form.own:
        return form.read(value)
    notes: list[Loss] = []
    contents = form.read(without_secrets_in(value, notes))
    if not notes or not contents.characters:
        return contents
    told = tuple(Line(note.field, "dropped", note.why) for note in notes)
    first, *others = contents.characters
    return contents._replace(characters=(first._replace(report=(*first.report, *told)), *others))


def _imported(opened: Opened, contents: Contents) -> Imported:
    characters = tuple(_with_files(one, opened) for one in contents.characters)
    named = [one.format for one in characters] or [one.format for one in contents.lorebooks]
    return Imported(
        "",
        opened.container,
        named[0] if named else "",
        "",
        characters,
        contents.lorebooks,
        opened.warnings,
        (),
        opened.alternatives,
    )


def _with_files(found: Found, opened: Opened) -> Found:
    """A character with its picture and the files that its card names."""
    assets, lines = embedded(opened.card if isinstance(opened.card, dict) else found.card, opened)
    assets = found.assets or assets
    avatar = found.avatar or main_icon(assets, opened)
    return found._replace(assets=assets, avatar=avatar, report=(*found.report, *lines))
