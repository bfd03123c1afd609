"""Law 4, proved by a signature: "A published release never changes: same bytes, same digest, for ever"."""

import base64
import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key as make_ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as make_rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from hypothesis import given, strategies as st
from securesystemslib.dsse import Envelope as OtherEnvelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.envelopes import IN_TOTO, pae, read_envelope, sealed
from kompass_spec.documents.signing_keys import SigningKey, read_signing_key, read_verifying_key
from kompass_spec.model.problems import InputError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import digest_of, read_ledger
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.signatures import signed_ledger
from kompass_spec.releases.signing import sign_ledger
from kompass_spec.releases.statements import statement_data
from kompass_spec.releases.verification import verify_folder

LATER = runpy.run_path(str(Path(__file__).with_name("later_versions.py")))

BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")
NAME = "kompass-other"


def private_pem(key, passphrase=None):
    locked = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)


def public_pem(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def keys(tmp_path):
    """Two pairs of keys, as files: ``mine`` and ``other``."""
    for name, seed in (("mine", 1), ("other", 2)):
        key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        (tmp_path / f"{name}.pem").write_bytes(private_pem(key))
        (tmp_path / f"{name}.pub.pem").write_bytes(public_pem(key))
    return tmp_path


@pytest.fixture
def framework(tmp_path, first_published):
    shutil.copytree(first_published, tmp_path / "framework")
    return tmp_path / "framework"


@pytest.fixture
def mine(keys):
    return read_signing_key(keys / "mine.pem")


def verified(framework, *keys, name=NAME):
    return verify_folder(framework, name, registry=Registry(), plugins=Plugins(loaded=()), keys=keys)


def codes(verification):
    known = {"unknown-edition", "dangling-code"}  # no edition is installed here that a mapping could join
    return [problem.code for problem in verification.problems if problem.code not in known]


def withdraw(kompass, framework, release):
    assert kompass("release", release, "--withdraw", "Wrong.", *BY, "--framework", framework).code == 0


def signature_of(framework):
    (file,) = (framework / "signatures").iterdir()
    return file


def resealed(framework, key, **changed):
    """Sign a statement that says something else than the ledger does."""
    file = signature_of(framework)
    statement = json.loads(read_envelope(file.read_bytes(), "").payload)
    file.write_bytes(sealed(canonical_bytes({**statement, **changed}), key))
    return statement


class TestEnvelopes:
    def test_what_is_signed_is_the_known_answer_of_the_standard(self):
        """The example of the protocol of DSSE, version 1."""
        wanted = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        assert pae("http://example.com/HelloWorld", b"hello world") == wanted

    def test_lengths_are_counted_in_bytes(self):
        assert pae("å", "ö".encode()) == b"DSSEv1 2 \xc3\xa5 2 \xc3\xb6"

    def test_a_signature_is_the_known_answer_of_ed25519(self, tmp_path):
        """RFC 8032, 7.1, test 1: the empty message."""
        seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        (tmp_path / "key.pem").write_bytes(private_pem(Ed25519PrivateKey.from_private_bytes(seed)))
        assert (
            read_signing_key(tmp_path / "key.pem").sign(b"").hex().startswith("e5564300c360ac729086e2cc806e")
        )

    @given(payload=st.binary(max_size=200))
    def test_whatever_is_signed_is_read_back_and_proved(self, payload):
        key, other = signer(1), signer(2)
        envelope = read_envelope(sealed(payload, key), "")
        assert (envelope.payload, envelope.payload_type) == (payload, IN_TOTO)
        assert envelope.is_by(key.public)
        assert not envelope.is_by(other.public)
        assert sealed(payload, key) == sealed(payload, key)

    @given(payload=st.binary(max_size=100), place=st.integers(min_value=0), bit=st.integers(0, 7))
    def test_no_bit_of_what_was_signed_can_change(self, payload, place, bit):
        key = signer(1)
        data = json.loads(sealed(payload, key))
        signed = bytearray(base64.b64decode(data["payload"]) + base64.b64decode(data["signatures"][0]["sig"]))
        signed[place % len(signed)] ^= 1 << bit
        data["payload"] = base64.b64encode(signed[:-64]).decode()
        data["signatures"][0]["sig"] = base64.b64encode(signed[-64:]).decode()
        assert not read_envelope(json.dumps(data).encode(), "").is_by(key.public)

    def test_the_type_of_the_payload_is_signed_too(self, mine):
        data = {**json.loads(sealed(b"{}", mine)), "payloadType": "text/plain"}
        assert not read_envelope(json.dumps(data).encode(), "").is_by(mine.public)

    def test_the_name_of_a_key_is_a_hint_and_both_alphabets_are_read(self, mine):
        """As the standard asks of those who verify."""
        data = json.loads(sealed(b"\xff\xfe\xfd>?", mine))
        del data["signatures"][0]["keyid"]
        data["more"] = "of another version"
        for field in (data, data["signatures"][0]):
            name = "payload" if "payload" in field else "sig"
            field[name] = field[name].replace("+", "-").replace("/", "_")
        assert "_" in data["payload"]
        assert read_envelope(json.dumps(data).encode(), "").is_by(mine.public)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff",
            b"[]",
            b"{}",
            b'{"payload": "", "payloadType": "x", "signatures": []}',
            b'{"payload": 1, "payloadType": "x", "signatures": [{"sig": ""}]}',
            b'{"payload": "!", "payloadType": "x", "signatures": [{"sig": ""}]}',
            b'{"payload": "", "payloadType": "\\ud800", "signatures": [{"sig": ""}]}',
            b'{"payload": "", "payloadType": "x", "signatures": [{"sig": "", "keyid": 1}]}',
            b'{"payload": "", "payloadType": "x", "signatures": "many"}',
        ],
    )
    def test_what_is_no_envelope_is_said_to_be_none(self, content):
        with pytest.raises(InputError) as raised:
            read_envelope(content, "file")
        assert [problem.code for problem in raised.value.problems] == ["bad-signature"]

    def test_a_signature_of_another_length_is_none(self, mine):
        data = json.loads(sealed(b"{}", mine))
        data["signatures"][0]["sig"] = ""
        assert not read_envelope(json.dumps(data).encode(), "").is_by(mine.public)


