"""What all tests of the repository share: golden files, and the option that writes them."""

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", default=False, help="write golden files instead of comparing"
    )


@pytest.fixture
def check_golden(pytestconfig):
    """Compare bytes with a golden file, which must be there, or write it where ``--update-golden`` is given."""

    def check(file, content):
        if pytestconfig.getoption("--update-golden"):
            file.write_bytes(content)
        assert file.exists(), f"{file.name} is missing; look at the output and run with --update-golden"
        assert content.decode() == file.read_bytes().decode()

    return check
