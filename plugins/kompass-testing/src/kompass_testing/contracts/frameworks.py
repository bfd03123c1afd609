"""What every framework keeps: readable editions with rights and sources, sound mappings, a whole ledger."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, ClassVar

from kompass_spec import InputError, Plugin, Plugins, Registry, Verified, load_plugins, load_registry
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.mappings import read_mapping
from kompass_spec.documents.registers import read_register
from kompass_spec.model import Edition, EditionMapping, Organisation
from kompass_spec.model.mergers import ended_by
from kompass_spec.registry.drafts import drafts_in
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.releases.verification import verify_folder
from kompass_testing.contracts.quiet import QuietContract
from kompass_testing.contracts.requests import given as given_by
from kompass_testing.fresh_processes import Use
from kompass_testing.isolation import distribution_of
from kompass_testing.snapshots import snapshot
from kompass_testing.use import read_folder

__all__ = ["FrameworkContract"]

_SAID = 10
"""The least letters of a sentence that says who holds rights."""


class FrameworkContract(QuietContract, kind="frameworks"):
    """Hold what every framework keeps; give a fixture ``framework``.

    The other frameworks that are installed are loaded too, because mappings may lead to their editions.
    """

    fixture: ClassVar[str] = "framework"
    framework = given_by("framework", "framework")

    def use(self) -> Use:
        """Return the function that reads every file in the folder."""
        return read_folder

    def plugins(self, framework: Any) -> Plugins:
        """Return the installed frameworks and scorers, with this framework in place of its namesake."""
        installed = load_plugins("frameworks", "scorers")
        owner, release = distribution_of(framework)
        plugin = Plugin(
            kind="frameworks", name=framework.name, distribution=owner, version=release, provided=framework
        )
        others = [
            other for other in installed.loaded if (other.kind, other.name) != (plugin.kind, plugin.name)
        ]
        return Plugins(loaded=(*others, plugin))

    def registry(self, framework: Any) -> Registry:
        """Return the registry of all these frameworks."""
        return load_registry(self.plugins(framework))

    def with_drafts(self, framework: Any) -> Registry:
        """Return the registry of all these frameworks with the drafts of editions that were never released.

        They are not in use, and a mapping beside them may join them already.
        """
        registry = self.registry(framework)
        for name, text in self.drafts(framework, ReleaseKind.EDITION):
            if name not in registry:
                registry = registry.with_edition(read_edition(text, name))
        return registry

    def drafts(self, framework: Any, kind: ReleaseKind) -> Iterator[tuple[str, str]]:
        """Iterate over the drafts of a ``kind``: the name of each folder, and the TOML in it."""
        owner, _ = distribution_of(framework)
        for draft in drafts_in(framework.folder, owner):
            if draft.kind is kind:
                yield draft.id, draft.file.read_text("utf-8")

    def editions(self, framework: Any) -> tuple[Edition, ...]:
        """Return every edition: all drafts and all releases."""
        editions = []
        for name, text in self.drafts(framework, ReleaseKind.EDITION):
            try:
                editions.append(read_edition(text, name))
            except InputError as error:
                raise AssertionError(
                    f"{self.told(framework)} brings an edition that cannot be read: {error} Run kompass check"
                    " on the file."
                ) from error
        owner, _ = distribution_of(framework)
        registry = self.registry(framework)
        for name in registry:
            for released in registry.released(name):
                if released.distribution == owner:
                    try:
                        editions.append(released.edition())
                    except InputError as error:
                        raise AssertionError(
                            f"{self.told(framework)} brings a release that cannot be read: {error}"
                        ) from error
        return tuple(editions)

    def mappings(self, framework: Any) -> tuple[EditionMapping, ...]:
        """Return every mapping, as its TOML has it."""
        mappings = []
        registry = self.with_drafts(framework)
        for name, text in self.drafts(framework, ReleaseKind.MAPPING):
            try:
                mappings.append(read_mapping(text, name, registry))
            except InputError as error:
                raise AssertionError(
                    f"{self.told(framework)} brings a mapping that is not well formed: {error} Run kompass"
                    " check on the file."
                ) from error
        return tuple(mappings)

    def organisations(self, framework: Any) -> tuple[Organisation, ...]:
        """Return the organisations of every register."""
        folder = framework.folder.joinpath("organisations")
        organisations: list[Organisation] = []
        registers = sorted(folder.iterdir(), key=lambda register: register.name) if folder.is_dir() else ()
        for register in registers:
            if register.name.endswith(".toml"):
                try:
                    organisations.extend(read_register(register.read_text("utf-8"), register.name))
                except InputError as error:
                    raise AssertionError(
                        f"{self.told(framework)} brings a register that cannot be read: {error} Run kompass"
                        " check on the file."
                    ) from error
        return tuple(organisations)

    def verified(self, framework: Any) -> Verified:
        """Return the result of verifying the ledger, with the drafts."""
        plugins = self.plugins(framework)
        owner, _ = distribution_of(framework)
        return verify_folder(
            framework.folder, owner, registry=load_registry(plugins), plugins=plugins, drafts=True
        )

    def test_its_folder_can_be_read(self, provided: Any) -> None:
        """Give the folder as importlib.resources.files does, with editions, mappings or organisations."""
        folder = getattr(provided, "folder", None)
        assert isinstance(folder, Traversable), (
            f"{self.told(provided)} has no folder. Return importlib.resources.files('your_package')."
        )
        known = [
            name
            for name in ("editions", "mappings", "organisations", "releases")
            if folder.joinpath(name).is_dir()
        ]
        assert known, (
            f"{self.told(provided)} has an empty folder. Put editions/<id>/edition.toml into it, and into the"
            " wheel."
        )

    def test_every_edition_is_well_formed(self, provided: Any) -> None:
        """Mend what kompass check says of the edition's file, and name its folder as its id."""
        self.editions(provided)
        for name, text in self.drafts(provided, ReleaseKind.EDITION):
            edition_id = read_edition(text, name).id
            assert edition_id == name, (
                f"{self.told(provided)} keeps the edition {edition_id!r} in a folder named {name!r}."
                " Make them the same."
            )

    def test_every_edition_comes_through_whole(self, provided: Any) -> None:
        """Mend what the registry says of this framework: each edition is found, and nothing is a problem."""
        registry = self.registry(provided)
        owner, _ = distribution_of(provided)
        problems = [problem for problem in registry.problems if owner in str(problem)]
        assert not problems, (
            f"{self.told(provided)} does not come through whole: {problems[0] if problems else ''}"
        )
        missing = sorted(
            {edition.id for edition in self.editions(provided)} - set(registry) - set(registry.drafts())
        )
        assert not missing, (
            f"{self.told(provided)} brings {', '.join(missing)}, which the registry does not find."
            " Name its folder as its id."
        )

    def test_no_edition_of_another_is_replaced(self, provided: Any) -> None:
        """Give your edition its own id; to take one over, its owner hands it over in its ledger first."""
        owner, _ = distribution_of(provided)
        taken = [
            problem
            for problem in self.registry(provided).problems
            if problem.code in {"duplicate-edition", "duplicate-mapping"}
            and f"{owner} brings" in problem.message
        ]
        assert not taken, (
            f"{self.told(provided)} takes what is another's: {taken[0].message if taken else ''}"
        )

    def test_every_fact_names_its_source(self, provided: Any) -> None:
        """Law 3: cite a source of every edition and link, with a title, and a publisher, date or address."""
        for edition in self.editions(provided):
            self._check_sources(provided, edition.id, edition.sources)
        for mapping in self.mappings(provided):
            self._check_sources(provided, mapping.id, mapping.sources)

    def _check_sources(self, provided: Any, name: str, sources: Any) -> None:
        assert sources, (
            f"{self.told(provided)} says of {name} nothing about where it comes from. Add [[sources]]."
        )
        for source in sources:
            assert source.title.strip() and (source.publisher or source.date or source.url), (
                f"{self.told(provided)} cites {source.id!r} in {name} without saying what it is. Give a"
                " title, and a publisher, a date or an address."
            )

    def test_rights_are_said(self, provided: Any) -> None:
        """Say in a sentence who holds the rights to an edition's texts, and why they may stand here."""
        for edition in self.editions(provided):
            assert len(edition.rights.strip()) >= _SAID, (
                f"{self.told(provided)} does not say who holds the rights to {edition.id}. Write it"
                " in rights."
            )

    def test_the_ledger_is_whole(self, provided: Any) -> None:
        """Law 4: restore the release or ledger from version control; a published release never changes."""
        problems = [
            problem
            for problem in self.verified(provided).problems
            if problem.code not in {"unreleased-change", "low-requirement"}
        ]
        assert not problems, f"{self.told(provided)} does not verify: {problems[0] if problems else ''}"

    def test_it_asks_for_a_core_that_reads_it(self, provided: Any) -> None:
        """Require of kompass-spec at least the first version that reads all that you have released."""
        problems = [
            problem for problem in self.verified(provided).problems if problem.code == "low-requirement"
        ]
        assert not problems, (
            f"{self.told(provided)} may be installed where nothing reads it:"
            f" {problems[0] if problems else ''}"
        )

    def test_what_lies_there_is_what_was_released(self, provided: Any) -> None:
        """Publish a change of the TOML with kompass release under the next version, or take it back."""
        problems = [
            problem for problem in self.verified(provided).problems if problem.code == "unreleased-change"
        ]
        assert not problems, (
            f"{self.told(provided)} has an unreleased change: {problems[0] if problems else ''}"
        )

    def test_every_mapping_is_well_formed(self, provided: Any) -> None:
        """Law 7: mend what kompass check says of the mapping, and name its folder after its editions."""
        self.mappings(provided)
        registry = self.with_drafts(provided)
        for name, text in self.drafts(provided, ReleaseKind.MAPPING):
            mapping_id = read_mapping(text, name, registry).id
            assert mapping_id == name, (
                f"{self.told(provided)} keeps the mapping {mapping_id!r} in a folder named {name!r}."
                " Make them the same."
            )

    def test_the_inverse_of_the_inverse_is_the_mapping(self, provided: Any) -> None:
        """Law 7: this holds for every well-formed mapping; report yours to us if it does not."""
        for mapping in self.mappings(provided):
            again = mapping.invert().invert()
            assert again == mapping, (
                f"{self.told(provided)} brings {mapping.id}, whose inverse's inverse is another mapping."
            )

    def test_no_organisation_stands_twice(self, provided: Any) -> None:
        """Keep every organisation once: an official code in a country is one organisation with one name."""
        codes = Counter(
            (organisation.country, organisation.kind, organisation.code)
            for organisation in self.organisations(provided)
            if organisation.code
        )
        twice = [code for (_, _, code), count in codes.items() if count > 1]
        assert not twice, f"{self.told(provided)} lists the code {', '.join(twice)} twice. Keep one of them."
        names = Counter(
            (organisation.country, organisation.kind, organisation.name, organisation.part_of)
            for organisation in self.organisations(provided)
            # What several became may bear the name of one of them.
            if ended_by(organisation) is None
        )
        same = [name for (_, _, name, _), count in names.items() if count > 1]
        assert not same, f"{self.told(provided)} lists {', '.join(same)} twice. Keep one of them."

    def test_read_twice_it_is_the_same(self, provided: Any) -> None:
        """Let the folder hold the same whenever it is read: write nothing into it, and compute nothing."""
        first, second = (snapshot((self.editions(provided), self.mappings(provided))) for _ in "ab")
        assert first == second, (
            f"{self.told(provided)} is not deterministic: read twice, it holds something else."
        )