def signer(seed):
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    # Hypothesis takes no fixtures that write files.
    from kompass_spec.documents.signing_keys import _verifying  # noqa: PLC0415

    return SigningKey(_verifying(key.public_key().public_bytes_raw()), key.sign)


class TestSecondImplementation:
    """securesystemslib, which TUF and in-toto use, reads what is written here, and the other way about."""

    def test_it_names_a_key_alike_and_proves_our_signature(self, keys, framework, mine):
        sign_ledger(framework, mine, NAME)
        other = SSlibKey.from_crypto(load_pem_public_key((keys / "mine.pub.pem").read_bytes()))
        assert mine.public.keyid == other.keyid
        envelope = OtherEnvelope.from_dict(json.loads(signature_of(framework).read_bytes()))
        assert envelope.pae() == pae(envelope.payload_type, envelope.payload)
        assert envelope.verify([other], 1) == {other.keyid: other}
        stranger = SSlibKey.from_crypto(load_pem_public_key((keys / "other.pub.pem").read_bytes()))
        with pytest.raises(VerificationError):
            envelope.verify([stranger], 1)

    def test_its_signature_is_proved_here(self, keys, framework, mine):
        ledger = read_ledger(framework)
        payload = canonical_bytes(statement_data(ledger, NAME, ledger.entries))
        envelope = OtherEnvelope(payload, IN_TOTO, {})
        signer = CryptoSigner(load_pem_private_key((keys / "other.pem").read_bytes(), None))
        envelope.sign(signer)
        (framework / "signatures").mkdir()
        (framework / "signatures/theirs.dsse.json").write_text(json.dumps(envelope.to_dict()), "utf-8")
        theirs = read_verifying_key(keys / "other.pub.pem")
        verification = verified(framework, theirs, mine.public)
        assert codes(verification) == []
        assert [(one.key, one.entries) for one in verification.signed] == [(signer.public_key.keyid, 9)]


