"""Verify releases offline: every byte, every chain, every version step, and every golden score again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.resources.abc import Traversable
from typing import Any, final

from attrs import frozen

from kompass_spec._face import __version__
from kompass_spec.documents.signing_keys import VerifyingKey
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.fields import held
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER, Action, read_ledger
from kompass_spec.registry.pins import ledger_problems, shorter
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.releases.conformance import vectors_folder
from kompass_spec.releases.core_verification import core_problems
from kompass_spec.releases.draft_verification import draft_problems
from kompass_spec.releases.file_verification import file_problems
from kompass_spec.releases.form_verification import newer_parts
from kompass_spec.releases.release_verification import edition_problems, golden_problems, mapping_problems
from kompass_spec.releases.signatures import Signed, signature_files, signed_ledger
from kompass_spec.releases.step_rules import STEP_RULES, StepRules
from kompass_spec.releases.step_verification import step_problems
from kompass_spec.releases.subjects import Subject

__all__ = [
    "Verified",
    "head_problems",
    "installed_ledgers",
    "verification_data",
    "verify_folder",
    "verify_installed",
    "version_of",
]


@final
@frozen(kw_only=True, field_transformer=held)
class Verified:
    """Say of one framework what its ledger holds, the digest of its head, and what is wrong.

    ``unchecked`` is what could not be checked, each with the reason. ``withdrawn`` are its withdrawn
    releases, each with the reason. ``signed`` says up to where the keys that were given have signed it.
    """

    name: str
    releases: int
    head: str
    unchecked: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    signed: tuple[Signed, ...] = ()


def verify_installed(
    plugins: Plugins | None = None, registry: Registry | None = None
) -> tuple[Verified, ...]:
    """Verify the ledger of every installed framework, and that of the package's own vectors.

    Raise nothing for what is wrong in them.
    """
    check_arguments(verify_installed, locals())
    plugins = plugins or load_plugins("frameworks", "scorers")
    registry = registry if registry is not None else load_registry(plugins)
    return tuple(
        verify_folder(folder, distribution, registry=registry, plugins=plugins)
        for folder, distribution in installed_ledgers(plugins)
    )


def installed_ledgers(plugins: Plugins) -> Iterator[tuple[Traversable, str]]:
    """Iterate over the folders that have a ledger, or may have one, each with its distribution."""
    for plugin in plugins.of_kind("frameworks"):
        yield plugin.provided.folder, plugin.distribution
    yield vectors_folder(), "kompass-spec"


def version_of(distribution: str, plugins: Plugins) -> str:
    """Return the version of an installed framework's distribution, else that of this package."""
    return next(
        (plugin.version for plugin in plugins.of_kind("frameworks") if plugin.distribution == distribution),
        __version__,
    )


def head_problems(heads: Iterable[str], plugins: Plugins) -> Iterator[Problem]:
    """Find digests, noted elsewhere as the head of a ledger, that no ledger leads through.

    A broken ledger leads through none.
    """
    ledgers = []
    for folder, distribution in installed_ledgers(plugins):
        with suppress(InputError):
            ledgers.append(read_ledger(folder, distribution))
    for digest in heads:
        if not any(ledger.had_head(digest.strip().lower()) for ledger in ledgers):
            sentence = (
                f"No ledger has, or had, the head {digest!r}. Either its ledger is not installed, or it was"
                " written anew after that head was noted."
            )
            yield Problem("unknown-head", sentence)


def verify_folder(
    folder: Traversable,
    name: str,
    *,
    registry: Registry,
    plugins: Plugins,
    drafts: bool = False,
    rules: Mapping[int, StepRules] = STEP_RULES,
    keys: Sequence[VerifyingKey] = (),
) -> Verified:
    """Verify the ledger in a framework's folder and everything that it names.

    Every version step is judged by the rules that its entry names among ``rules``. With ``drafts``, a working
    TOML that differs from its last release is a problem too, unless it has the version that its changes ask
    for. The signatures are proved by the public ``keys``.
    """
    try:
        ledger = read_ledger(folder, name)
    except InputError as error:
        return Verified(name=name, releases=0, head="", problems=error.problems)
    subject = Subject(folder=folder, ledger=ledger, name=name, registry=registry, rules=rules)
    if not folder.joinpath(LEDGER).is_file():
        subject.unchecked.append("there is no ledger, so nothing was released")
    version = version_of(name, plugins)
    subject.unchecked.extend(shorter(ledger, name, version, registry.pins))
    subject.unchecked.extend(newer_parts(subject))
    signatures = signed_ledger(folder, ledger, name, keys) if keys else None
    if signatures is not None:
        subject.unchecked.extend(signatures.unchecked)
    elif any(signature_files(folder)):
        subject.unchecked.append("its signatures, as no public key was given with `keys=`")
    problems = [
        *ledger_problems(ledger, name, version, registry.pins),
        *file_problems(folder, ledger, name),
        *edition_problems(subject),
        *mapping_problems(subject),
        *step_problems(subject),
        *golden_problems(subject, plugins),
        *core_problems(folder, name, ledger),
        *(draft_problems(subject) if drafts else ()),
        *(signatures.problems if signatures is not None else ()),
    ]
    return Verified(
        name=name,
        releases=len(ledger.heads()),
        head=ledger.head,
        unchecked=tuple(dict.fromkeys(subject.unchecked)),
        withdrawn=tuple(
            f"{entry.id}@{entry.version}: {entry.reason}"
            for entry in ledger.entries
            if entry.action is Action.WITHDRAW
        ),
        problems=tuple(dict.fromkeys(problems)),
        signed=signatures.signed if signatures is not None else (),
    )


def verification_data(verified: tuple[Verified, ...]) -> dict[str, Any]:
    """Return what was verified as plain data for JSON."""
    return {
        "ledgers": [
            {
                "distribution": framework.name,
                "entries": framework.releases,
                "head": framework.head,
                "unchecked": list(framework.unchecked),
                "withdrawn": list(framework.withdrawn),
                "signed": [signed._asdict() for signed in framework.signed],
            }
            for framework in verified
        ]
    }
