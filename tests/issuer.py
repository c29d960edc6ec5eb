"""A real issuer of OpenID Connect identities, in a process of its own: its program warns much, and warnings are errors here."""

import subprocess
import sys
from typing import Self

_PROGRAM = """
import sys, time
from oidc_provider_mock import User, run_server_in_thread
ada = User(sub="ada-1", claims={"email": "ada@example.org", "name": "Ada Lovelace"})
all = [ada, *(User(sub=f"ada-{number}", claims={"email": email}) for email in sys.argv[1:] for number in (2, 3))]
with run_server_in_thread(require_nonce=True, user_claims=all) as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""


class Issuer:
    """At `url`. Its page at the authorization endpoint takes a form with `sub`: ada-1, or anybody."""

    def __init__(self, everybody: str = "") -> None:
        """With an address for `everybody`, ada-2 and ada-3 have it, too."""
        self._addresses = [everybody] if everybody else []

    def __enter__(self) -> Self:
        command = [sys.executable, "-W", "ignore", "-c", _PROGRAM, *self._addresses]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self._process.stdout
        port = self._process.stdout.readline()
        assert port, "the issuer did not start"
        self.url = f"http://localhost:{int(port)}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)
