"""Hold the version of a distribution against what git has tagged: what an upgrade brings has a new version.

Neither the ledger nor a clock knows which version was published. The tags of a version control do, and they
are there without a network. Where there is no git, or no tag of the version, nothing is known and nothing is
said.
"""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from kompass_spec.model.problems import Problem
from kompass_spec.registry.ledger import LEDGER, Ledger
from kompass_spec.releases.projects import PROJECT, Project, project_in, project_of
from kompass_spec.releases.version_control import git_output

__all__ = ["unraised"]


def unraised(folder: Traversable, ledger: Ledger) -> Iterator[Problem]:
    """Find that the ledger has grown since its distribution's version was tagged: nobody would get the rest.

    A tag is that of a version if it ends with it, such as ``v1.2.0`` or ``frameworks-2026.11.0``.
    """
    project = project_of(folder)
    if not isinstance(folder, Path) or project is None or project.version is None:
        return
    tags = git_output(folder, "tag", "--list", f"*{project.version}") or b""
    for tag in tags.decode().split():
        if not _is_of(tag, project, project.version):
            continue
        tagged = git_output(folder, "cat-file", "blob", f"{tag}:./{LEDGER}") or b""
        count = len(tagged.splitlines())
        if tagged and count < len(ledger.heads()):
            sentence = (
                f"{project.name} {project.version} has the tag {tag}, with {count} entries in its ledger, and"
                f" there are {len(ledger.heads())} now. Who has that version would get nothing of them by an"
                " upgrade. Raise the version."
            )
            yield Problem("version-not-raised", sentence, str(project.file), "/project/version")
            return


def _is_of(tag: str, project: Project, version: str) -> bool:
    """Tell whether a tag ends with just this version, and the project said this version then.

    In a repository of several distributions another may have had a tag with the same number.
    """
    before = tag.removesuffix(version)
    if before[-1:].isdigit() or before.endswith("."):
        return False
    then = git_output(project.file.parent, "cat-file", "blob", f"{tag}:./{PROJECT}") or b""
    was = project_in(then.decode(errors="replace"), project.file)
    return was is not None and (was.name, was.version) == (project.name, version)
