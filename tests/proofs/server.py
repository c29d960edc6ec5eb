"""The server that is proved, or the same with one of its guards taken away."""

from pathlib import Path

from tests.mortal import Mortal

WEAKENED = Path(__file__).with_name("weakened.py")


class Proven(Mortal):
    """Writes its log where nothing happens to it; what a test opened behind its back can be let go of."""

    def __init__(self, data: Path, location: str, log: Path, guard: str = "", **settings: str) -> None:
        super().__init__(data, location, **settings)
        self._kept_log = log
        if guard:
            self.program = (str(WEAKENED), guard)

    @property
    def _log(self) -> Path:
        return self._kept_log

    def let_go(self) -> None:
        """Close the database that `write` opened: who closes SQLite's file last writes to it."""
        if self._database:
            self._thread.submit(self._runner.run, self._database.close()).result()
        self._database = None

    def surround(self, **environment: str) -> None:
        """Set further variables of the process that will be begun, which are no settings of the server."""
        self._settings |= environment
