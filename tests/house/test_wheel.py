"""The wheel: it holds what the package holds, and runs where nothing else of the project is."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


def test_it_holds_each_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "src"
    kept = {file.relative_to(package).as_posix() for file in package.rglob("*") if file.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("greenroom/")}
    assert held == {name for name in kept if "__pycache__" not in name}


def test_it_runs_by_itself(wheel: Path, tmp_path: Path) -> None:
    """All rooms are opened, with the texts and tables that lie beside them."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import greenroom; print(greenroom.__file__); "
        "from greenroom.cli import main; sys.argv[0] = 'greenroom'; main()"
    )
    command = ["account", "create", "ada", "--data", str(tmp_path / "data"), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "installed"), *command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    where, told = done.stdout.split("\n", 1)
    assert Path(where).is_relative_to(tmp_path)
    assert '"handle":"ada"' in told.replace(" ", "")
