"""CHARX: the card, its assets, and whatever else was in the archive that it came in.

Equal input gives equal bytes: entries stand in a fixed order, at a fixed date, and pictures are stored as they are.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zlib import compress

from greenroom.cards.caps import RATIO_FROM
from greenroom.cards.containers.charx import CARD
from greenroom.cards.containers.picture_card import bare_picture
from greenroom.cards.embedded import ADDED, DEFAULT, DEFAULTED, EMPTY, INSIDE, are_assets
from greenroom.cards.exported import PICTURE, Exported, Materials
from greenroom.cards.exported import lines as told
from greenroom.cards.imported import Line
from greenroom.cards.writer import Written, write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadCard

_UNREAD = "is no list of assets, and gave way to the picture"
_PACKS_TOO_WELL = 50  # times, where readers begin to take it for a bomb
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_UNIX = 3
_KINDS: Mapping[str, tuple[str, ...]] = {
    "images": ("png", "jpg", "jpeg", "webp", "gif", "avif", "apng", "bmp"),
    "audio": ("mp3", "wav", "ogg", "flac", "m4a", "opus"),
    "video": ("mp4", "webm", "mov", "mkv"),
    "3d": ("glb", "gltf", "vrm", "fbx", "obj"),
    "ai": ("safetensors", "onnx", "ckpt", "pth"),
    "fonts": ("ttf", "otf", "woff", "woff2"),
    "code": ("js", "lua", "css", "html"),
}
_STORED = frozenset((*_KINDS["images"], *_KINDS["audio"], *_KINDS["video"], "woff2", "zip")) - {"bmp", "wav"}
_ODD = re.compile(r"[^A-Za-z0-9_-]+")


def write_charx(record: Record, context: Context, materials: Materials, now: int) -> Exported:
    """The archive. Its main icon is the character's picture, unless the card came with one, and has it still."""
    written = write_v3(record, context, exported_at=now, like=materials.like)
    files = dict(materials.entries)
    lines = list(told(note for note in written.notes if note.field != PICTURE))
    assets = _moved(_listed(written, lines), materials, files, lines)
    added = EMPTY if written.card["data"].get("assets") == [] else ADDED
    written.card["data"]["assets"] = _with_icon(assets, materials, files, added)
    return Exported(
        _zipped({CARD: encode_json(written.card), **_sorted(files)}), "application/zip", "charx", tuple(lines)
    )


def _sorted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: files[name] for name in sorted(files) if name.lower() != CARD}


def _listed(written: Written, lines: list[Line]) -> list[dict[str, Any]]:
    """The card's assets; where there is no list of them, a new one takes its place."""
    listed = written.card["data"].get("assets")
    if listed is not None and not are_assets(listed):
        lines.append(Line("data.assets", "dropped", _UNREAD))
        return []
    return listed or []


def _moved(
    listed: list[dict[str, Any]], materials: Materials, files: dict[str, bytes], lines: list[Line]
) -> list[dict[str, Any]]:
    """The card's assets, those that were in a picture's chunks now in the archive."""
    sources = {asset.uri: asset for asset in materials.assets}
    out = []
    for at, asset in enumerate(listed):
        path = _inside(asset["uri"])
        if path is None or path in files or asset["uri"] not in sources:
            out.append(asset)
            continue
        name = asset_path(asset["type"], f"{at}-{asset['name']}", asset["ext"])
        try:
            files[name] = sources[asset["uri"]].read()
            out.append({**asset, "uri": f"{INSIDE[0]}{name}"})
        except BadCard as problem:
            lines.append(Line(f"data.assets[{at}]", "dead_link", problem.why))
            out.append(asset)
    return out


def _inside(uri: str) -> str | None:
    return next((uri.removeprefix(scheme) for scheme in INSIDE if uri.startswith(scheme)), None)


def asset_path(kind: str, name: str, ext: str) -> str:
    """Where an asset stands in an archive (V3)."""
    folder = next((one for one, exts in _KINDS.items() if ext in exts), "other")
    return f"assets/{_ODD.sub('_', kind) or 'other'}/{folder}/{_ODD.sub('_', name) or 'asset'}.{_ODD.sub('', ext) or 'unknown'}"


def _with_icon(
    assets: list[dict[str, Any]], materials: Materials, files: dict[str, bytes], added: str
) -> list[dict[str, Any]]:
    """The assets with the character's picture as the main icon, which is called `added` where there is none."""
    icons = [at for at, asset in enumerate(assets) if asset["type"] == "icon"]
    main = next((at for at in icons if assets[at]["name"] == "main"), None)
    if main is None:
        return assets if icons and not materials.own_icon else [_icon(added, materials, files, {}), *assets]
    theirs = assets[main]
    if theirs["uri"].startswith(DEFAULT):
        return [*assets[:main], _icon(DEFAULTED, materials, files, theirs), *assets[main + 1 :]]
    if not materials.own_icon:
        return assets
    path = _inside(theirs["uri"])
    if path:
        files.pop(path, None)
    new = _icon("main", materials, files, theirs) | {"ext": materials.icon_ext}
    return [*assets[:main], new, *assets[main + 1 :]]


def _icon(name: str, materials: Materials, files: dict[str, bytes], asset: dict[str, Any]) -> dict[str, Any]:
    path = asset_path("icon", name, materials.icon_ext)
    files[path] = bare_picture(materials.icon)
    return {"type": "icon", "uri": f"{INSIDE[0]}{path}", "name": "main", "ext": materials.icon_ext} | {
        key: value for key, value in asset.items() if key != "uri"
    }


def _is_packed(name: str, data: bytes) -> bool:
    if name.rpartition(".")[2].lower() in _STORED:
        return False
    return len(data) < RATIO_FROM or len(compress(data, 1)) * _PACKS_TOO_WELL > len(data)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            entry.compress_type = ZIP_DEFLATED if _is_packed(name, data) else ZIP_STORED
            archive.writestr(entry, data)
    return out.getvalue()
