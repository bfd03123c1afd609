"""What a plugin brings is looked at before anything is
done with it, so that what could not be used is said."""

from types import ModuleType

import pytest

from kompass_spec.plugins.host import plugins_of_module

GOOD = """
from kompass_spec.plugins.hooks import hookimpl
kompass_api = 1

class Shown:
    name = "shown"
    endings = (".shown",)

    def render(self, request):
        return b"shown"

@hookimpl
def kompass_renderers():
    return [Shown()]
"""


def loaded(source):
    module = ModuleType("acme")
    exec(source, vars(module))  # noqa: S102 - a plugin as its author would write it
    return plugins_of_module(module, "renderers", "acme-kompass", "1.2")


BROKEN = {
    "a class": (("[Shown()]", "[Shown]"), "the class Shown instead of an object of it"),
    "API version as a text": (("kompass_api = 1", "kompass_api = '1'"), "its kompass_api is '1'"),
    "API version 0": (("kompass_api = 1", "kompass_api = 0"), "built for version 0"),
    "API version as a truth": (("kompass_api = 1", "kompass_api = True"), "kompass_api is True"),
    "hook without its mark": (("@hookimpl\n", ""), "mark kompass_renderers with @hookimpl"),
    "nearly the hook": (
        ("def kompass_renderers", "def kompass_renderer"),
        "there is no hook kompass_renderer; did you mean kompass_renderers?",
    ),
    "no hook at all": (
        ("def kompass_renderers", "def show"),
        "there is no hook show; there are kompass_catalogues",
    ),
    "leaves in the hook": (("return [Shown()]", "raise SystemExit(0)"), "it tried to end the program (0)"),
    "an exception of its own": (
        ("return [Shown()]", "raise type('Own', (BaseException,), {})('gone')"),
        "Own: gone",
    ),
    "several lines": (("return [Shown()]", "raise RuntimeError('one\\ntwo')"), "RuntimeError: one two"),
    "a name that fails": (('name = "shown"', "name = property(lambda self: 1 / 0)"), "ZeroDivisionError"),
    **{
        f"endings {endings}": (('(".shown",)', endings), "returned a Shown named 'shown' whose endings")
        for endings in ("None", "(1,)", '("",)', '(".",)', '("d",)', '".md"', '(".CSV",)', "()", '(".a/b",)')
    },
}


def test_what_can_be_used_is_loaded():
    (plugin,), failures = loaded(GOOD)
    assert (plugin.name, failures) == ("shown", ())


@pytest.mark.parametrize("how", BROKEN)
def test_what_could_not_be_used_is_said(how):
    (old, new), reason = BROKEN[how]
    assert old in GOOD
    plugins, (failure,) = loaded(GOOD.replace(old, new))
    assert plugins == ()
    assert failure.message.startswith("The renderers of acme-kompass 1.2 are not used: ")
    assert reason in failure.message
    assert "\n" not in failure.message
