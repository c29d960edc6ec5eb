"""A server that can be killed and started again over the same data."""

import httpx2
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
        self.http = httpx2.Client(
            base_url=self.url, timeout=60, trust_env=False, limits=httpx2.Limits(max_connections=None)
        )
