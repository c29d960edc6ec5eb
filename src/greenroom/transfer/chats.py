"""Chats as SillyTavern keeps them: one JSON object a line, the first about the chat, the others what was said.

    {"user_name": "Mira", "character_name": "Ada", "create_date": "2024-5-1 @10h 20m 30s 4ms", "chat_metadata": {}}
    {"name": "Ada", "is_user": false, "send_date": "May 1, 2024 10:20am", "mes": "You're wet.",
     "swipes": ["Sit.", "You're wet."], "swipe_id": 1, "extra": {}}

Swipes are versions of one message. What is hidden from the model (`is_system`) is none of ours: it is kept with the message
before it, and stands there again when the chat is written.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from greenroom.cards.containers.json_text import check_depth, decode_json
from greenroom.cards.refusals import refused
from greenroom.conversations.model import Speaker
from greenroom.kit.clock import LATEST, SECOND, rfc3339
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadCard

MOST_LINES = 100_000
HEAD, LINE, SWIPE, AFTER = "head", "line", "swipe", "after"
"""What a message keeps of its file: the first line, its own without what was said, what is said of the swipe, hidden lines."""

_OURS = ("mes", "swipes", "swipe_id", "swipe_info", "is_user")
_FORMS = ("%B %d, %Y %I:%M%p", "%B %d, %Y %I:%M:%S%p", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y, %I:%M:%S %p")
_HUMANE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})\s*@?\s*(\d{1,2})h\s*(\d{1,2})m\s*(\d{1,2})s(?:\s*(\d{1,3})ms)?"
)
_DIGITS = re.compile(r"[0-9]{1,18}")
_DAYS_OFF = re.compile(r"(\d)(st|nd|rd|th)\b")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Version(NamedTuple):
    """One of the versions of a message; `kept` is what a file says of it besides. Moments are microseconds since 1970, UTC."""

    text: str
    moment: int
    kept: Mapping[str, Any]


class Turn(NamedTuple):
    """What was said once, in one version or several, of which `active` is gone on from."""

    speaker: Speaker
    versions: tuple[Version, ...]
    active: int


class Chat(NamedTuple):
    """A chat that was read. `hidden` counts lines that were not shown; `remarks` say what else was not taken as it stands."""

    user: str
    character: str
    created_at: int
    turns: tuple[Turn, ...]
    hidden: int
    remarks: tuple[str, ...] = ()


def read_chat(data: bytes, now: int) -> Chat:
    """The chat in a file; what has no moment that can be read follows what was said before.

    Raises:
        BadCard: it is no chat.
    """
    remarks: list[str] = []
    lines = list(_lines(data, remarks))
    if not lines or (not any("mes" in line for line in lines[:2]) and "user_name" not in lines[0]):
        raise refused("not_recognised", found="its first lines are none of a chat")
    head = {} if "mes" in lines[0] else lines.pop(0)
    moment = moment_of(head.get("create_date")) or next(
        (found for line in lines if (found := moment_of(line.get("send_date")))), now
    )
    turns, hidden = _turns(head, lines, moment)
    user = _text(head.get("user_name")) or next(
        (_text(one.get("name")) for one in lines if one.get("is_user")), ""
    )
    character = _text(head.get("character_name"))
    if any(_is_odd(one) for line in lines if _listed(line, "swipes") for one in line["swipes"]):
        remarks.append("swipes that are no texts are left out")
    return Chat(user, character, moment, tuple(turns), hidden, tuple(remarks))


def _is_odd(swipe: Any) -> bool:
    return not isinstance(swipe, str)


def _turns(head: dict[str, Any], lines: list[dict[str, Any]], moment: int) -> tuple[list[Turn], int]:
    turns: list[Turn] = []
    waiting: list[dict[str, Any]] = []  # hidden lines before anything was said
    hidden = 0
    for line in lines:
        if line.get("is_system") or not isinstance(line.get("mes"), str):
            hidden += 1
            if turns:
                turns[-1] = _followed(turns[-1], line)
            else:
                waiting.append(line)
            continue
        moment = max(moment_of(line.get("send_date")) or moment + 1, 0)
        first = {HEAD: head, "before": waiting} if not turns else {}
        turns.append(_turn(line, moment, {name: value for name, value in first.items() if value}))
    return turns, hidden


def _turn(line: dict[str, Any], moment: int, first: dict[str, Any]) -> Turn:
    said = line["mes"]
    listed = line["swipes"] if _listed(line, "swipes") else []
    places = [at for at, one in enumerate(listed) if not _is_odd(one)]
    swipes = [listed[at] for at in places]
    chosen = line.get("swipe_id")
    active = places.index(chosen) if type(chosen) is int and chosen in places else 0
    texts = swipes or [said]
    if texts[active] != said:  # it was edited since: the swipe stays, beside what it became
        texts, active = [*texts, said], len(texts)
    told = line["swipe_info"] if _listed(line, "swipe_info") else []
    infos = [told[at] if at < len(told) else None for at in places] or told
    own = {name: value for name, value in line.items() if name not in _OURS}
    own |= {"swiped": True} if swipes else {}
    versions = []
    for at, text in enumerate(texts):
        info = infos[at] if at < len(infos) and isinstance(infos[at], dict) else None
        kept = ({LINE: own, **first} if at == active else {}) | ({SWIPE: info} if info is not None else {})
        versions.append(Version(plain(text), moment_of((info or {}).get("send_date")) or moment, kept))
    return Turn("user" if line.get("is_user") else "character", tuple(versions), active)


def _followed(turn: Turn, line: dict[str, Any]) -> Turn:
    version = turn.versions[turn.active]
    kept = {**version.kept, AFTER: [*version.kept.get(AFTER, ()), line]}
    versions = [*turn.versions]
    versions[turn.active] = version._replace(kept=kept)
    return turn._replace(versions=tuple(versions))


def write_chat(chat: Chat) -> bytes:
    """The chat as a file; what an earlier file said of its messages stands there again."""
    first = chat.turns[0].versions if chat.turns else ()
    kept = next((one.kept for one in first if LINE in one.kept), {})
    head = dict(kept.get(HEAD, {}))
    head |= {"user_name": chat.user or head.get("user_name", "User")}
    head |= {"character_name": chat.character or head.get("character_name", "")}
    head.setdefault("create_date", rfc3339(chat.created_at))
    head.setdefault("chat_metadata", {})
    lines = [head, *kept.get("before", ())]
    for turn in chat.turns:
        lines += _written(chat, turn)
    return b"".join(encode_json(line) + b"\n" for line in lines)


def _written(chat: Chat, turn: Turn) -> Iterator[dict[str, Any]]:
    holder = next((one.kept for one in turn.versions if LINE in one.kept), {})
    own = dict(holder.get(LINE, {}))
    active = turn.versions[turn.active]
    swiped = own.pop("swiped", False) or len(turn.versions) > 1
    line: dict[str, Any] = {"name": chat.user if turn.speaker == "user" else chat.character}
    line |= {"is_user": turn.speaker == "user", "send_date": rfc3339(active.moment), "mes": active.text}
    line = {**line, **own, "mes": active.text}
    line.setdefault("extra", {})
    if swiped:
        infos = [one.kept.get(SWIPE) for one in turn.versions]
        line |= {"swipes": [one.text for one in turn.versions], "swipe_id": turn.active}
        if any(one is not None for one in infos):
            line["swipe_info"] = [one if one is not None else {} for one in infos]
    yield line
    yield from holder.get(AFTER, ())


def moment_of(value: Any) -> int | None:
    """A moment as the versions of that program wrote it, in microseconds since 1970; without a zone it is UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _bounded(value * 1000 if value > 10**11 else value * SECOND)
    if not isinstance(value, str):
        return None
    text = _DAYS_OFF.sub(r"\1", value.strip())
    if _DIGITS.fullmatch(text):
        return moment_of(int(text))
    humane = _HUMANE.match(text)
    try:
        if humane:
            year, month, day, hour, minute, second, milliseconds = (int(one or 0) for one in humane.groups())
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            return _microseconds(moment) + milliseconds * 1000
        return _microseconds(datetime.fromisoformat(text))
    except (ValueError, OverflowError, TypeError):
        return next(filter(None, (_formed(text, form) for form in _FORMS)), None)


