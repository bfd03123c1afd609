"""What later versions of kompass-spec may publish, written by hand into the framework of a test."""

import json

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.registry.ledger import LEDGER, digest_of

NEWER = {"form": 3, "core": "0.7.0", "colour": "red"}


def data_of(framework, name, version):
    """Return a release as plain data."""
    return json.loads((framework / f"releases/{name}/{version}.json").read_text("utf-8"))


def append(framework, **said):
    """Append an entry to a ledger, chained as it must be; nothing else is asked of it."""
    ledger = framework / LEDGER
    known = ledger.read_bytes()
    last = known.splitlines(keepends=True)[-1]
    entry = {"reviewed_by": ["A. Reviewer"], "reason": None, "to": None, "date": "2027-03-01"}
    line = canonical_bytes({**entry, **said, "previous": digest_of(last)})
    ledger.write_bytes(known + line + b"\n")


def publish_data(framework, name, version, data, kind="edition", **said):
    """Publish plain data as a release, in an entry of form 2 unless it is said otherwise."""
    content = canonical_bytes(data)
    file = f"releases/{name}/{version}.json"
    (framework / file).parent.mkdir(parents=True, exist_ok=True)
    (framework / file).write_bytes(content)
    of_form_2 = {"form": 2, "core": "0.2.0", "rules": 1, "after": None, "day": None}
    entry = {"action": "release", "kind": kind, "id": name, "version": version, "file": file}
    append(framework, **{**entry, "sha256": digest_of(content), **of_form_2, **said})
