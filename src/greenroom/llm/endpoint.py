"""Where a model server is, and the key to it."""

from typing import NamedTuple
from urllib.parse import urlsplit


class Endpoint(NamedTuple):
    """`url` is what OpenAI's paths hang at, as http://127.0.0.1:11434/v1; without a path, /v1 is meant."""

    url: str
    key: str = ""

    @property
    def base(self) -> str:
        """The address of OpenAI's paths, without a slash at the end."""
        url = self.url.rstrip("/")
        return url if urlsplit(url).path else f"{url}/v1"

    @property
    def root(self) -> str:
        """The address of a server's own paths, as /props and /tokenize."""
        return self.base.removesuffix("/v1")

    @property
    def host(self) -> str:
        """The host alone."""
        return urlsplit(self.url).hostname or ""
