"""All proofs, in the order of the page."""

from tests.proofs.backups import BACKUP
from tests.proofs.deletion import DELETION
from tests.proofs.fleet import FLEET
from tests.proofs.host_loss import HOST_LOSS
from tests.proofs.migration import MIGRATION
from tests.proofs.mixed import MIXED
from tests.proofs.power_cut import POWER_CUTS
from tests.proofs.proof import Proof
from tests.proofs.sick_disk import SICK_DISKS
from tests.proofs.storm import STORM
from tests.proofs.suites import SUITES
from tests.proofs.unreachable import UNREACHABLE

_BY_NAME = {proof.name: proof for proof in SUITES}

PROOFS: tuple[Proof, ...] = (
    *POWER_CUTS,
    HOST_LOSS,
    MIXED,
    UNREACHABLE,
    *SICK_DISKS,
    _BY_NAME.pop("kill-at-each-step"),
    STORM,
    _BY_NAME.pop("aborted-requests"),
    *FLEET,
    BACKUP,
    MIGRATION,
    DELETION,
    *_BY_NAME.values(),
)

NAMED = {proof.name: proof for proof in PROOFS}
