# docs/examples/service.py
"""A service that scores answers and reports: JSON in, JSON out, with the schemas in its OpenAPI."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from kompass_spec import InputError, Kompass, Problem
from kompass_spec.documents.schemas import read_schema, schema_components

app = FastAPI(title="Kommunkompassen")
kompass = Kompass()
FIGURES = ("percents", "points", "levels", "not_applicable")
KEYS = ("organisation", "year", *FIGURES)


def schema(name: str) -> dict[str, Any]:
    """Return what OpenAPI says of a body: its schema, among the components of the document."""
    return {"content": {"application/json": {"schema": read_schema(name, "#/components/schemas/{name}")}}}


@app.exception_handler(InputError)
async def refused(_: Request, error: InputError) -> JSONResponse:
    """Tell everything that is wrong with an input at once, each with its place."""
    return JSONResponse(error.to_dict(), status_code=422)


@app.exception_handler(RequestValidationError)
async def unreadable(request: Request, _: RequestValidationError) -> JSONResponse:
    """Tell what is wrong with a body that is no object of JSON in the same shape as everything else."""
    sentence = 'The body must be an object of JSON, such as {"organisation": "Lund", "year": 2018}.'
    return await refused(request, InputError([Problem("bad-json", sentence)]))


@app.post(
    "/editions/{edition}/results",
    responses={200: schema("scorecard"), 422: schema("errors")},
)
def score_answers(edition: str, answers: dict[str, Any]) -> Response:
    """Score figures by code, such as {"organisation": "Lund", "year": 2018, "percents": {"1.1": 75}}."""
    sentence = f"There is no such key. The keys are: {', '.join(KEYS)}."
    if unknown := [Problem("unknown-key", sentence, pointer=f"/{key}") for key in answers if key not in KEYS]:
        raise InputError(unknown)
    assessment = kompass.registry.find(edition).assess(
        answers.get("organisation", ""),
        answers.get("year"),
        **{name: answers[name] for name in FIGURES if name in answers},
    )
    card = kompass.score_assessment(assessment)
    return Response(card.to_json(), media_type="application/json")


@app.post("/reports/{name}", responses={200: schema("assessments"), 422: schema("errors")})
async def import_report(name: str, request: Request) -> Response:
    """Read the report in the body, whatever kind of file its name says that it is."""
    imported = kompass.import_document(name, await request.body())
    return Response(imported.to_json(), media_type="application/json")


def openapi() -> dict[str, Any]:
    """Return the document of FastAPI with every schema that its paths refer to."""
    document = FastAPI.openapi(app)
    document.setdefault("components", {}).setdefault("schemas", {}).update(schema_components())
    return document


app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's own documentation extends it
