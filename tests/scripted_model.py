"""A language model that says what a test tells it to, at the end of a real socket, and remembers what it was asked."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Step = str | float
"""A text to send, or seconds to wait."""

STREAM = {"content-type": "text/event-stream"}
STOP = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
DONE = "data: [DONE]\n\n"


def text(said: str) -> str:
    """An event with some text."""
    return f"data: {json.dumps({'choices': [{'delta': {'content': said}}]})}\n\n"


def reply(*texts: str) -> list[Step]:
    """A whole reply in these pieces."""
    return [*map(text, texts), STOP, DONE]


class ScriptedModel:
    """`script` are the steps of every reply from now on, `status` and `headers` how it begins; `asked` the bodies.

    `spoke` is set once a text of one was sent, `left` once nobody takes them any more.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.spoke, self.left = threading.Event(), threading.Event()
        self.say()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    def say(self, *script: Step, status: int = 200, **headers: str) -> None:
        self.script, self.status, self.headers = script or reply("Hi"), status, headers
        self.spoke.clear()
        self.left.clear()
        self.asked.clear()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_error(404)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if not self.path.endswith("/chat/completions"):
                    self.send_error(404)
                    return
                model.asked.append(body)
                try:
                    self._answer()
                except ConnectionError:
                    model.left.set()

            def _answer(self) -> None:
                self.send_response(model.status)
                for name, value in (STREAM | model.headers).items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                for step in model.script:
                    if isinstance(step, str):
                        self.wfile.write(step.encode())
                        self.wfile.flush()
                        model.spoke.set()
                    else:
                        time.sleep(step)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        return Handler
