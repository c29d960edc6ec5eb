"""The shapes of Greenroom's own API: names in snake_case, times in RFC 3339."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from greenroom.accounts.model import Scope
from greenroom.characters import model
from greenroom.dialects.native.shapes import shape_of

if TYPE_CHECKING:  # which can't follow types that are made of others
    Canonical = dict[str, Any]
    CanonicalPatch = dict[str, Any]
else:
    Canonical = shape_of(model.Character)
    CanonicalPatch = shape_of(model.Character, patch=True)

Ignored = Annotated[
    Any,
    Meta(
        description="As answers show it; it changes nothing here.",
        extra_json_schema={"x-ignored": True},  # nothing that a client need ask its user for
    ),
]
CharacterId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
Time = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Label = Annotated[str, Meta(min_length=1, max_length=100, description="What the key is for.")]


class Account(Struct):
    """The caller's account."""

    id: str
    handle: str
    display_name: str
    plan: str
    created_at: Time


class Act(Struct):
    """Something that was done. `by` is null where nobody was known to do it, or the server's command line did."""

    id: str
    moment: Time
    act: Annotated[str, Meta(description="What: as “signed in” or “key created”. There may be further ones.")]
    by: Literal["owner", "operator"] | None
    account_id: Annotated[
        str | None, Meta(description="Whom it is about: another account where an operator asks.")
    ]
    about: Annotated[str, Meta(description="A key's id, a character's, a way to sign in; or nothing.")]


class Acts(Struct):
    """A page of what was done, newest first."""

    items: list[Act]
    next_cursor: str | None


class NewKey(Struct, forbid_unknown_fields=True):
    """What a new key is asked for with; scopes default to read and chat, and never exceed the asking key's."""

    label: Label
    scopes: tuple[Scope, ...] = ("read", "chat")
    expires_at: Time | None = None


class Key(Struct, omit_defaults=False):
    """A key as it is listed: everything but its secret."""

    id: str
    label: str
    scopes: list[Scope]
    created_at: Time
    expires_at: Time | None
    revoked_at: Time | None
    last_used_at: Time | None
    key: Annotated[str, Meta(description="The key itself: shown once, when it is made.")] | UnsetType = UNSET


class Keys(Struct):
    """All keys of the account, oldest first, revoked ones too."""

    items: list[Key]


class Character(Struct):
    """A character with the whole canonical view: the core, and each surface's facet and unknown fields."""

    id: CharacterId
    revision: int
    live_revision: int | None
    created_at: Time
    updated_at: Time
    share_url: str | None
    message_count: int
    used_count: int
    avatar_url: str
    character: Canonical


class Unwritten(Struct, forbid_unknown_fields=True, kw_only=True):
    """What answers show beside the character, and may be sent back."""

    id: Annotated[
        Any, Meta(description="Of an own character: a new one may be a copy of it with all that is its own.")
    ] = UNSET
    revision: Ignored = UNSET
    live_revision: Ignored = UNSET
    created_at: Ignored = UNSET
    updated_at: Ignored = UNSET
    share_url: Ignored = UNSET
    message_count: Ignored = UNSET
    used_count: Ignored = UNSET
    avatar_url: Ignored = UNSET


class NewCharacter(Unwritten, forbid_unknown_fields=True, kw_only=True):
    """A character to be written whole: what is not said gets its default."""

    character: Canonical


class CharacterPatch(Unwritten, forbid_unknown_fields=True, kw_only=True):
    """A JSON Merge Patch: null removes, lists are replaced whole, what is not said stays."""

    id: Ignored = UNSET
    character: CanonicalPatch


class Note(Struct):
    """Something of a file that was read otherwise than it stands there."""

    field: str
    why: str


class ReportLine(Struct):
    """What became of one thing that a file said."""

    field: Annotated[str, Meta(description="Its path in the file.")]
    fate: Annotated[
        Literal["kept", "extension", "mapped", "dropped", "dead_link"],
        Meta(
            description="Kept natively; kept in an extension; said in other words; left out; or a link to what is not there."
        ),
    ]
    why: str


class Failure(Struct):
    """A part of a file that could not be read, while others could."""

    place: str
    reason: Annotated[str, Meta(description="One of the reasons for which files are refused.")]
    why: str


class Entered(Character):
    """A character that was made of a file, and what became of everything that the file said."""

    notes: Annotated[list[Note], Meta(description="What is not as it was in the file.")]
    report: list[ReportLine]


class ImportedLorebook(Struct):
    """A lorebook of a file; `entries` is how many it has."""

    id: str
    name: str
    format: str
    entries: int


class Imported(Entered):
    """The first character of a file, and what else is to be said of that."""

    format: str
    container: str
    sha256: Annotated[str, Meta(description="Of the file, in hexadecimal digits.")]
    others: Annotated[list[Entered], Meta(description="The other characters of a file that holds several.")]
    failures: list[Failure]
    lorebooks: Annotated[
        list[ImportedLorebook],
        Meta(description="Lorebooks of the file that are no character's, kept by themselves."),
    ]
    alternatives: Annotated[
        list[str], Meta(description="Where other cards stand in it that gave way; `alternative` reads one.")
    ]


class Characters(Struct):
    """A page of characters, newest first."""

    items: list[Character]
    next_cursor: str | None


class Revision(Struct):
    """One change of a character; `changed` are core paths."""

    revision: int
    created_at: Time
    via: str
    key_id: str | None
    changed: list[str]