def _formed(text: str, form: str) -> int | None:
    try:
        return _microseconds(datetime.strptime(text, form).replace(tzinfo=UTC))
    except ValueError:
        return None


def _microseconds(moment: datetime) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _bounded(aware.timestamp() * SECOND)


def _bounded(value: float) -> int:
    return int(min(max(value, 0), LATEST))


def _lines(data: bytes, remarks: list[str]) -> Iterator[dict[str, Any]]:
    """The lines; the last one, where it is cut off, is left out with a remark."""
    count = 0
    texts = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        count += 1
        if count > MOST_LINES:
            raise refused("bad_value", why=f"it has more than {MOST_LINES:,} lines")
        try:
            value = _decoded(text)
        except BadCard as problem:
            if problem.reason != "not_json" or count == 1 or number < len(texts):
                raise
            remarks.append("its last line is cut off, and was left out")
            return
        if not isinstance(value, dict):
            raise refused("not_json", why=f"line {number} is no object")
        yield value


def _decoded(text: bytes) -> Any:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return decode_json(text, [])
    check_depth(text, value)
    return value


def _listed(line: Mapping[str, Any], name: str) -> bool:
    return isinstance(line.get(name), list)


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""


def plain(text: str) -> str:
    """A text that both databases take."""
    return _SURROGATES.sub("\ufffd", text).replace("\0", "\ufffd")
