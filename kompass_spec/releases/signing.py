"""Sign a ledger: its head, and the releases that the key has not signed yet."""

from pathlib import Path
from typing import Any, NamedTuple

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.disk import remove_interrupted, write_new
from kompass_spec.documents.envelopes import sealed
from kompass_spec.documents.lock import locked
from kompass_spec.documents.signing_keys import SigningKey
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.registry.ledger import LEDGER, Action, read_ledger
from kompass_spec.releases.file_verification import file_problems
from kompass_spec.releases.plan_rules import newer_problems
from kompass_spec.releases.projects import project_of
from kompass_spec.releases.signatures import ENDING, SIGNATURES, signed_ledger
from kompass_spec.releases.statements import statement_data

__all__ = ["Signature", "distribution_of", "sign_ledger"]


class Signature(NamedTuple):
    """Hold a signature: where it lies beside the ledger, the key's name, and what is signed.

    ``written`` is false where the head was signed by the key before, and nothing was to be done.
    """

    file: str
    key: str
    statement: dict[str, Any]
    written: bool


def distribution_of(folder: Path) -> str:
    """Return the name of the distribution that a framework's folder lies in, from its ``pyproject.toml``.

    Raise ``UsageError`` where there is none with a name.
    """
    project = project_of(folder)
    if project is not None:
        return project.name
    sentence = (
        "Whose ledger this is cannot be told: neither here nor above is there a pyproject.toml with the name"
        " of the distribution. Name it with `distribution=NAME`."
    )
    raise UsageError([Problem("wrong-usage", sentence, str(folder))])


def sign_ledger(folder: Path, key: SigningKey, distribution: str) -> Signature:
    """Sign the head of the ledger in a folder, and the releases that the key has not signed yet.

    The signature is a file of its own, which replaces none. Raise ``InputError`` where the folder is no
    framework's, nothing was released, something that was published or signed is altered, or the file cannot
    be written.
    """
    if folder.is_dir() and not ((folder / "editions").is_dir() or (folder / LEDGER).is_file()):
        sentence = (
            "This is no framework's folder: there is neither a folder 'editions' nor a ledger in it. Name the"
            " one that has them, such as src/kompass_variant_is."
        )
        raise InputError([Problem("no-framework", sentence, str(folder))])
    with locked(folder):
        return _sign(folder, key, distribution)


def _sign(folder: Path, key: SigningKey, distribution: str) -> Signature:
    ledger = read_ledger(folder)
    before = signed_ledger(folder, ledger, distribution, [key.public])
    problems = [
        # What is not understood is not vouched for.
        *newer_problems(ledger, str(folder / LEDGER)),
        *file_problems(folder, ledger, distribution),
        *before.problems,
    ]
    if not ledger.heads():
        sentence = "Nothing was released here yet, so there is nothing to sign."
        problems.append(Problem("missing-release", sentence, str(folder / LEDGER)))
    if problems:
        raise InputError(problems)
    signed = next((one.entries for one in before.signed), 0)
    lines = ledger.lines()
    fresh = [
        entry for entry in ledger.entries if entry.action is Action.RELEASE and lines[entry.previous] > signed
    ]
    statement = statement_data(ledger, distribution, fresh)
    if signed == len(ledger.heads()):
        return Signature(before.signed[0].file, key.public.keyid, statement, written=False)
    name = f"{SIGNATURES}/{len(ledger.heads())}-{key.public.keyid[:8]}{ENDING}"
    _write(folder / name, sealed(canonical_bytes(statement), key))
    return Signature(name, key.public.keyid, statement, written=True)


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        remove_interrupted(file)
        write_new(file, content)
    except FileExistsError:
        sentence = "Something else lies where the signature is written. Move it away, and sign again."
        raise InputError([Problem("unwritable-file", sentence, str(file))]) from None
    except OSError as error:
        sentence = (
            f"The signature cannot be written ({error.strerror}). Nothing was changed. Make room or see to"
            " the permissions of the folder, and sign again."
        )
        raise InputError([Problem("unwritable-file", sentence, str(file))]) from None
