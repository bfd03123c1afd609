"""The version of the package, in a module of its own, so that whoever names it imports nothing else."""

__all__ = ["__version__"]

__version__ = "0.1.0"
