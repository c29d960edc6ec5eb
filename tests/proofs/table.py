"""All proofs, in the order of the page."""

from tests.proofs.host_loss import HOST_LOSS
from tests.proofs.power_cut import POWER_CUTS
from tests.proofs.proof import Proof
from tests.proofs.sick_disk import SICK_DISKS
from tests.proofs.storm import STORM
from tests.proofs.unreachable import UNREACHABLE

PROOFS: tuple[Proof, ...] = (*POWER_CUTS, HOST_LOSS, *SICK_DISKS, STORM, UNREACHABLE)
