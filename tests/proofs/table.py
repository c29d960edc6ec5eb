"""All proofs, in the order of the page."""

from tests.proofs.power_cut import POWER_CUTS
from tests.proofs.proof import Proof

PROOFS: tuple[Proof, ...] = (*POWER_CUTS,)