class TestSigning:
    def test_a_statement_says_what_can_be_looked_at_with_common_tools(self, framework, mine):
        made = sign_ledger(framework, mine, NAME)
        assert made.written
        head, *releases = made.statement["subject"]
        last = (framework / "ledger.jsonl").read_bytes().splitlines(keepends=True)[-1]
        assert head == {"name": "ledger.jsonl#line=8,9", "digest": {"sha256": digest_of(last)}}
        assert len(releases) == 9
        for release in releases:
            assert release["digest"] == {"sha256": digest_of((framework / release["name"]).read_bytes())}
        predicate = made.statement["predicate"]
        assert (predicate["distribution"], predicate["entries"]) == (NAME, 9)
        assert {"kind": "edition", "id": "se-2016", "version": "1.0.0"} in predicate["releases"]
        envelope = read_envelope(signature_of(framework).read_bytes(), "")
        assert json.loads(envelope.payload) == made.statement

    def test_only_what_the_key_has_not_signed_is_signed_and_nothing_is_replaced(
        self, framework, kompass, mine, keys
    ):
        first = sign_ledger(framework, mine, NAME)
        before = (framework / first.file).read_bytes()
        again = sign_ledger(framework, mine, NAME)
        assert (again.file, again.written) == (first.file, False)
        withdraw(kompass, framework, "se-2020@1.0.0")
        second = sign_ledger(framework, mine, NAME)
        assert [subject["name"] for subject in second.statement["subject"]] == ["ledger.jsonl#line=9,10"]
        other = sign_ledger(framework, read_signing_key(keys / "other.pem"), NAME)
        assert len(other.statement["subject"]) == 10
        assert (framework / first.file).read_bytes() == before
        assert len({first.file, second.file, other.file}) == 3

    def test_what_lies_in_its_place_is_not_replaced(self, framework, mine):
        (framework / "signatures").mkdir()
        file = framework / f"signatures/9-{mine.public.keyid[:8]}.dsse.json"
        file.write_bytes(sealed(b"{}", signer(2)))
        before = file.read_bytes()
        with pytest.raises(InputError, match="Something else lies where the signature is written"):
            sign_ledger(framework, mine, NAME)
        assert file.read_bytes() == before
        assert [path.name for path in file.parent.iterdir()] == [file.name]

    def test_where_it_cannot_be_written_one_sentence_says_so(self, framework, mine):
        (framework / "signatures").write_bytes(b"")
        with pytest.raises(InputError) as raised:
            sign_ledger(framework, mine, NAME)
        assert [problem.code for problem in raised.value.problems] == ["unwritable-file"]

    def test_what_is_altered_is_not_signed(self, framework, mine):
        (framework / "releases/se-2016/1.0.0.json").write_bytes(b"{}")
        with pytest.raises(InputError) as raised:
            sign_ledger(framework, mine, NAME)
        assert [problem.code for problem in raised.value.problems] == ["altered-release"]
        assert not (framework / "signatures").exists()

    def test_nothing_is_signed_where_nothing_was_released(self, tmp_path, mine):
        with pytest.raises(InputError, match="This is no framework's folder"):
            sign_ledger(tmp_path, mine, NAME)
        (tmp_path / "editions").mkdir()
        with pytest.raises(InputError, match="Nothing was released here yet"):
            sign_ledger(tmp_path, mine, NAME)

    def test_outside_a_framework_its_folder_is_asked_for(self, kompass, keys, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        ran = kompass("sign", "--key", keys / "mine.pem")
        assert (ran.code, "Name the framework's folder with --framework" in ran.err) == (1, True)
        assert "edition.toml" not in ran.err

    def test_a_ledger_that_was_written_anew_is_not_signed_again(self, framework, mine):
        sign_ledger(framework, mine, NAME)
        cut(framework)
        with pytest.raises(
            InputError, match="does not lead through the head that was signed after its entry 9"
        ):
            sign_ledger(framework, mine, NAME)


def cut(framework):
    """Take the last line of a ledger away, with its file."""
    *kept, last = (framework / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (framework / "ledger.jsonl").write_bytes(b"".join(kept))
    (framework / json.loads(last)["file"]).unlink()


class TestLaterVersions:
    """What a later version has put into a ledger is counted by its lines, known here or not."""

    @pytest.fixture
    def longer(self, framework):
        """A framework with 12 lines, of which 10 does what this version does not know."""
        content = (framework / "releases/se-2016/1.0.0.json").read_bytes()
        data = {**json.loads(content), "release": "1.0.1"}
        LATER["publish_data"](framework, "xx-words", "1.0.0", {}, **{**LATER["NEWER"], "kind": "glossary"})
        LATER["publish_data"](framework, "se-2016", "1.0.1", data, colour="red")
        LATER["publish_data"](framework, "se-2016", "1.0.2", {**data, "release": "1.0.2"})
        assert (len(read_ledger(framework).entries), len(read_ledger(framework).heads())) == (11, 12)
        return framework

    def signed_by_a_later_version(self, framework, key, lines):
        """Sign the first lines of a ledger as a version does that knows each of them."""
        ledger = (framework / "ledger.jsonl").read_bytes().splitlines(keepends=True)
        entries = [json.loads(line) for line in ledger[:lines]]
        subject = [
            {
                "name": f"ledger.jsonl#line={lines - 1},{lines}",
                "digest": {"sha256": digest_of(ledger[lines - 1])},
            }
        ]
        subject += [{"name": one["file"], "digest": {"sha256": one["sha256"]}} for one in entries]
        data = statement_data(read_ledger(framework), NAME, [])
        data |= {"subject": subject, "predicate": {"distribution": NAME, "entries": lines, "releases": []}}
        (framework / "signatures").mkdir(exist_ok=True)
        (framework / f"signatures/{lines}.dsse.json").write_bytes(sealed(canonical_bytes(data), key))

    @pytest.mark.parametrize("lines", [9, 10, 11, 12])
    def test_its_signature_holds(self, longer, mine, lines):
        self.signed_by_a_later_version(longer, mine, lines)
        proved = signed_ledger(longer, read_ledger(longer), NAME, [mine.public])
        assert ([one.entries for one in proved.signed], proved.problems) == ([lines], ())

    @pytest.mark.parametrize("lines", [9, 10, 11])
    def test_no_release_is_signed_with_a_line_before_it(self, longer, mine, lines):
        self.signed_by_a_later_version(longer, mine, lines + 1)
        file = longer / f"signatures/{lines + 1}.dsse.json"
        head = {"sha256": read_ledger(longer).heads()[lines - 1]}
        statement = json.loads(read_envelope(file.read_bytes(), "").payload)
        statement["subject"][0] = {"name": f"ledger.jsonl#line={lines - 1},{lines}", "digest": head}
        statement["predicate"]["entries"] = lines
        file.write_bytes(sealed(canonical_bytes(statement), mine))
        proved = signed_ledger(longer, read_ledger(longer), NAME, [mine.public])
        assert (proved.signed, [problem.code for problem in proved.problems]) == ((), ["bad-signature"])

    def test_what_is_not_understood_is_not_signed(self, longer, mine):
        with pytest.raises(InputError) as raised:
            sign_ledger(longer, mine, NAME)
        assert [problem.code for problem in raised.value.problems] == ["newer-form"]
        assert not (longer / "signatures").exists()

    def test_a_further_key_is_signed_as_it_stands(self, framework, mine):
        data = json.loads((framework / "releases/se-2016/1.0.0.json").read_bytes())
        sign_ledger(framework, mine, NAME)
        LATER["publish_data"](framework, "se-2016", "1.0.1", {**data, "release": "1.0.1"}, colour="red")
        made = sign_ledger(framework, mine, NAME)
        assert [one["name"] for one in made.statement["subject"]] == [
            "ledger.jsonl#line=9,10", "releases/se-2016/1.0.1.json",
        ]  # fmt: skip
        proved = signed_ledger(framework, read_ledger(framework), NAME, [mine.public])
        assert [one.entries for one in proved.signed] == [10]


class TestProving:
    def test_the_last_signature_of_each_key_is_told(self, framework, kompass, mine, keys):
        sign_ledger(framework, mine, NAME)
        withdraw(kompass, framework, "se-2020@1.0.0")
        other = read_signing_key(keys / "other.pem")
        sign_ledger(framework, other, NAME)
        verification = verified(framework, mine.public, other.public)
        assert codes(verification) == []
        heads = read_ledger(framework).heads()
        told = {one.key: (one.entries, one.head) for one in verification.signed}
        assert told == {mine.public.keyid: (9, heads[8]), other.public.keyid: (10, heads[9])}
        sign_ledger(framework, mine, NAME)
        assert {one.entries for one in verified(framework, mine.public).signed} == {10}

    def test_without_a_key_nothing_is_proved_and_that_is_said(self, framework, mine):
        before = verified(framework).unchecked
        sign_ledger(framework, mine, NAME)
        added = set(verified(framework).unchecked) - set(before)
        assert added == {"its signatures, as no public key was given with `keys=`"}

    def test_by_another_key_it_is_said_and_no_error(self, framework, mine, keys):
        sign_ledger(framework, mine, NAME)
        verification = verified(framework, read_verifying_key(keys / "other.pub.pem"))
        assert (codes(verification), verification.signed) == ([], ())
        assert any("no key that was given has signed it" in reason for reason in verification.unchecked)

    def test_a_signature_in_the_name_of_a_key_that_does_not_hold(self, framework, mine):
        sign_ledger(framework, mine, NAME)
        file = signature_of(framework)
        data = json.loads(file.read_bytes())
        data["payload"] = base64.b64encode(b"{}").decode()
        file.write_text(json.dumps(data), "utf-8")
        verification = verified(framework, mine.public)
        assert (codes(verification), verification.signed) == (["bad-signature"], ())
        assert "does not hold" in verification.problems[-1].message

    def test_a_head_that_the_ledger_does_not_lead_through(self, framework, mine):
        sign_ledger(framework, mine, NAME)
        cut(framework)
        verification = verified(framework, mine.public)
        assert (codes(verification), verification.signed) == (["unknown-head"], ())

    def test_a_head_that_was_written_anew(self, framework, mine):
        """The chain is whole and every digest holds; only the signature shows it."""
        sign_ledger(framework, mine, NAME)
        lines = (framework / "ledger.jsonl").read_bytes().splitlines(keepends=True)
        entry = json.loads(lines[-1])
        lines[-1] = canonical_bytes({**entry, "reviewed_by": ["Somebody else"]}) + b"\n"
        (framework / "ledger.jsonl").write_bytes(b"".join(lines))
        assert codes(verified(framework)) == []
        assert codes(verified(framework, mine.public)) == ["unknown-head"]

    def test_a_digest_that_is_not_that_of_the_release(self, framework, mine):
        made = sign_ledger(framework, mine, NAME)
        subject = made.statement["subject"]
        subject[1]["digest"] = {"sha256": "0" * 64}
        resealed(framework, mine, subject=subject)
        verification = verified(framework, mine.public)
        assert (codes(verification), verification.signed) == (["bad-signature"], ())
        assert "is not that of the release in the ledger" in verification.problems[-1].message

    def test_what_was_signed_of_another_distribution(self, framework, mine):
        sign_ledger(framework, mine, NAME)
        assert codes(verified(framework, mine.public, name="Kompass_Other")) == []
        verification = verified(framework, mine.public, name="kompass-copy")
        assert (codes(verification), verification.signed) == (["bad-signature"], ())
        assert "was signed for the ledger of kompass-other, not for that of kompass-copy" in str(
            verification.problems[-1]
        )

    @pytest.mark.parametrize(
        "changed",
        [
            {"_type": "https://in-toto.io/Statement/v0.1"},
            {"predicateType": "https://slsa.dev/provenance/v1"},
            {"predicate": {"distribution": NAME, "entries": True, "releases": []}},
            {"predicate": {"distribution": NAME, "entries": 0, "releases": []}},
            {"predicate": {"distribution": NAME, "entries": 8, "releases": []}},
            {"predicate": {"distribution": None, "entries": 9, "releases": []}},
            {"predicate": []},
            {"subject": []},
            {"subject": [{"name": "ledger.jsonl#line=8,9", "digest": {"sha256": 1}}]},
            {"subject": [{"name": "ledger.jsonl#line=8,9", "digest": {"sha512": ""}}]},
            {"subject": [{"name": "ledger.jsonl#line=8,9", "digest": {"sha256": ""}}] * 2},
        ],
    )
    def test_what_says_nothing_of_a_ledger(self, framework, mine, changed):
        sign_ledger(framework, mine, NAME)
        resealed(framework, mine, **changed)
        verification = verified(framework, mine.public)
        assert (codes(verification), verification.signed) == (["bad-signature"], ())
        assert "no statement on a ledger" in verification.problems[-1].message

    @pytest.mark.parametrize("payload_type", ["", "text/plain", "application/json", IN_TOTO.upper()])
    def test_what_is_signed_as_something_else_is_no_statement(self, framework, mine, payload_type):
        made = sign_ledger(framework, mine, NAME)
        signature_of(framework).write_bytes(sealed(canonical_bytes(made.statement), mine, payload_type))
        verification = verified(framework, mine.public)
        assert (codes(verification), verification.signed) == (["bad-signature"], ())
        assert f"is of the type {payload_type!r}, and" in verification.problems[-1].message

    def test_line_ends_that_git_has_changed_break_no_signature(self, framework, mine):
        sign_ledger(framework, mine, NAME)
        file = signature_of(framework)
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert [one.entries for one in verified(framework, mine.public).signed] == [9]

    def test_several_can_sign_one_envelope(self, framework, mine, keys):
        sign_ledger(framework, mine, NAME)
        other = read_signing_key(keys / "other.pem")
        file = signature_of(framework)
        data = json.loads(file.read_bytes())
        again = json.loads(sealed(base64.b64decode(data["payload"]), other))
        file.write_text(json.dumps({**data, "signatures": data["signatures"] + again["signatures"]}), "utf-8")
        for key in (mine, other):
            assert [one.key for one in verified(framework, key.public).signed] == [key.public.keyid]

    def test_what_else_lies_among_the_signatures_is_passed_over(self, framework, mine):
        sign_ledger(framework, mine, NAME)
        for name in ("bundle.sigstore.json", ".DS_Store", ".hidden.dsse.json"):
            (framework / "signatures" / name).write_bytes(b"\xff")
        (framework / "signatures/folder.dsse.json").mkdir()
        assert codes(verified(framework, mine.public)) == []


class TestKeys:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"no key", "This is no key in PEM"),
            (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "damaged or cut off"),
            (b"-----BEGIN CERTIFICATE-----\nAAAA\n", "PEM of the kind 'CERTIFICATE'"),
            (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "PEM of the kind 'OPENSSH PRIVATE KEY'"),
            (b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n", "a key of the kind RSA"),
            (private_pem(make_rsa(65537, 2048)), "a key of the kind RSA"),
            (private_pem(make_ec(SECP256R1())), "a key of the kind EC"),
            (public_pem(Ed25519PrivateKey.generate()), "This is a public key, where a private one is meant"),
        ],
    )
    def test_what_cannot_sign_is_told_in_one_sentence(self, kompass, tmp_path, framework, content, said):
        (tmp_path / "key.pem").write_bytes(content)
        ran = kompass("sign", "--key", "key.pem", "--framework", framework, "--distribution", NAME)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert f"key.pem: {said}" in ran.err or said in ran.err
        # What is proposed replaces no key.
        assert "-out private.pem" not in ran.err.replace("pkey -in private.pem", "")
        assert ("Make one in a new file" in ran.err) is ("public" not in said and "damaged" not in said)
        assert not (framework / "signatures").exists()

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (private_pem(Ed25519PrivateKey.generate()), "This is a private key, where a public one is meant"),
            (private_pem(Ed25519PrivateKey.generate(), b"secret"), "This is a private key"),
            (public_pem(make_rsa(65537, 2048)), "a key of the kind RSA"),
            (public_pem(make_ec(SECP256R1())), "a key of the kind EC"),
            (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "damaged or cut off"),
            (b"-----BEGIN CERTIFICATE-----\nAAAA\n", "PEM of the kind 'CERTIFICATE'"),
            (b"no key", "This is no key in PEM"),
        ],
    )
    def test_what_cannot_prove_is_told_in_one_sentence(self, kompass, tmp_path, content, said):
        (tmp_path / "key.pem").write_bytes(content)
        ran = kompass("verify", "--key", "key.pem")
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert said in ran.err
        assert "genpkey" not in ran.err
        is_another_key = "private" not in said and "damaged" not in said
        assert ("Ask whoever publishes the ledger for the public key" in ran.err) is is_another_key

    def test_a_passphrase_stands_in_a_variable(self, kompass, tmp_path, framework):
        key = Ed25519PrivateKey.generate()
        (tmp_path / "key.pem").write_bytes(private_pem(key, "lösen".encode()))
        sign = ("sign", "--key", "key.pem", "--framework", framework, "--distribution", NAME)
        assert "encrypted. Put its passphrase into the variable KOMPASS_KEY_PASSPHRASE" in kompass(*sign).err
        wrong = kompass(*sign, KOMPASS_KEY_PASSPHRASE="wrong")  # noqa: S106 - a test's
        assert (wrong.code, "passphrase in KOMPASS_KEY_PASSPHRASE is wrong" in wrong.err) == (1, True)
        assert kompass(*sign, KOMPASS_KEY_PASSPHRASE="lösen").code == 0  # noqa: S106 - a test's

    def test_without_what_handles_keys_one_sentence_says_what_to_install(self, kompass, keys, monkeypatch):
        for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "cryptography", None)
        for arguments in (("sign", "--key", keys / "mine.pem"), ("verify", "--key", keys / "mine.pub.pem")):
            ran = kompass(*arguments)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err == (
                "kompass: Signatures are made and proved by cryptography, which is not installed. Install the"
                " extra kompass-spec[signing], from where you have kompass-spec.\n"
            )
        assert kompass("verify").code == 0


