"""The shapes of Greenroom's own API: names in snake_case, times in RFC 3339; a file for each kind of thing."""

from greenroom.dialects.native.wire.account import Account, Act, Acts, Limits, Rate, Usage
from greenroom.dialects.native.wire.assets import Asset, Assets, NewAsset
from greenroom.dialects.native.wire.characters import (
    Canonical,
    CanonicalPatch,
    Character,
    CharacterPatch,
    Characters,
    NewCharacter,
    Unwritten,
)
from greenroom.dialects.native.wire.explore import Explored, Public
from greenroom.dialects.native.wire.health import Health
from greenroom.dialects.native.wire.imports import (
    Entered,
    Failure,
    Imported,
    ImportedLorebook,
    Note,
    ReportLine,
)
from greenroom.dialects.native.wire.kept_files import KeptFile, KeptFiles
from greenroom.dialects.native.wire.keys import Key, Keys, Label, NewKey
from greenroom.dialects.native.wire.lorebooks import Giving, KeptLorebook, KeptLorebooks, WholeKeptLorebook
from greenroom.dialects.native.wire.operations import Operation, Operations
from greenroom.dialects.native.wire.places import Move, Place, Places, Standing, Standings
from greenroom.dialects.native.wire.problem import Problem
from greenroom.dialects.native.wire.revisions import Difference, Differing, Revision, Revisions, WholeRevision
from greenroom.dialects.native.wire.values import CharacterId, Deleted, Ignored, Time
from greenroom.dialects.native.wire.views import Loss, Views

__all__ = [
    "Account",
    "Act",
    "Acts",
    "Asset",
    "Assets",
    "Canonical",
    "CanonicalPatch",
    "Character",
    "CharacterId",
    "CharacterPatch",
    "Characters",
    "Deleted",
    "Difference",
    "Differing",
    "Entered",
    "Explored",
    "Failure",
    "Giving",
    "Health",
    "Ignored",
    "Imported",
    "ImportedLorebook",
    "KeptFile",
    "KeptFiles",
    "KeptLorebook",
    "KeptLorebooks",
    "Key",
    "Keys",
    "Label",
    "Limits",
    "Loss",
    "Move",
    "NewAsset",
    "NewCharacter",
    "NewKey",
    "Note",
    "Operation",
    "Operations",
    "Place",
    "Places",
    "Problem",
    "Public",
    "Rate",
    "ReportLine",
    "Revision",
    "Revisions",
    "Standing",
    "Standings",
    "Time",
    "Unwritten",
    "Usage",
    "Views",
    "WholeKeptLorebook",
    "WholeRevision",
]
