"""Logs: one JSON object a line on standard error. Keys, and passwords in addresses, are masked, wherever they come from."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

_KEY = re.compile(r"(rp_[0-9A-Za-z]{12})[0-9A-Za-z]{38}")
_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
_CHATTY = ("uvicorn.error", "httpx2")
"""What tells of every start and of every request to a model: of these, warnings are enough."""


def masked(text: str) -> str:
    """`text` with the secret part of every key blotted out, and passwords in addresses; a key's public id stays, to find it by."""
    return _PASSWORD.sub(r"\1…@", _KEY.sub(r"\1…", text)) if "://" in text else _KEY.sub(r"\1…", text)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time (RFC 3339), level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def configure_logs(level: str) -> None:
    """Send this process's logs, and uvicorn's, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
