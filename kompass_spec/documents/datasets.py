"""Read a dataset of published results from its TOML, with all that is wrong with it reported at once."""

from kompass_spec.documents.plain import parse_toml
from kompass_spec.documents.structure import structure
from kompass_spec.model.dataset import Dataset
from kompass_spec.model.problems import InputError

__all__ = ["read_dataset"]


def read_dataset(text: str, file: str) -> Dataset:
    r"""Return the dataset that the TOML in ``text`` describes; ``file`` is its name in errors.

    Raise ``InputError`` with every wrong type or, where there is none, every broken rule, each with file and
    pointer.

    >>> read_dataset('id = "mine"\ntitle.en = "Mine"\nsources = []', "dataset.toml").results
    ()
    """
    try:
        return structure(parse_toml(text), Dataset)
    except InputError as error:
        raise error.in_file(file) from None
