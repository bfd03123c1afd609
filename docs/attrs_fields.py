"""Show the fields of attrs classes as the signature by which objects are made."""  # noqa: INP001 - a plugin of what builds the site, in no package

from typing import Any

from griffe import (
    Attribute,
    Class,
    Expr,
    ExprCall,
    ExprKeyword,
    Extension,
    Function,
    Parameter,
    ParameterKind,
    Parameters,
)

_MAKERS = frozenset({"frozen", "define"})


class AttrsFields(Extension):
    """Give a class that attrs makes the ``__init__`` that it has: griffe knows that of dataclasses alone."""

    def on_class(self, *, cls: Class, **_: Any) -> None:
        """Add the method to one class, from its fields in their order."""
        made = next(
            (one for one in cls.decorators if one.callable_path.rpartition(".")[2] in {"frozen", "define"}),
            None,
        )
        if made is None or "__init__" in cls.members:
            return
        by_name = "kw_only=True" in str(made.value)
        fields = [one for one in cls.members.values() if isinstance(one, Attribute) and _is_field(one)]
        kind = ParameterKind.keyword_only if by_name else ParameterKind.positional_or_keyword
        given = [
            Parameter(one.name.lstrip("_"), annotation=one.annotation, kind=kind, default=_default(one))
            for one in fields
        ]
        own = Parameter("self", kind=ParameterKind.positional_or_keyword)
        made_by = Function("__init__", parameters=Parameters(own, *given), parent=cls)
        cls.set_member("__init__", made_by)
        for one in fields:
            # Here they are parameters; what they mean stands in the docstring of the class.
            one.labels.add("field")


def _is_field(attribute: Attribute) -> bool:
    if attribute.annotation is None or attribute.name.startswith("_") or "property" in attribute.labels:
        return False
    return "init=False" not in str(attribute.value or "")


def _default(attribute: Attribute) -> str | Expr | None:
    """Return what a field is where it is left out, ``None`` where it has to be given."""
    value = attribute.value
    if isinstance(value, ExprCall) and str(value.function) == "field":
        keywords = {one.name: one.value for one in value.arguments if isinstance(one, ExprKeyword)}
        if "factory" in keywords:
            return f"{keywords['factory']}()"
        found = keywords.get("default")
        return "..." if found is not None and "Factory" in str(found) else found
    return value
