"""Score tables of assessments exactly, in columns, on the engine that people have."""
