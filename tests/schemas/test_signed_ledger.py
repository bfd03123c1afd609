"""What is proved of a signed ledger fits its schema."""

import shutil

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kompass_spec import load_plugins, load_registry
from kompass_spec.documents.signing_keys import read_signing_key
from kompass_spec.releases.signing import sign_ledger
from kompass_spec.releases.verification import verification_data, verify_folder


def test_what_is_proved_of_a_signed_ledger_fits_its_schema(
    tmp_path, first_published, check_shipped, check_complete
):
    shutil.copytree(first_published, tmp_path / "framework")
    key = Ed25519PrivateKey.generate()
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    signing = read_signing_key(tmp_path / "key.pem")
    sign_ledger(tmp_path / "framework", signing, "kompass-other")
    plugins = load_plugins("scorers")
    verified = verify_folder(
        tmp_path / "framework",
        "kompass-other",
        registry=load_registry(),
        plugins=plugins,
        keys=[signing.public],
    )
    data = verification_data((verified,))
    (signed,) = data["ledgers"][0]["signed"]
    assert signed["entries"] == data["ledgers"][0]["entries"]
    assert check_shipped("verification", data) == check_complete("verification", data) == []
