"""Every signed file of the collection gets the verdict that fits what was done to it.

The trust store is empty, so that a file nobody tampered with is ``untrusted``. What the attack files are:
``replace`` changes a payee by a form field, ``annotation-and-visible-change`` and ``annot-added`` put remarks
over a page, ``replaced-reason`` and ``spoofing-attack`` rewrite or copy a signature dictionary,
``INCSAVE_signed_EDITED`` and ``multiple-fields`` show one signature in two fields, ``copied-doctst`` and
``duplicated-doctst`` carry a time stamp of other bytes, ``byterange-overlap``, ``siwa``, ``gap-too-big`` and
``weird-byterange`` leave out more than the signature, ``not-all-paths`` and ``override-...-sneaky`` change a
part of the catalogue. ``SHA3_256withRSA`` names another hash than it was made with. Of
``pades-5-signatures`` the last cross-reference table points before the file, so that only a repair shows it.
``test-with-vri`` had a text field filled in after an approval. In ``...-ap-indirect-sneaky`` the second
signature shows a new drawing and leaves the old one, which the catalogue names too, as it was.
"""

from pathlib import Path

import pytest

from signing.model import Verdict
from signing.trust import TrustStore
from signing.validate import verify

EXPECTED = {
    Verdict.UNREADABLE: """
        pyhanko/embedded-encrypted-nocf
        pyhanko/malformed-encrypt-dict1
        pyhanko/minimal-aes256-empty-encrypted-string
        pyhanko/minimal-aes256-malformed-oe
        pyhanko/minimal-aes256-malformed-perms
        pyhanko/minimal-pubkey-aes256
        pyhanko/minimal-pubkey-rc4-envelope
        pyhanko/minimal-pubkey-unknown-envelope-alg
        pyhanko/minimal-rc4
        pyhanko/minimal-two-fields-pubkey-rc4
        pyhanko/minimal-with-field-aes256
        pyhanko/minimal-with-field-pubkey-aes256
        pyhanko/minimal-with-field-rc4
        pyhanko/pubkey-3des-test
        pyhanko/pubkey-ecc-test
        pyhanko/signed-encrypted-pubkey-with-catalog-ref
    """,
    Verdict.UNSIGNED: """
        dss/validation__retrieved-modified_after_signature
        pyhanko/CompactedPDFSyntaxTest
        pyhanko/broken-objstream2
        pyhanko/broken-objstream6
        pyhanko/circular-page-tree
        pyhanko/form-tree-circular-ref-input
        pyhanko/leaky-graphics-state-doc
        pyhanko/minimal-broken-xref-size
        pyhanko/minimal-hybrid-xref
        pyhanko/minimal-startxref-hopeless
        pyhanko/minimal-startxref-obo3
        pyhanko/minimal-startxref-obo4
        pyhanko/minimal-two-fields-tagged
        pyhanko/minimal-two-fields
        pyhanko/minimal-two-pages
        pyhanko/minimal-with-field-tagged
        pyhanko/minimal-with-field
        pyhanko/minimal-with-orphaned-xrefs
        pyhanko/minimal-with-simple-form
        pyhanko/no-mediabox
        pyhanko/page-tree-direct-kid
        pyhanko/scribble-decomp
        pyhanko/scribble-in-arr
        pyhanko/scribble
        pyhanko/simple-acroform-states
        pyhanko/struct-tree-circular-ref
    """,
    Verdict.BROKEN: """
        dss/validation__dss-1420__PAdES-BpB-att-SHA256-SHA3_256withRSA
        dss/validation__malformed-pades
        dss/validation__pades-5-signatures-and-1-document-timestamp
        dss/validation__pades-lta-copied-doctst
        dss/validation__pades-t-duplicated-doctst
        dss/validation__pades_infinite_loop
        dss/validation__pdf-byterange-overlap
        dss/validation__pdf-spoofing-attack
        dss/validation__pdf-with-empty-sig
        dss/validation__siwa
        pyhanko/one-byterange
        pyhanko/signature-gap-too-big
        pyhanko/weird-byterange
        vn_gov/recompressed_B01
    """,
    Verdict.ALTERED: """
        dss/validation__dss-2236__annotation-and-visible-change
        dss/validation__dss-2236__replace
        dss/validation__hello_signed_INCSAVE_signed_EDITED
        dss/validation__pades-signed-annot-added
        dss/validation__pades-spoofing-replaced-reason
        dss/validation__signature-referenced-from-multiple-fields
        dss/validation__test-with-vri
        pyhanko/extensions-indirect-not-all-paths
        pyhanko/form-update-override-appearance-stream-sneaky
        pyhanko/tail-uncovered
    """,
    Verdict.UNTRUSTED: """
        afirma/TEST_PDF_Certified
        afirma/TEST_PDF_Signed
        dss/validation__AD-RB
        dss/validation__DSS-1683
        dss/validation__DSS-2155
        dss/validation__DSS-2821
        dss/validation__DSS-3226
        dss/validation__DSS-3298
        dss/validation__PAdESWithCrossCertificateOCSP
        dss/validation__Signature-P-DE_SCI-4
        dss/validation__Signature-P-FR_CS-5
        dss/validation__Signature-P-HU_MIC-1
        dss/validation__Signature-P-HU_MIC-3
        dss/validation__Signature-P-HU_NET-2
        dss/validation__Signature-P-HU_POL-3
        dss/validation__Signature-P-HU_POL-7
        dss/validation__Signature-P-SK-6
        dss/validation__TEST2_signed_with_zero_policy_hash
        dss/validation__Test.signed_Certipost-2048-SHA512.extended-LTA
        dss/validation__TestToSignPDFSHA256_TST_SIG_NOT_FOUND
        dss/validation__doc-firmado-T
        dss/validation__dss-1188__Test
        dss/validation__dss-1376__DSS1376-rev_n-2
        dss/validation__dss-1376__DSS1376-rev_n-3
        dss/validation__dss-1376__DSS1376-rev_n-4
        dss/validation__dss-1696__Test.signed_Certipost-2048-SHA512.extended.extended-2019-07-02
        dss/validation__dss-1696__Test.signed_Certipost-2048-SHA512.extended
        dss/validation__dss-1959__pades-revoc-removed-from-dss-dict
        dss/validation__dss-1959__pades-tst-with-orphan-refs
        dss/validation__dss-2554__certified-changes-permitted
        dss/validation__dss-PLAIN-ECDSA__TeleSec_PKS_eIDAS_QES_CA_1-baseline-b
        dss/validation__evidence-record__Signature-P-B-7da49953-d837-4f0b-8f38-aa5aa4181e3c
        dss/validation__evidence-record__Signature-P-LT-ef971596-8f2e-407d-a413-aae9cb9b8e4a
        dss/validation__muestra-firmado-firmado
        dss/validation__pades-level-b-sig-policy-invalid-digest-algo
        dss/validation__pades-lt-extended-abde
        dss/validation__pades-ltv-from-epes
        dss/validation__pades-ltv-with-reason
        dss/validation__pades-ocsp-archiveCutOff-invalid
        dss/validation__pades-t-level-extended
        dss/validation__pades-tst-with-null-type
        dss/validation__pdf-eof
        dss/validation__pdf-structtreeroot-changes
        dss/validation__pkcs7-no-message-digest
        dss/validation__pkcs7
        dss/validation__pkcs7_sha1
        dss/validation__timestamped_and_signed
        pyhanko/certified-with-indirect-refs-in-dir
        pyhanko/extensions-indirect
        pyhanko/form-update-no-override-appearance-stream-ap-indirect-sneaky
        pyhanko/form-update-no-override-appearance-stream-ap-indirect
        pyhanko/form-update-original-ap-type-wrong
        pyhanko/form-update-override-appearance-stream
        pyhanko/minimal-two-fields-signed-twice
        pyhanko/pades-lta-dss-indirect-arrs-test-2
        pyhanko/pades-with-old-style-signing-cert-attr
        pyhanko/separate-annots-kids-indir
        vn_gov/cv2243_signed5
        vn_gov/kg_513_syt
        vn_gov/nd106_2025
        vn_gov/nd45_2020
        vn_gov/tt51_2025_bca
    """,
}
TABLE = [(name, verdict) for verdict, names in EXPECTED.items() for name in names.split()]


@pytest.mark.parametrize(("name", "verdict"), TABLE)
def test_the_verdict_fits_what_was_done_to_the_file(shared_data: Path, name: str, verdict: Verdict) -> None:
    path = shared_data / "signed" / f"{name}.pdf"
    assert verify(path, store=TrustStore(), fetch_revocation=False).verdict is verdict


def test_the_table_names_every_file(shared_data: Path) -> None:
    folder = shared_data / "signed"
    files = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.pdf")}
    assert files == {name for name, _ in TABLE}
