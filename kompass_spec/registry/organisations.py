"""Put the registers of all frameworks together; an organisation is whose it was first."""

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import final

from attrs import define, field

from kompass_spec.documents.registers import read_register
from kompass_spec.documents.text import decode_text
from kompass_spec.model.mergers import ended_by
from kompass_spec.model.organisation import Organisation, described
from kompass_spec.model.problems import InputError, Problem

__all__ = ["gather_organisations"]

_SHOWN = 3
"""How many organisations that belong to another are named; a copied register has hundreds."""


@final
@define
class _Claims:
    """Know which distribution an organisation belongs to, by its code and by its name."""

    owners: dict[tuple[object, ...], tuple[str, Organisation]] = field(factory=dict)

    def of(self, organisation: Organisation) -> list[tuple[str, Organisation]]:
        """Return who has the code or the name, each with what it calls it."""
        keys = _keys(organisation)
        return [self.owners[key] for key in keys if key in self.owners]

    def add(self, distribution: str, organisation: Organisation) -> None:
        """Let an organisation belong to a distribution."""
        for key in _keys(organisation):
            self.owners.setdefault(key, (distribution, organisation))


def _keys(organisation: Organisation) -> list[tuple[object, ...]]:
    whole = (organisation.country, organisation.kind)
    # What several became may bear the name of one of them, and every municipality have a department of one.
    names = () if ended_by(organisation) is not None else (organisation.name, *organisation.aliases)
    keys: list[tuple[object, ...]] = [
        (*whole, "name", name.casefold(), *organisation.part_of) for name in names
    ]
    if organisation.code is not None:
        keys.append((*whole, "code", organisation.code))
    return keys


def gather_organisations(
    registers: Iterable[tuple[str, Traversable]],
) -> tuple[tuple[Organisation, ...], tuple[Problem, ...]]:
    """Return the organisations of registers, and what is wrong with them.

    The registers are given with their distributions, in order of precedence. A register that cannot be read
    costs itself. An organisation whose code or name another distribution has brought before is passed over,
    and said unless both say the same: who was assessed must not depend on what else is installed.
    """
    organisations: list[Organisation] = []
    problems: list[Problem] = []
    claims = _Claims()
    for distribution, register in registers:
        where = f"{distribution}: organisations/{register.name}"
        try:
            listed = read_register(decode_text(register.read_bytes(), where), where)
        except InputError as error:
            problems.extend(error.problems)
            continue
        except OSError as error:
            sentence = f"The register cannot be read ({error.strerror}). Reinstall the distribution."
            problems.append(Problem("unreadable-file", sentence, where))
            continue
        accepted, refused = _divided(listed, distribution, claims)
        organisations.extend(accepted)
        if refused:
            problems.append(_claimed(distribution, refused, where))
    return tuple(organisations), tuple(problems)


def _divided(
    listed: Iterable[Organisation], distribution: str, claims: _Claims
) -> tuple[list[Organisation], list[tuple[Organisation, str]]]:
    """Return those organisations that a distribution may speak of, and the others with whose they are.

    What two distributions say alike is in neither list.
    """
    accepted: list[Organisation] = []
    refused: list[tuple[Organisation, str]] = []
    for organisation in listed:
        others = [claim for claim in claims.of(organisation) if claim[0] != distribution]
        if not others:
            accepted.append(organisation)
            # Within one register two places may share a name, as they do in the world.
            claims.add(distribution, organisation)
        elif any(described(other) != described(organisation) for _, other in others):
            refused.append((organisation, others[0][0]))
    return accepted, refused


def _claimed(distribution: str, refused: list[tuple[Organisation, str]], where: str) -> Problem:
    owners = " and ".join(dict.fromkeys(owner for _, owner in refused))
    named = [f"{organisation.name!r} ({organisation.code})" for organisation, _ in refused[:_SHOWN]]
    more = [f"{len(refused) - _SHOWN} more"] if len(refused) > _SHOWN else []
    sentence = (
        f"{distribution} brings organisations with a code or a name that {owners} has already given to"
        f" another: {', '.join([*named, *more])}. They are passed over. Remove them from the register, or"
        " leave one of the distributions out with KOMPASS_PLUGINS."
    )
    return Problem("duplicate-organisation", sentence, where, "/names")
