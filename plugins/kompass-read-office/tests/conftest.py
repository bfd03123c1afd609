import runpy
from pathlib import Path

import pytest

from kompass_read_office.containers import OFFICE_CONTAINERS
from kompass_spec import ContainerRequest, InputError

HERE = Path(__file__).parent


class Files:
    """The functions that write files: part by part, and by libraries."""

    def __init__(self, *modules):
        for module in modules:
            written = runpy.run_path(str(HERE / module))
            for name in written["__all__"]:
                setattr(self, name, written[name])


@pytest.fixture(scope="session")
def files():
    """Write small files part by part."""
    return Files("office_files.py")


@pytest.fixture(scope="session")
def writers():
    """Write blocks with a library for each kind of file."""
    return Files("office_writers.py")


@pytest.fixture(scope="session")
def opened():
    """Return the document in a content, from the one container that recognises it."""

    def run(content, file="report"):
        (container,) = (one for one in OFFICE_CONTAINERS if one.recognises(content))
        return container.read(ContainerRequest(file=file, content=content))

    return run


@pytest.fixture(scope="session")
def blocks(opened):
    """Return the kind and text of every block in a content, of a table the texts of its rows."""

    def run(content):
        return [
            (block.kind.value, [[cell.text for cell in row] for row in block.rows] or block.text)
            for block in opened(content).blocks
        ]

    return run


@pytest.fixture(scope="session")
def refused(opened):
    """Return the one problem for which a content is refused."""

    def run(content):
        with pytest.raises(InputError) as caught:
            opened(content)
        (problem,) = caught.value.problems
        assert problem.file == "report"
        return problem

    return run
