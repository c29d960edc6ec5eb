"""A server that can be killed and started again over the same data."""

from tests.served import Served


class Mortal(Served):
    """Between `die` and `rise` requests fail with `httpx2.TransportError`."""

    def die(self) -> None:
        """SIGKILL: nothing is said to anybody, nothing is tidied up."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def rise(self) -> None:
        """Start again, at another address."""
        self.http.close()
        self.__enter__()
