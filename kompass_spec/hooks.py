"""The hooks, under the name by which frameworks that were built for the first cores import them.

A framework is data, and goes on to be read; new code imports ``kompass_spec``.
"""

from kompass_spec.plugins.hooks import *  # noqa: F403 - whatever is there
