"""Read assessments into models of pydantic with the same fields; no rule beyond their types is checked."""

import json
from decimal import Decimal
from enum import Enum
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from timing import asked, tell


class Quantity(Enum):
    POINTS = "points"
    MAX = "max"
    PERCENT = "percent"
    CHANGE = "change"
    REFERENCE = "reference"
    LEVEL = "level"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Observation(Strict):
    item: str
    quantity: Quantity
    value: Decimal
    precision: Decimal = Decimal(1)
    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    label: str | None = None
    exact: bool = False


class Organisation(Strict):
    name: str
    kind: str | None = None
    country: str = "SE"
    code: str | None = None


class Assessment(Strict):
    edition: str
    organisation: Organisation
    year: int | None = None
    observations: tuple[Observation, ...] = ()


given = json.loads((Path(asked()["folder"]) / "assessments.json").read_text("utf-8"))


def work():
    return len([Assessment.model_validate(one) for one in given])


tell(work, warm=len(given) < 10**5)