class Revisions(Struct):
    """A page of a character's history, newest first."""

    items: list[Revision]
    next_cursor: str | None


class WholeRevision(Revision):
    """What a character was at a revision."""

    character: Canonical


class Difference(Struct, rename={"since": "from"}):
    """What is otherwise at one revision than at another."""

    since: int
    to: int
    changes: list["Differing"]


class Differing(Struct):
    """A core path at which two revisions differ, with what was and what is there; null where nothing is."""

    path: str
    old: Any
    new: Any


class Loss(Struct):
    """Something of a character that a surface says less exactly, or not at all."""

    field: str
    why: str


class Views(Struct):
    """What each dialect shows of a character, how it says each field, what it leaves out, what its vendor never had."""

    views: dict[str, Any]
    fields: dict[str, dict[str, Literal["exact", "mapped", "kept", "none"]]]
    losses: dict[str, list[Loss]]
    remarks: dict[str, list[Loss]]


class Public(Struct):
    """A public character as everybody may see it."""

    id: CharacterId
    name: str
    subtitle: str
    description: str
    greeting: str
    category: str
    creator_tag: str
    avatar_url: str
    message_count: int
    used_count: int


class Explored(Struct):
    """A page of public characters."""

    items: list[Public]
    next_cursor: str | None


class NewAsset(Struct, forbid_unknown_fields=True):
    """A picture to be kept; its bytes alone may be sent instead."""

    picture: Annotated[
        str, Meta(description="data:image/…;base64,…", extra_json_schema={"format": "image-data-url"})
    ]


class Asset(Struct):
    """A picture of the account, made anew as WebP; `used_by` characters refer to it, or did in an earlier revision."""

    id: str
    url: str
    media_type: str
    size: int
    width: int
    height: int
    created_at: Time
    used_by: int


class Assets(Struct):
    """A page of pictures, newest first."""

    items: list[Asset]
    next_cursor: str | None


class Deleted(Struct):
    """Something that is gone."""

    id: str
    deleted: Literal[True]


class Place(Struct):
    """A container of a dialect; `created_at` is null for the one that always was."""

    dialect: str
    kind: str
    container: str
    title: str
    created_at: Time | None
    characters: int


class Places(Struct):
    """All containers of the account, by dialect and name."""

    items: list[Place]


class Standing(Struct):
    """Where a character stands in a dialect, and what it is called there."""

    dialect: str
    container: str
    name: str


class Standings(Struct):
    """Where a character stands in each dialect with names of its own."""

    items: list[Standing]


class Move(Struct, forbid_unknown_fields=True):
    """The container that a character is to stand in; it must be there."""

    container: Annotated[str, Meta(min_length=1, max_length=200, extra_json_schema={"format": "container"})]


class Rate(Struct):
    """Requests that are granted: `burst` at once, then `per_minute` evenly."""

    per_minute: int
    burst: int


class Limits(Struct):
    """By kind of endpoint; null is no limit."""

    read: Rate | None
    write: Rate | None
    chat: Rate | None


class Operation(Struct):
    """Work that goes on beside requests. `results` say what became of each file of an import, as it comes.

    `counts` counts them by state: kept, updated, unchanged, skipped, failed. `download` is where an export is fetched.
    """

    id: str
    kind: Literal["import", "account_export"]
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    created_at: Time
    finished_at: Time | None
    files: int
    counts: dict[str, int]
    results: list[dict[str, Any]]
    error: str | None
    download: str | None


class KeptLorebook(ImportedLorebook):
    """A lorebook that belongs to no character."""

    created_at: Time


class WholeKeptLorebook(KeptLorebook):
    """The same with the book itself, as cards of the third generation write it."""

    book: dict[str, Any]


class KeptLorebooks(Struct):
    """A page of lorebooks."""

    items: list[KeptLorebook]
    next_cursor: str | None


class Giving(Struct, forbid_unknown_fields=True):
    """Whose a lorebook becomes."""

    character: CharacterId


class KeptFile(Struct):
    """A file that is kept as it came; `path` is where it stood, `asset` its id, `url` where its bytes are."""

    path: str
    kind: Literal["sprite", "persona_picture", "group", "group_chat", "chat"]
    character: str | None
    name: str
    asset: str
    url: str | None
    created_at: Time


class KeptFiles(Struct):
    """A page of files that are kept as they came."""

    items: list[KeptFile]
    next_cursor: str | None


class Usage(Struct):
    """What an account has, and what its plan grants; `public_characters` are those that can be found."""

    characters: int
    public_characters: int
    assets: int
    asset_bytes: int
    plan: str
    premium_models: bool
    limits: Limits


class Problem(Struct):
    """A problem document (RFC 9457). `window` and `sizes` are tokens, where the context is too small.

    `reason` is one of a closed list of codes, where a file is refused.

    Where a reply failed, `message` is what was said, which is kept and need not be said again: `POST …/reply` has it
    answered. `reply` is what was kept of the reply, and `reply_id` tells what became of it, as the id of a message.
    """

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[dict[str, str]] | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    window: int | UnsetType = UNSET
    sizes: dict[str, int] | UnsetType = UNSET
    message: dict[str, Any] | UnsetType | None = UNSET
    reply: dict[str, Any] | UnsetType | None = UNSET
    reply_id: str | UnsetType = UNSET


class Health(Struct):
    """Whether the server lives, or is ready."""

    status: Literal["ok"]
