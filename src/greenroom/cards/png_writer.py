"""A card in its picture: V3 as `ccv3`, and beside it the V2 copy as `chara`, for programs that know no other.

Both are plain tEXt, since some programs read nothing else.
"""

from binascii import b2a_base64

from greenroom.cards.containers.picture_card import CARDS
from greenroom.cards.containers.png import with_texts
from greenroom.cards.embedded import INSIDE, are_assets
from greenroom.cards.exported import PICTURE, Exported, Materials, lines
from greenroom.cards.imported import Line
from greenroom.cards.writer import Written, write_v2, write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.kit.json_values import encode_json

_LEFT = "is a file beside the card, for which a picture has no place"


def write_png(record: Record, context: Context, materials: Materials, now: int) -> Exported:
    """The picture with both cards in it; every other chunk of it stays as it is."""
    v3 = write_v3(record, context, exported_at=now, like=materials.like)
    v2 = write_v2(record, context, exported_at=now, like=materials.like, backfill=True)
    texts = [("chara", _text(v2)), ("ccv3", _text(v3))]
    data = with_texts(materials.picture, texts, instead_of=CARDS)
    notes = lines(note for note in v3.notes if note.field != PICTURE)
    return Exported(data, "image/png", "png", (*notes, *_left_out(v3, materials)))


def _text(written: Written) -> bytes:
    return b2a_base64(encode_json(written.card), newline=False)


def _left_out(written: Written, materials: Materials) -> list[Line]:
    """The assets that stay behind; a picture that came with chunks for them still has those."""
    schemes = INSIDE if materials.own_icon else INSIDE[:2]
    assets = written.card["data"].get("assets")
    return [
        Line(f"data.assets[{at}]", "dropped", _LEFT)
        for at, asset in enumerate(assets if are_assets(assets) else ())
        if asset["uri"].startswith(schemes)
    ]
