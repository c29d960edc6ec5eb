"""Answers that are there as a whole, written at once.

An application tells uvicorn of the head and of the body in two messages, and uvicorn writes each by itself after it has
looked through every header twice. That is a tenth of what a small answer takes. Where nothing stands in the way the same
bytes go out in one piece instead.
"""

from collections.abc import Sequence

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from greenroom.http.answers import Header


def send_whole(cycle: RequestResponseCycle, status: int, headers: Sequence[Header], body: bytes) -> bool:
    """Answer the request of a cycle as uvicorn would, and say whether that was done.

    It was not where the connection ends with this answer or has ended, where the client does not take what was written
    before, or where a header would be more than one line: then uvicorn has to see to it.
    """
    if cycle.response_started or cycle.disconnected or cycle.flow.write_paused or not cycle.keep_alive:
        return False
    lines = [b"%b: %b\r\n" % header for header in (*cycle.default_headers, *headers)]
    head = b"".join(lines)
    if not head.count(b"\r") == head.count(b"\n") == len(lines) or b"\0" in head:
        return False
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.message_event.set()
    cycle.transport.write(b"%b%b\r\n%b" % (STATUS_LINE[status], head, body))
    cycle.on_response()
    return True
