"""Envelopes after DSSE, the Dead Simple Signing Envelope: a payload with its type and who has signed it.

https://github.com/secure-systems-lab/dsse has the standard; in-toto, SLSA and Sigstore use it.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, NamedTuple

from kompass_spec.documents.plain import json_bytes, parse_json
from kompass_spec.documents.signing_keys import SigningKey, VerifyingKey
from kompass_spec.model.problems import InputError, Problem

__all__ = ["IN_TOTO", "Envelope", "pae", "read_envelope", "sealed"]

IN_TOTO = "application/vnd.in-toto+json"
"""The type of a payload that is an in-toto statement."""

_MOST = 100
"""The signatures that one envelope may have, so that none takes for ever to prove."""


class Envelope(NamedTuple):
    """Hold what was signed, and the signatures, each with the name that it gives its key."""

    payload: bytes
    payload_type: str
    signatures: Sequence[tuple[str, bytes]]

    def is_by(self, key: VerifyingKey) -> bool:
        """Tell whether one of the signatures is by a key, whatever name it gives that."""
        signed = pae(self.payload_type, self.payload)
        return any(key.holds(signature, signed) for _, signature in self.signatures)

    def names(self, key: VerifyingKey) -> bool:
        """Tell whether one of the signatures says that it is by a key."""
        return any(keyid == key.keyid for keyid, _ in self.signatures)


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed: type and payload, each after its length (PAE).

    >>> pae("http://example.com/HelloWorld", b"hello world").decode()
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world'
    """
    encoded = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(encoded), encoded, len(payload), payload)


def sealed(payload: bytes, key: SigningKey, payload_type: str = IN_TOTO) -> bytes:
    """Return the file of an envelope with one signature; the same key gives the same bytes each time."""
    signature = key.sign(pae(payload_type, payload))
    return json_bytes(
        {
            "payload": _encoded(payload),
            "payloadType": payload_type,
            "signatures": [{"keyid": key.public.keyid, "sig": _encoded(signature)}],
        }
    )


def read_envelope(content: bytes, file: str) -> Envelope:
    """Return the envelope with these bytes; raise ``InputError`` where they are none.

    Keys that the standard does not know are passed over, as it asks, and a key need not be named.
    """
    try:
        data = parse_json(content.decode())
        signatures = [(_text(each.get("keyid", "")), _decoded(each["sig"])) for each in data["signatures"]]
        envelope = Envelope(_decoded(data["payload"]), _text(data["payloadType"]), signatures)
        # Where letters stand that no encoding has, what is signed cannot be written.
        pae(envelope.payload_type, b"")
    except (LookupError, TypeError, AttributeError, ValueError):  # an InputError is a ValueError
        sentence = (
            "This is no envelope of DSSE: it needs payload and payloadType, and signatures with sig, in"
            " base64. Take another copy of it."
        )
        raise InputError([Problem("bad-signature", sentence, file)]) from None
    if not 0 < len(signatures) <= _MOST:
        sentence = f"The envelope has {len(signatures)} signatures. It needs one, and may have {_MOST}."
        raise InputError([Problem("bad-signature", sentence, file)])
    return envelope


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _decoded(text: Any) -> bytes:
    """Return what stands in base64, in either of its alphabets, as the standard asks."""
    try:
        return base64.b64decode(_text(text), validate=True)
    except binascii.Error:
        return base64.b64decode(_text(text), altchars=b"-_", validate=True)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
