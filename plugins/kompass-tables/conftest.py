"""Leave out the modules whose libraries are not installed: pytest imports every module."""  # noqa: INP001 - no package

from importlib.util import find_spec

_NEEDING = {
    "polars": ["src/kompass_tables/engines/on_polars.py", "src/kompass_tables/polars_files.py"],
    "pyarrow": ["src/kompass_tables/arrow_files.py"],
}
collect_ignore = [path for library, paths in _NEEDING.items() if find_spec(library) is None for path in paths]
