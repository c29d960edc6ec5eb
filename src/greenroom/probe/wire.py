"""The way to a server: requests over HTTP or HTTPS, one at a time, as they stand in a transcript."""

import http.client
from urllib.parse import SplitResult, urlsplit

from greenroom.probe.transcript import Answer

_PATIENCE = 30.0


class Wire:
    """A server at an address such as https://characters.example, perhaps below a path."""

    def __init__(self, url: str) -> None:
        self._to: SplitResult = urlsplit(url.rstrip("/"))
        if self._to.scheme not in {"http", "https"} or not self._to.hostname:
            raise ValueError(f"{url} is no address that begins with http:// or https://")

    def send(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Answer:
        """What the server answers; raises OSError or HTTPException where it doesn't."""
        https = self._to.scheme == "https"
        kind = http.client.HTTPSConnection if https else http.client.HTTPConnection
        connection = kind(self._to.hostname or "", self._to.port, timeout=_PATIENCE)
        try:
            connection.putrequest(method, self._to.path + path, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value.encode())
            if not any(name.lower() == "content-length" for name, _ in headers):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, said, answer.read())
        finally:
            connection.close()
