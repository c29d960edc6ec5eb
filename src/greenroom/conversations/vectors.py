"""Meanings: what a character knows that is near in meaning to what was said, by vectors that an embedding model makes.

A text's vector is made once and kept beside its character, under the model's name and the text's digest, so that a changed
list costs only what is new in it. While vectors are being made, and wherever the model is slow or fails, words have to do.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from greenroom.characters.model import Whose
from greenroom.conversations import store
from greenroom.conversations.prompt.known import NOTHING, Listed, Near, lists, query
from greenroom.conversations.prompt.materials import Materials
from greenroom.database import Database
from greenroom.llm.backend import Embedder
from greenroom.llm.models import Models
from greenroom.problems import ModelFailed, Problem

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Matrix = NDArray[float32]

_log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that a reply waits for meanings."""

_REST = 30.0
"""Seconds for which a model that failed is left alone."""

_BATCH = 64
"""Texts in one request."""

_ANOTHER = "its vectors have another length than they had."

_LONGEST = 2_000
"""Characters of a text that count: embedding models read a few hundred tokens."""

_MOST_BYTES = 128 << 20
"""Of vectors that are held in memory: 80,000 of 384 numbers."""


class Vectors:
    """What of long lists is near to what was said. Lists that are short enough to be told whole are not looked at."""

    def __init__(self, database: Database, models: Models) -> None:
        self._database = database
        self._models = models
        self._kept: OrderedDict[str, Matrix] = OrderedDict()
        self._making: dict[str, asyncio.Task[Matrix]] = {}
        self._rests_until = 0.0

    async def near(self, materials: Materials) -> Near:
        """The texts of each long list that are nearest; nothing where no model makes vectors, or not in time."""
        embedder, now = self._models.embedder, asyncio.get_running_loop().time()
        if embedder is None or now < self._rests_until:
            return NOTHING
        wanted = [one for one in lists(materials) if len(one.items) > one.most]
        if not wanted:
            return NOTHING
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._near(embedder, wanted, query(materials), materials.whose)
        except TimeoutError:
            _log.info("vectors were not there in time; words had to do")
            self._rests_until = now + _REST
        except Problem as problem:
            _log.warning("vectors are not to be had: %s", problem)
            self._rests_until = now + _REST
        return NOTHING

    async def close(self) -> None:
        """Give up what is being made; what came of it is kept."""
        tasks = [*self._making.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _near(
        self, embedder: Embedder, wanted: Sequence[Listed], said: str, whose: Whose | None
    ) -> Near:
        matrices = [await self._matrix(embedder, one, whose) for one in wanted]
        (vector,) = await embedder.embed([said[-_LONGEST:]])
        found = {}
        for one, matrix in zip(wanted, matrices, strict=True):
            if matrix.shape[1] != len(vector):
                await self._forget(whose, await embedder.name())
                raise ModelFailed(await embedder.name(), _ANOTHER)
            found[one.list_id] = await asyncio.to_thread(_nearest, matrix, vector, one.most)
        return found

    async def _matrix(self, embedder: Embedder, listed: Listed, whose: Whose | None) -> "Matrix":
        key = f"{await embedder.name()} {listed.list_id}"
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            own = (
                whose if listed.section == "facts" else None
            )  # what others know is nothing to keep beside it
            task = asyncio.get_running_loop().create_task(self._make(embedder, listed, own))
            self._making[key] = task
            task.add_done_callback(lambda done: self._made(key, done))
        return await asyncio.shield(self._making[key])

    def _made(self, key: str, task: "asyncio.Task[Matrix]") -> None:
        del self._making[key]
        if task.cancelled() or task.exception():
            return
        self._kept[key] = task.result()
        while sum(one.nbytes for one in self._kept.values()) > _MOST_BYTES and len(self._kept) > 1:
            self._kept.popitem(last=False)

    async def _make(self, embedder: Embedder, listed: Listed, whose: Whose | None) -> "Matrix":
        """The vectors of a list: those that are kept, and the rest from the model."""
        texts = {_digest(fact.text): fact.text[:_LONGEST] for fact in listed.items}
        name = await embedder.name()
        rows = await self._database.scan(store.vectors, whose, name) if whose else {}
        missing = [digest for digest in texts if digest not in rows]
        for at in range(0, len(missing), _BATCH):
            batch = missing[at : at + _BATCH]
            made = await embedder.embed([texts[digest] or " " for digest in batch])
            new = {digest: _packed(name, vector) for digest, vector in zip(batch, made, strict=True)}
            rows |= new
            if len({*map(len, rows.values())}) > 1:
                await self._forget(whose, name)
                raise ModelFailed(name, _ANOTHER)
            if whose:
                with suppress(Problem):  # the character may be gone by now
                    await self._database.write(store.keep_vectors, whose, name, new)
        stale = rows.keys() - texts.keys()
        if whose and stale:
            with suppress(Problem):
                await self._database.write(store.drop_vectors, whose, name, sorted(stale))
        return await asyncio.to_thread(_stacked, [rows[_digest(fact.text)] for fact in listed.items])

    async def _forget(self, whose: Whose | None, name: str) -> None:
        """All vectors of this model: it is another one by now."""
        self._kept.clear()
        if whose:
            await self._database.write(store.drop_vectors, whose, name, None)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _packed(name: str, vector: Sequence[float]) -> bytes:
    """A vector of length one, so that a product is a cosine, as 32-bit floats; raises ModelFailed for one without length."""
    import numpy as np  # noqa: PLC0415 - nobody waits for it who has no embedding model

    array = np.asarray(vector, dtype=np.float64)
    largest = float(np.abs(array).max(initial=0.0))
    if not 0.0 < largest < float("inf"):
        raise ModelFailed(name, "it answers with what are no vectors.")
    array /= largest  # or the squares of large numbers are beyond all
    return (array / np.linalg.norm(array)).astype("<f4").tobytes()


def _stacked(rows: Sequence[bytes]) -> "Matrix":
    import numpy as np  # noqa: PLC0415 - as above

    return np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(rows), -1)


def _nearest(matrix: "Matrix", vector: Sequence[float], most: int) -> list[int]:
    import numpy as np  # noqa: PLC0415 - as above

    scores = matrix @ np.asarray(vector, dtype=np.float32)
    return [int(position) for position in np.argsort(-scores, kind="stable")[:most]]
