import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from greenroom import problems
from greenroom.assets.media import YOUNG, DirectoryMedia
from greenroom.kit.clock import DAY

ONE, TWO = "one_" + "a" * 20, "two-" + "B" * 20
BAD_IDS = (
    "",
    "default",
    "../../../../../../etc/passwd",
    "a/" + "b" * 24,
    "." * 24,
    "a" * 24 + "\0",
    "a" * 65,
)


class Hands:
    """A clock that is moved by hand; while somebody reads it, something may happen."""

    def __init__(self) -> None:
        self.moment = 1_700_000_000_000_000
        self.happens: list[Callable[[], object]] = []

    def __call__(self) -> int:
        if self.happens:
            self.happens.pop(0)()
        return self.moment


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def media(tmp_path: Path, clock: Hands) -> DirectoryMedia:
    return DirectoryMedia(tmp_path / "media", clock)


def files(media: DirectoryMedia) -> Iterator[str]:
    return (str(path.relative_to(media._root)) for path in sorted(media._root.rglob("*")) if path.is_file())


def test_what_is_put_is_got(media: DirectoryMedia) -> None:
    media.put(ONE, b"first")
    media.put(TWO, b"second")
    assert (media.get(ONE), media.get(TWO)) == (b"first", b"second")
    assert list(files(media)) == [f"o/n/{ONE}", f"t/w/{TWO}"]


def test_it_is_there_for_the_next_process(media: DirectoryMedia) -> None:
    media.put(ONE, b"first")
    assert DirectoryMedia(media._root).get(ONE) == b"first"


def test_nothing_there_is_none(media: DirectoryMedia) -> None:
    assert media.get(ONE) is None


@pytest.mark.parametrize("asset_id", BAD_IDS)
def test_what_is_no_id_is_never_a_path(media: DirectoryMedia, asset_id: str) -> None:
    assert media.get(asset_id) is None
    for act in (lambda: media.put(asset_id, b""), lambda: media.delete(asset_id)):
        with pytest.raises(ValueError, match="not the id of an asset"):
            act()
    assert not list(files(media))


def test_putting_again_writes_nothing(media: DirectoryMedia) -> None:
    media.put(ONE, b"first")
    before = (media._root / "o/n" / ONE).stat().st_ino
    media.put(ONE, b"first")
    assert (media._root / "o/n" / ONE).stat().st_ino == before


