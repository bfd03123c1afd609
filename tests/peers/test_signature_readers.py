"""What tools of the field make of our signatures: in-toto takes the statement, trestle the envelope."""

import json
import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.envelopes import read_envelope
from kompass_spec.documents.signing_keys import read_signing_key
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import read_ledger
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.signing import sign_ledger
from kompass_spec.releases.statements import statement_data
from kompass_spec.releases.verification import verify_folder

pytestmark = pytest.mark.peers

NAME = "kompass-other"


@pytest.fixture
def framework(tmp_path, first_published):
    shutil.copytree(first_published, tmp_path / "framework")
    return tmp_path / "framework"


@pytest.fixture
def key(tmp_path):
    """A private key in ``private.pem``, beside the public one in ``public.pem``."""
    key = Ed25519PrivateKey.generate()
    (tmp_path / "private.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / "public.pem").write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return read_signing_key(tmp_path / "private.pem")


def envelope_of(framework, key):
    return (framework / sign_ledger(framework, key, NAME).file).read_bytes()


def test_in_toto_takes_the_statement(framework, key):
    from google.protobuf import json_format  # noqa: PLC0415 - the peer is in a group of its own
    from in_toto_attestation.v1 import statement_pb2  # noqa: PLC0415 - see above
    from in_toto_attestation.v1.statement import Statement  # noqa: PLC0415 - see above

    payload = read_envelope(envelope_of(framework, key), "").payload
    # Unknown keys are refused, as ``ignore_unknown_fields`` is not given.
    read = Statement.copy_from_pb(json_format.Parse(payload, statement_pb2.Statement()))
    read.validate()
    assert read.pb.subject[0].digest["sha256"] == read_ledger(framework).head
    assert len(read.pb.subject) == 10


def test_trestle_proves_the_envelope(framework, key):
    from trestle.common.err import TrestleError  # noqa: PLC0415 - the peer is in a group of its own
    from trestle.core.signing import load_pem_public_key, verify_dsse_payload  # noqa: PLC0415 - see above

    public = load_pem_public_key(framework.parent / "public.pem")
    data = json.loads(envelope_of(framework, key))
    statement = json.loads(verify_dsse_payload(data, public))
    assert statement["predicate"]["distribution"] == NAME
    with pytest.raises(TrestleError):
        verify_dsse_payload({**data, "payload": "e30="}, public)


def test_an_envelope_of_trestle_is_proved_here(framework, key):
    from trestle.core.signing import (  # noqa: PLC0415 - the peer is in a group of its own
        load_pem_private_key_signer,
        sign_in_toto_statement,
    )

    ledger = read_ledger(framework)
    signer = load_pem_private_key_signer(framework.parent / "private.pem")
    data = sign_in_toto_statement(statement_data(ledger, NAME, ledger.entries), signer)
    assert (
        canonical_bytes(statement_data(ledger, NAME, ledger.entries))
        == read_envelope(json.dumps(data).encode(), "").payload
    )
    (framework / "signatures").mkdir()
    (framework / "signatures/theirs.dsse.json").write_text(json.dumps(data), "utf-8")
    verified = verify_folder(
        framework, NAME, registry=Registry(), plugins=Plugins(loaded=()), keys=[key.public]
    )
    assert [(one.key, one.entries) for one in verified.signed] == [(key.public.keyid, 9)]
