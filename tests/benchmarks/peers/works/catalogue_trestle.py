"""Read a catalogue of 1,200 controls from JSON and let all validators of compliance-trestle look at it."""

from pathlib import Path

from timing import asked, tell
from trestle.core.validator_factory import validator_factory
from trestle.oscal.catalog import Catalog

place = Path(asked()["folder"]) / "catalogue.json"


def work():
    catalogue = Catalog.oscal_read(place)
    if not validator_factory.get("all").model_is_valid(catalogue, quiet=True):
        raise AssertionError("the catalogue is not valid")
    return sum(len(group.controls) for group in catalogue.groups)


tell(work)