def test_deleted_is_gone(media: DirectoryMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    media.put(TWO, b"second")
    clock.moment += YOUNG
    assert media.delete(ONE)
    assert media.delete(ONE)
    assert (media.get(ONE), media.get(TWO)) == (None, b"second")
    assert list(files(media)) == [f"t/w/{TWO}"]


def test_the_young_are_spared(media: DirectoryMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    clock.moment += YOUNG - 1
    assert not media.delete(ONE)
    assert media.get(ONE) == b"first"


def test_putting_again_makes_young(media: DirectoryMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    clock.moment += YOUNG
    media.put(ONE, b"first")
    assert not media.delete(ONE)


def test_of_an_account_that_is_gone_nothing_is_spared(media: DirectoryMedia) -> None:
    media.put(ONE, b"first")
    assert media.delete(ONE, young=0)
    assert media.get(ONE) is None


def test_idle_are_those_put_long_ago(media: DirectoryMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    clock.moment += DAY
    media.put(TWO, b"second")
    assert list(media.idle(DAY)) == []
    clock.moment += 1
    assert list(media.idle(DAY)) == [ONE]
    assert set(media.idle(0)) == {ONE, TWO}


def test_leftovers_of_broken_puts_go_when_idle(media: DirectoryMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    leftover = media._root / "o/n/.0123456789abcdef"
    leftover.write_bytes(b"fir")
    os.utime(leftover, ns=(clock.moment * 1000,) * 2)
    assert list(media.idle(DAY)) == []
    assert leftover.exists()
    clock.moment += DAY + 1
    assert list(media.idle(DAY)) == [ONE]
    assert list(files(media)) == [f"o/n/{ONE}"]


def test_files_of_others_are_left_alone(media: DirectoryMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    (media._root / "o/n/README").write_bytes(b"ours")
    clock.moment += 100 * 365 * DAY
    assert list(media.idle(DAY)) == [ONE]
    assert (media._root / "o/n/README").exists()


def test_puts_that_cross_leave_one_whole_file(media: DirectoryMedia) -> None:
    data = os.urandom(100_000)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: media.put(ONE, data), range(40)))
    assert media.get(ONE) == data
    assert list(files(media)) == [f"o/n/{ONE}"]


@pytest.mark.parametrize("looks", [0, 1])
def test_what_is_put_while_it_is_deleted_stays(media: DirectoryMedia, clock: Hands, looks: int) -> None:
    """A deletion looks at the age twice: before it takes the file away, and after."""
    media.put(ONE, b"first")
    clock.moment += YOUNG
    clock.happens += [int] * looks
    clock.happens += [lambda: media.put(ONE, b"first")]
    media.delete(ONE)
    assert not clock.happens
    assert list(files(media)) == [f"o/n/{ONE}"]
    assert not media.delete(ONE)


ACTS: dict[str, Callable[[DirectoryMedia], object]] = {
    "put": lambda media: media.put(ONE, b"first"),
    "get": lambda media: media.get(ONE),
    "delete": lambda media: media.delete(ONE),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_store_that_fails_is_a_problem(media: DirectoryMedia, act: str) -> None:
    (media._root / "o").write_bytes(b"a file where a folder should be")
    with pytest.raises(problems.Unavailable, match="The store of pictures"):
        ACTS[act](media)


FULL = """if True:
    import resource, signal, sys
    from pathlib import Path
    from greenroom import problems
    from greenroom.assets.media import DirectoryMedia

    media = DirectoryMedia(Path(sys.argv[1]))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        media.put(sys.argv[2], bytes(2000))
    except problems.Unavailable as problem:
        print(repr(problem.__cause__))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_what_could_not_be_written_leaves_nothing(media: DirectoryMedia) -> None:
    command = [sys.executable, "-c", FULL, str(media._root), ONE]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "File too large" in said
    assert list(files(media)) == []


TRACED = """if True:
    import os, sys
    from pathlib import Path
    from greenroom.assets.media import DirectoryMedia

    root = Path(sys.argv[1])
    media = DirectoryMedia(root)
    names = {}

    def hook(event, args):
        if event == "os.rename":
            print("rename")

    fsync = os.fsync
    def told(handle):
        print("fsync", Path(os.readlink(f"/proc/self/fd/{handle}")).relative_to(root.parent).parts[1:])
        fsync(handle)

    sys.addaudithook(hook)
    os.fsync = told
    media.put(sys.argv[2], b"first")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_file_is_durable_before_it_has_its_name_and_the_name_before_put_returns(
    media: DirectoryMedia,
) -> None:
    command = [sys.executable, "-c", TRACED, str(media._root), ONE]
    steps = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [step.partition("('o', 'n', '.")[0] for step in steps] == [
        "fsync ",
        "rename",
        "fsync ('o', 'n')",
        "fsync ('o',)",
        "fsync ()",
    ]


def test_several_are_kept_together_and_survive_as_one_does(tmp_path: Path) -> None:
    media = DirectoryMedia(tmp_path / "media")
    blobs = {
        f"{letter}{number:02}".ljust(24, "x"): bytes([number]) for letter in "ab" for number in range(40)
    }
    media.put_all(blobs)
    media.put_all(blobs)
    assert {asset_id: media.get(asset_id) for asset_id in blobs} == blobs
    assert sorted(media.idle(-1)) == sorted(blobs)
    assert not [path for path in (tmp_path / "media").rglob(".*") if path.is_file()]


def test_renewing_tells_whether_the_bytes_are_there(tmp_path: Path) -> None:
    media = DirectoryMedia(tmp_path / "media")
    assert not media.renew("a" * 24)
    media.put("a" * 24, b"x")
    assert media.renew("a" * 24)
