"""Keys that sign and prove, in PEM: only Ed25519, which has no parameter to choose wrongly.

They are handled by ``cryptography``, of the extra ``kompass-spec[signing]``. ``securesystemslib`` would do it
too, but by the same package, and what it adds is small: the encoding that is signed, and the rule by which a
key is named. Both are here, by the same standard, and tests have each read what the other has written.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.disk import read_bytes
from kompass_spec.model.problems import InputError, Problem, UsageError

__all__ = ["PASSPHRASE", "SigningKey", "VerifyingKey", "read_signing_key", "read_verifying_key"]

PASSPHRASE = "KOMPASS_KEY_PASSPHRASE"  # noqa: S105 - the name of the variable, not what it holds
"""The variable that holds the passphrase of an encrypted private key."""

_BEGIN = b"-----BEGIN "
_MAKE = (
    "Make one in a new file, as openssl replaces what is there: openssl genpkey -algorithm ed25519 -out"
    " new-private.pem"
)
_ASK = "Ask whoever publishes the ledger for the public key."
_PUBLISH = "openssl pkey -in private.pem -pubout -out public.pem"
_ENCRYPTED = "ENCRYPTED PRIVATE KEY"
_OF_ONE_KIND = {
    "RSA PRIVATE KEY": "RSA",
    "RSA PUBLIC KEY": "RSA",
    "EC PRIVATE KEY": "EC",
    "DSA PRIVATE KEY": "DSA",
}


class VerifyingKey(NamedTuple):
    """Hold a public key: its name, its 32 bytes, and whether a signature over bytes is by it."""

    keyid: str
    public: bytes
    holds: Callable[[bytes, bytes], bool]


class SigningKey(NamedTuple):
    """Hold a private key: the public one that belongs to it, and what signs bytes."""

    public: VerifyingKey
    sign: Callable[[bytes], bytes]


def read_signing_key(path: Path) -> SigningKey:
    """Return the private key in a file.

    Raise ``InputError`` where it holds none, ``UsageError`` where what handles keys is not installed.
    """
    content, label = _pem(path, _MAKE)
    _require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if label == "PUBLIC KEY":
        _refuse(path, "This is a public key, where a private one is meant, which signs. Name that.")
    if label not in {"PRIVATE KEY", _ENCRYPTED}:
        _refuse_label(path, label, _MAKE)
    passphrase = os.environ.get(PASSPHRASE, "") if label == _ENCRYPTED else ""
    if label == _ENCRYPTED and not passphrase:
        _refuse(path, f"This key is encrypted. Put its passphrase into the variable {PASSPHRASE}.")
    try:
        key = load_pem_private_key(content, passphrase.encode() or None)
    except Exception:  # noqa: BLE001 - whatever is wrong with the key, it cannot be used
        _refuse_broken(path, encrypted=label == _ENCRYPTED)
    if not isinstance(key, Ed25519PrivateKey):
        _refuse_kind(path, key, _MAKE)
    return SigningKey(_verifying(key.public_key().public_bytes_raw()), key.sign)


def read_verifying_key(path: Path) -> VerifyingKey:
    """Return the public key in a file.

    Raise ``InputError`` where it holds none, ``UsageError`` where what handles keys is not installed.
    """
    content, label = _pem(path, _ASK)
    _require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if label in {"PRIVATE KEY", _ENCRYPTED, "OPENSSH PRIVATE KEY"}:
        sentence = (
            "This is a private key, where a public one is meant. Keep it to yourself, and make the public"
            f" one: {_PUBLISH}"
        )
        _refuse(path, sentence)
    if label != "PUBLIC KEY":
        _refuse_label(path, label, _ASK)
    try:
        key = load_pem_public_key(content)
    except Exception:  # noqa: BLE001 - whatever is wrong with the key, it cannot be used
        _refuse_broken(path, encrypted=False)
    if not isinstance(key, Ed25519PublicKey):
        _refuse_kind(path, key, _ASK)
    return _verifying(key.public_bytes_raw())


def _verifying(public: bytes) -> VerifyingKey:
    # Only who signs or proves waits for this import, and only there is it sure to be installed.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    def holds(signature: bytes, signed: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
        except InvalidSignature:
            return False
        return True

    return VerifyingKey(_keyid(public), public, holds)


def _keyid(public: bytes) -> str:
    """Return the name of a key as TUF, in-toto and securesystemslib give it.

    It is the SHA-256 of the key in canonical JSON.

    >>> _keyid(bytes(32))[:8]
    '7f737336'
    """
    import hashlib

    keyval = {"public": public.hex()}
    described = {"keytype": "ed25519", "scheme": "ed25519", "keyval": keyval}
    return hashlib.sha256(canonical_bytes(described)).hexdigest()


def _require_cryptography() -> None:
    try:
        import cryptography  # noqa: F401 - only whether it is there
    except ImportError:
        sentence = (
            "Signatures are made and proved by cryptography, which is not installed. Install the extra"
            " kompass-spec[signing], from where you have kompass-spec."
        )
        raise UsageError([Problem("wrong-usage", sentence)]) from None


def _pem(path: Path, advice: str) -> tuple[bytes, str]:
    """Return the bytes of a key file, and what its first line calls it; ``advice`` is where to get one."""
    content = read_bytes(path).lstrip()
    label, dashes, _ = content.removeprefix(_BEGIN).partition(b"-----")
    if not content.startswith(_BEGIN) or not dashes or b"\n" in label:
        _refuse(path, f"This is no key in PEM, which begins with -----BEGIN. {advice}")
    return content, label.decode("ascii", "replace")


def _refuse_label(path: Path, label: str, advice: str) -> NoReturn:
    if label in _OF_ONE_KIND:
        _refuse_named(path, _OF_ONE_KIND[label], advice)
    sentence = f"This is PEM of the kind {label!r}, where a key is meant as openssl writes it. {advice}"
    _refuse(path, sentence)


def _refuse_kind(path: Path, key: object, advice: str) -> NoReturn:
    name = type(key).__name__.removesuffix("PrivateKey").removesuffix("PublicKey").strip("_")
    _refuse_named(path, {"EllipticCurve": "EC"}.get(name, name), advice)


def _refuse_named(path: Path, kind: str, advice: str) -> NoReturn:
    _refuse(path, f"This is a key of the kind {kind}. Ledgers are signed with Ed25519. {advice}")


def _refuse_broken(path: Path, *, encrypted: bool) -> NoReturn:
    if encrypted:
        _refuse(
            path, f"The key cannot be read: the passphrase in {PASSPHRASE} is wrong, or the file is damaged."
        )
    _refuse(path, "The key cannot be read: the file is damaged or cut off. Take another copy of it.")


def _refuse(path: Path, sentence: str) -> NoReturn:
    raise InputError([Problem("bad-key", sentence, str(path))])