class TestCommands:
    def test_a_maintainer_signs_and_whoever_installs_it_proves_it(self, kompass, keys, framework, installed):
        sign = ("sign", "--key", keys / "mine.pem", "--framework", framework, "--distribution", NAME)
        ran = kompass(*sign)
        assert (ran.code, ran.err) == (0, "")
        assert "kompass-other: ledger.jsonl#line=8,9\n" in ran.out
        again = kompass(*sign, "--json")
        assert (again.code, again.json["written"]) == (0, False)
        assert "Nothing was written: the key has signed this head" in kompass(*sign).out
        run = installed(framework, NAME)
        done = run("verify", "--key", keys / "mine.pub.pem")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"  signed up to entry 9 of 9 by\n    {again.json['key']}\n" in done.stdout
        both = run("verify", "--json", "--key", keys / "mine.pub.pem", "--key", keys / "other.pub.pem")
        assert both.returncode == 1
        (error,) = json.loads(both.stdout)["errors"]
        assert (error["code"], error["file"]) == ("unsigned", str(keys / "other.pub.pem"))
        ledgers = {one["distribution"]: one["signed"] for one in json.loads(both.stdout)["ledgers"]}
        head = read_ledger(framework).head
        signed = {"key": again.json["key"], "entries": 9, "head": head, "file": again.json["file"]}
        assert ledgers == {NAME: [signed], "kompass-spec": []}

    def test_the_distribution_is_that_of_the_project_or_is_asked_for(self, kompass, keys, framework):
        sign = ("sign", "--key", keys / "mine.pem", "--framework", framework)
        ran = kompass(*sign)
        assert (ran.code, "Name it with --distribution" in ran.err) == (2, True)
        (framework.parent / "pyproject.toml").write_text('[project]\nname = "kompass-mine"\n', "utf-8")
        assert "kompass-mine: ledger.jsonl#line=8,9\n" in kompass(*sign).out

    def test_who_proves_nothing_waits_for_no_key(self):
        program = (
            "import sys; from kompass_spec.cli import main; main(['verify', '--json']);"
            " print('cryptography' in sys.modules, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stderr == "False\n"
