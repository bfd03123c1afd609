"""Let OpenFisca add up the points of areas and the total, in its vectors of single precision."""

import json
from pathlib import Path

import duckdb
import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from timing import asked, tell

task = asked()
folder = Path(task["folder"])
areas = json.loads((folder / "maxima.json").read_text("utf-8"))
one = Entity("municipality", "municipalities", "", "")
system = TaxBenefitSystem([one])
COMMON = {"value_type": float, "entity": one, "definition_period": DateUnit.YEAR, "label": "points"}


def named(code):
    return "n" + code.replace(".", "_")


def of_questions(questions):
    def formula(municipality, period):
        return sum(municipality(named(code), period) * most for code, most in questions.items())

    return formula


def of_areas(municipality, period):
    return sum(municipality(named(area), period) for area in areas)


for area, questions in areas.items():
    for code in questions:
        system.add_variable(type(named(code), (Variable,), dict(COMMON)))
    system.add_variable(type(named(area), (Variable,), {**COMMON, "formula": of_questions(questions)}))
system.add_variable(type("total", (Variable,), {**COMMON, "formula": of_areas}))
percents = duckdb.sql(f"FROM '{folder / 'percents.parquet'}'").fetchnumpy()
given = {named(code): percents[code].astype(np.float32) for questions in areas.values() for code in questions}


def work():
    simulation = SimulationBuilder().build_default_simulation(system, task["size"])
    for name, values in given.items():
        simulation.set_input(name, "2017", values)
    return simulation.calculate("total", "2017").astype(np.float64).sum()


tell(work, warm=task["size"] < 10**7)
