import asyncio
import random
from collections.abc import Callable
from typing import TypeVarTuple

import pytest
from tests.conftest import Run
from tests.crossing import lingering

from greenroom import problems
from greenroom.assets.model import Asset, Usage
from greenroom.assets.store import (
    assets_of,
    discard,
    get,
    keep,
    known,
    page,
    release_character,
    usage,
    use,
)
from greenroom.database import Database, Transaction

Ts = TypeVarTuple("Ts")

RED, GREEN, BLUE = (Asset(letter * 24, "image/webp", 1000, 64, 48) for letter in "rgb")


def give(db: Transaction, account_id: str, asset: Asset, character_id: str) -> None:
    keep(db, account_id, asset)
    use(db, account_id, asset.asset_id, character_id)


def test_what_is_kept_is_the_accounts(run: Run, populated: Database) -> None:
    run(populated.write(keep, "alice", RED))
    run(populated.write(keep, "alice", BLUE))
    assert run(populated.read(assets_of, "alice")) == [RED, BLUE]
    assert run(populated.read(assets_of, "bob")) == []


def test_to_keep_and_use_again_changes_nothing(run: Run, populated: Database) -> None:
    for _ in range(2):
        run(populated.write(give, "alice", RED, "nora"))
    assert run(populated.read(assets_of, "alice")) == [RED]
    assert run(populated.write(release_character, "alice", "nora")) == [RED.asset_id]


def test_what_nobody_uses_any_more_goes(run: Run, populated: Database) -> None:
    for asset, character_id in ((RED, "nora"), (RED, "max"), (GREEN, "nora"), (BLUE, "ivy")):
        run(populated.write(give, "alice", asset, character_id))
    assert run(populated.write(release_character, "alice", "nora")) == [GREEN.asset_id]
    assert run(populated.read(assets_of, "alice")) == [RED, BLUE]
    assert run(populated.write(release_character, "alice", "nora")) == []
    assert run(populated.write(release_character, "alice", "max")) == [RED.asset_id]
    assert run(populated.read(assets_of, "alice")) == [BLUE]


def test_another_accounts_uses_do_not_count(run: Run, populated: Database) -> None:
    run(populated.write(give, "alice", RED, "nora"))
    run(populated.write(give, "bob", RED, "zoe"))
    assert run(populated.write(release_character, "alice", "nora")) == [RED.asset_id]
    assert run(populated.read(assets_of, "bob")) == [RED]


def test_only_ones_own_assets_can_be_used(run: Run, populated: Database) -> None:
    run(populated.write(keep, "alice", RED))
    with pytest.raises(problems.NotFound):
        run(populated.write(use, "bob", RED.asset_id, "zoe"))


def test_another_account_cannot_release(run: Run, populated: Database) -> None:
    run(populated.write(give, "alice", RED, "nora"))
    assert run(populated.write(release_character, "bob", "nora")) == []
    assert run(populated.write(release_character, "alice", "nora")) == [RED.asset_id]


def test_known_are_the_assets_of_all_accounts(run: Run, populated: Database) -> None:
    run(populated.write(keep, "alice", RED))
    run(populated.write(keep, "bob", BLUE))
    asked = [asset.asset_id for asset in (RED, GREEN, BLUE)]
    assert run(populated.scan(known, asked)) == {RED.asset_id, BLUE.asset_id}
    assert run(populated.scan(known, [])) == set()


def test_pages_run_from_the_newest(run: Run, populated: Database) -> None:
    for asset in (RED, GREEN, BLUE):
        run(populated.write(give, "alice", asset, "nora"))
    run(populated.write(use, "alice", BLUE.asset_id, "max"))
    first = run(populated.scan(page, "alice", (2**62, "~"), 2))
    assert [(kept.asset, kept.uses) for kept in first] == [(BLUE, 2), (GREEN, 1)]
    rest = run(populated.scan(page, "alice", (first[1].created_at, first[1].asset.asset_id), 2))
    assert [kept.asset for kept in rest] == [RED]
    assert run(populated.scan(page, "bob", (2**62, "~"), 2)) == []


def test_what_is_used_is_not_discarded(run: Run, populated: Database) -> None:
    run(populated.write(give, "alice", RED, "nora"))
    run(populated.write(keep, "alice", BLUE))
    with pytest.raises(problems.InUse):
        run(populated.write(discard, "alice", RED.asset_id))
    for asset in (GREEN, RED):
        with pytest.raises(problems.NotFound):
            run(populated.write(discard, "bob", asset.asset_id))
    run(populated.write(discard, "alice", BLUE.asset_id))
    assert run(populated.read(assets_of, "alice")) == [RED]


@pytest.mark.parametrize("asset_id", ["", "x", "\0", "é", "g" * 24])
def test_what_nobody_keeps_is_not_found(asset_id: str, run: Run, populated: Database) -> None:
    with pytest.raises(problems.NotFound, match="asset not found"):
        run(populated.read(get, "alice", asset_id))


def test_usage_is_counted(run: Run, populated: Database) -> None:
    assert run(populated.scan(usage, "alice")) == Usage(0, 0)
    for asset in (RED, BLUE):
        run(populated.write(keep, "alice", asset))
    assert run(populated.scan(usage, "alice")) == Usage(2, 2000)


def test_a_new_use_that_crosses_the_last_release_keeps_the_asset(run: Run, populated: Database) -> None:
    async def cross() -> list[str]:
        await populated.write(give, "alice", RED, "max")
        using = await lingering(populated, use, "alice", RED.asset_id, "ivy")
        released = await populated.write(release_character, "alice", "max")
        await using
        return released

    assert run(cross()) == []
    assert run(populated.write(release_character, "alice", "ivy")) == [RED.asset_id]


def test_a_use_that_comes_after_the_last_release_is_refused_or_keeps_anew(
    run: Run, populated: Database
) -> None:
    async def cross(unit: Callable[[Transaction, *Ts], None], *args: *Ts) -> None:
        await populated.write(give, "alice", RED, "max")
        releasing = await lingering(populated, release_character, "alice", "max")
        try:
            await populated.write(unit, *args)
        finally:
            assert await releasing == [RED.asset_id]

    with pytest.raises(problems.NotFound):
        run(cross(use, "alice", RED.asset_id, "ivy"))
    run(cross(give, "alice", RED, "ivy"))
    assert run(populated.write(release_character, "alice", "ivy")) == [RED.asset_id]


def test_a_use_that_crosses_a_discard_is_refused_or_keeps_it(run: Run, populated: Database) -> None:
    async def cross() -> None:
        await populated.write(keep, "alice", RED)
        using = await lingering(populated, use, "alice", RED.asset_id, "max")
        with pytest.raises(problems.InUse):
            await populated.write(discard, "alice", RED.asset_id)
        await using

    run(cross())
    assert run(populated.read(assets_of, "alice")) == [RED]


def test_what_crosses_loses_nothing_that_is_used(run: Run, populated: Database) -> None:
    """Characters of one account are given pictures and released side by side; what was given last is still there."""
    dice = random.Random(1)

    async def live(character_id: str) -> set[Asset]:
        has: set[Asset] = set()
        for _ in range(25):
            if dice.random() < 0.5:
                asset = dice.choice((RED, GREEN, BLUE))
                await populated.write(give, "alice", asset, character_id)
                has.add(asset)
            else:
                await populated.write(release_character, "alice", character_id)
                has.clear()
        return has

    async def lives() -> list[set[Asset]]:
        return await asyncio.gather(*map(live, ("nora", "max", "ivy", "leo")))

    used: set[Asset] = set().union(*run(lives()))
    assert set(run(populated.read(assets_of, "alice"))) == used
