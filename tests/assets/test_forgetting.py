import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Run

from greenroom.assets.forgetting import forget
from greenroom.assets.media import DirectoryMedia
from greenroom.assets.model import Asset
from greenroom.assets.store import keep
from greenroom.database import Database

RED = Asset("r" * 24, "image/webp", 5, 1, 1)


class Crossed(DirectoryMedia):
    """A store in which something happens just before, or just after, bytes are looked for or deleted."""

    before: Callable[[str], None] = staticmethod(lambda _: None)
    after: Callable[[str], None] = staticmethod(lambda _: None)

    def get(self, asset_id: str) -> bytes | None:
        self.before("get")
        data = super().get(asset_id)
        self.after("get")
        return data

    def delete(self, asset_id: str, *, young: int = 0) -> bool:
        self.before("delete")
        gone = super().delete(asset_id, young=young)
        self.after("delete")
        return gone


@pytest.fixture
def media(tmp_path: Path) -> Crossed:
    return Crossed(tmp_path / "media")


def test_what_no_row_speaks_of_goes_at_once(run: Run, populated: Database, media: Crossed) -> None:
    media.put(RED.asset_id, b"bytes")
    run(forget(populated, media, "alice", [RED.asset_id, "n" * 24]))
    assert DirectoryMedia.get(media, RED.asset_id) is None


MOMENTS = [
    ("before get", b"bytes"),
    ("after get", b"bytes"),
    ("before delete", b"bytes"),
    ("after delete", b"bytes"),
    ("before get", None),
    ("after get", None),
]


@pytest.mark.parametrize(("moment", "there"), MOMENTS)
def test_who_keeps_the_same_meanwhile_has_it(
    run: Run, populated: Database, media: Crossed, moment: str, there: bytes | None
) -> None:
    if there:
        media.put(RED.asset_id, there)
    kept: list[str] = []

    async def cross() -> None:
        loop = asyncio.get_running_loop()

        def keep_it(what: str) -> None:
            if moment.endswith(what) and not kept:
                kept.append(moment)
                media.put(RED.asset_id, b"bytes")
                asyncio.run_coroutine_threadsafe(populated.write(keep, "alice", RED), loop).result()
                media.put(RED.asset_id, b"bytes")

        setattr(media, moment.partition(" ")[0], keep_it)
        await forget(populated, media, "alice", [RED.asset_id])

    run(cross())
    assert kept == [moment]
    assert DirectoryMedia.get(media, RED.asset_id) == b"bytes"
