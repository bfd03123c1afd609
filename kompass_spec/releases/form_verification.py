"""Say of a ledger what is of a form, or made under rules, that this version of kompass-spec does not know."""

from collections.abc import Iterator

from kompass_spec.documents.forms import FORM, form_of
from kompass_spec.documents.plain import parse_json
from kompass_spec.registry.ledger import Action, Entry, Ledger
from kompass_spec.releases.step_rules import rules_of
from kompass_spec.releases.subjects import Subject

__all__ = ["is_newer", "newer_parts"]


def is_newer(content: bytes) -> bool:
    """Tell whether the bytes of a release are of a form that this version does not read."""
    try:
        return form_of(parse_json(content.decode())) > FORM
    except ValueError:  # an InputError is one; what is wrong is said where the release is read
        return False


def newer_parts(subject: Subject) -> Iterator[str]:
    """Say which entries and releases are not checked wholly, since a later version wrote them.

    Their bytes and the chain are.
    """
    yield from _newer_entries(subject.ledger)
    for entry in subject.ledger.entries:
        what = f"{entry.id}@{entry.version}"
        content = subject.bytes_of(entry)
        if content is not None and is_newer(content):
            yield f"{what}: a release of form {form_of(parse_json(content.decode()))}{_readers(entry)}"
        elif entry.action is Action.RELEASE and entry.form <= FORM and rules_of(entry) not in subject.rules:
            yield (
                f"{what}: its step, which was made under rules {rules_of(entry)}; this version knows those up"
                f" to {max(subject.rules)}"
            )
    if subject.ledger.further_keys:
        listed = ", ".join(subject.ledger.further_keys)
        yield f"keys of entries that this version does not know: {listed}"


def _newer_entries(ledger: Ledger) -> Iterator[str]:
    for entry in ledger.entries:
        if entry.form > FORM:
            yield f"{entry.id}@{entry.version}: an entry of form {entry.form}{_readers(entry)}"
    for unknown in ledger.unknown:
        readers = "" if unknown.core is None else f", which kompass-spec {unknown.core} and later read"
        yield (
            f"{unknown.id}@{unknown.version}: {unknown.action!r} of a {unknown.kind!r}, in an entry of form"
            f" {unknown.form}{readers}"
        )


def _readers(entry: Entry) -> str:
    return "" if entry.core is None else f", which kompass-spec {entry.core} and later read"
