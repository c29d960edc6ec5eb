"""Reports: what somebody says is wrong with a character or an account's page, and what operators decide about it."""

from typing import Literal, NamedTuple, get_args

from greenroom.accounts import audit, service
from greenroom.accounts.operators import require_operator
from greenroom.characters import standings, store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record
from greenroom.characters.standings import State
from greenroom.community.appearance import public_page
from greenroom.database import Row, Transaction, Value, statements
from greenroom.kit.ids import is_base62, is_uuid
from greenroom.problems import BadValue, NotFound

SQL = statements(__package__)

Reason = Literal["illegal", "minors", "hate", "person", "copyright", "spam", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)
LONGEST_TEXT = 2000


class Report(NamedTuple):
    """A report that nobody has settled. `account_id` is whose the character is, or whose page, where no character is named.

    `reporter_id` is None if they are gone.
    """

    report_id: str
    account_id: str
    character_id: str | None
    reporter_id: str | None
    reason: Reason
    text: str
    created_at: int


def report(
    db: Transaction, reporter_id: str, character_id: str, reason: str, text: str, share_id: str | None = None
) -> str:
    """Report a public character, or one behind a share link; the report's id.

    Who reports it again, before it is settled, changes what they said. Raises BadValue or NotFound.
    """
    told = _told(reason, text)
    record = _shown(db, character_id, share_id)
    named = {"account_id": record.account_id, "reporter_id": reporter_id}
    found = db.one(SQL.open_report, named | {"character_id": character_id})
    return _kept(db, named | told, character_id, found)


def report_account(db: Transaction, reporter_id: str, handle: str, reason: str, text: str) -> str:
    """Report an account for what stands on its page; the report's id. Raises BadValue or NotFound; else as `report`."""
    told = _told(reason, text)
    account = public_page(db, handle)
    named = {"account_id": account.account_id, "reporter_id": reporter_id}
    return _kept(db, named | told, None, db.one(SQL.open_report_of_account, named))


def settle_account(db: Transaction, operator_id: str, handle: str) -> None:
    """Settle what was reported of an account's page, whatever was done about it; raises NotAdmitted or NotFound."""
    require_operator(db, operator_id)
    account = service.find_account(db, f"@{handle}")
    if db.run(SQL.settle_reports_of_account, {"account_id": account.account_id, "now": db.now}):
        audit.note(db, "report settled", account.account_id, by=operator_id)


def _told(reason: str, text: str) -> dict[str, str]:
    if reason not in REASONS:
        raise BadValue("reason", f"must be one of {', '.join(REASONS)}")
    return {"reason": reason, "text": _text(text)}


def _kept(db: Transaction, said: dict[str, str], character_id: str | None, before: Row | None) -> str:
    """The id of a report that is new, or says now something else than it did before."""
    if before:
        told = {name: said[name] for name in ("account_id", "reason", "text")}
        db.run(SQL.update_report, told | {"report_id": before[0]})
        return str(before[0])
    report_id = db.new_id()
    db.run(SQL.insert_report, said | {"character_id": character_id, "report_id": report_id, "now": db.now})
    act: audit.Act = "character reported" if character_id else "account reported"
    about = f"{character_id} {said['reason']}" if character_id else said["reason"]
    audit.note(db, act, said["account_id"], by=said["reporter_id"], about=about)
    return report_id


def list_reports(db: Transaction, operator_id: str, most: int, after: str = "") -> list[Report]:
    """Reports that nobody has settled, oldest first, from the one after `after` on; raises NotAdmitted."""
    require_operator(db, operator_id)
    return [Report(*row) for row in db.all(SQL.open_reports, {"after": after, "most": most})]


def list_waiting(db: Transaction, operator_id: str, most: int) -> list[standings.Waiting]:
    """Characters that wait for approval, the longest waiting first; raises NotAdmitted."""
    require_operator(db, operator_id)
    return standings.waiting(db, most)


def withhold(db: Transaction, catalogue: Catalogue, operator_id: str, character_id: str, reason: str) -> None:
    """Keep a character from everybody but its owner, who is told the reason; its reports are settled by it.

    Raises NotAdmitted, BadValue or NotFound.
    """
    if not reason.strip():
        raise BadValue("reason", "must not be empty: the owner is told it")
    _decide(db, catalogue, operator_id, character_id, "withheld", _text(reason, "reason"))


def approve(db: Transaction, catalogue: Catalogue, operator_id: str, character_id: str) -> None:
    """Let others see a character that waits, is withheld or was reported; its reports are settled by it.

    Raises NotAdmitted or NotFound.
    """
    _decide(db, catalogue, operator_id, character_id, "approved", "")


def _decide(
    db: Transaction, catalogue: Catalogue, operator_id: str, character_id: str, state: State, reason: str
) -> None:
    require_operator(db, operator_id)
    owner = store.owner(db, character_id) if is_uuid(character_id) else None
    record = store.find_live(db, owner[0], character_id) if owner else None
    if record is None:
        raise NotFound("character", character_id)
    standings.decide(db, record, state, reason)
    catalogue.reconsider(db, record)
    named: dict[str, Value] = {"account_id": record.account_id, "character_id": character_id}
    settled = db.run(SQL.settle_reports, named | {"now": db.now})
    act: audit.Act = "character withheld" if state == "withheld" else "character approved"
    audit.note(db, act, record.account_id, by=operator_id, about=character_id)
    if settled:
        audit.note(db, "report settled", record.account_id, by=operator_id, about=character_id)


def _shown(db: Transaction, character_id: str, share_id: str | None) -> Record:
    record = store.find_public(db, character_id) if is_uuid(character_id) else None
    if record is None and share_id and is_base62(share_id):
        record = store.find_shared(db, share_id)
    if record is None or record.character_id != character_id:
        raise NotFound("character", character_id)
    return record


def _text(text: str, field: str = "text") -> str:
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise BadValue(field, f"must have at most {LONGEST_TEXT} characters")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadValue(field, "must be text without U+0000")
    return text
