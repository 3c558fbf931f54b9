"""pyHanko's simulation of a validation years ahead: is everything inside that it will need?"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import simulate_future_ades_lta_validation
from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec, SignatureValidationSpec
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from signing.trust import TrustStore


def survives(path: Path, store: TrustStore, *, years: int) -> list[bool]:
    """Tell of each signature whether it can still be proved then, without any network.

    The simulation takes no document time stamp for the time of a signature: it needs the signature's own.
    """
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(list(store.anchors)),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    usages = KeyUsageConstraints(key_usage=set())
    spec = PdfSignatureValidationSpec(SignatureValidationSpec(policy, key_usage_settings=usages))
    then = datetime.now(UTC) + timedelta(days=365 * years)
    with path.open("rb") as stream:
        reader = PdfFileReader(stream)
        return [
            asyncio.run(simulate_future_ades_lta_validation(each, spec, then)).ades_subindic is AdESPassed.OK
            for each in reader.embedded_regular_signatures
        ]
