"""Score a table on Spark, wherever its files lie: every partition where it is."""

from typing import Any

from kompass_spec import InputError, Problem, UsageError, load_registry
from kompass_tables.readings import REFUSED
from kompass_tables.runs import Counted, Options

__all__ = ["score_on_spark"]


def score_on_spark(source: str, target: str, options: Options, session: Any = None) -> Counted:
    """Write a folder of Parquet files with every row scored, and one beside it with the refused rows.

    ``source`` and ``target`` are whatever Spark understands, such as ``s3a://…``; the refused rows stand in
    the folder with ``.refused`` at its end. Neither may be there. Raise ``InputError`` where the table cannot
    be read or scored, or nothing can be written.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        sentence = "Spark is not installed. Install kompass-tables[spark] and Java, or leave --engine out."
        raise InputError([Problem("unreadable-file", sentence)]) from None
    from kompass_tables.engines import on_spark
    from kompass_tables.preparing import prepare, refuse_types

    if options.edition is None:
        sentence = "Name the edition that the figures are of with --edition, such as --edition se-2016."
        raise UsageError([Problem("wrong-usage", sentence)])
    registry = load_registry()
    if options.edition not in registry:
        sentence = f"There is no edition {options.edition!r}. Installed are: {', '.join(registry) or 'none'}."
        raise UsageError([Problem("unknown-edition", sentence)])
    spark = session or SparkSession.builder.appName("kompass-tables").getOrCreate()
    try:
        frame = _read(source, spark)
        types = on_spark.columns_of(frame)
        prepared = prepare(
            tuple(types),
            registry[options.edition],
            quantity=options.quantity,
            precision=options.precision,
            units=options.units,
        )
        refuse_types(prepared, types)
        scored = on_spark.score(frame, prepared)
        scored.filter(f"{REFUSED} IS NULL").drop(REFUSED).write.parquet(target)
        added = [f"`{output.name}`" for output in prepared.outputs]
        refused = scored.filter(f"{REFUSED} IS NOT NULL").drop(*(name.strip("`") for name in added))
        refused.withColumnRenamed(REFUSED, "reason").write.parquet(f"{target}.refused")
        counted = Counted(
            read=frame.count(),
            written=spark.read.parquet(target).count(),
            refused=spark.read.parquet(f"{target}.refused").count(),
        )
    except PySparkException as error:
        sentence = f"Spark could not do it ({str(error).splitlines()[0]})."
        raise InputError([Problem("unreadable-file", sentence, source)]) from None
    if counted.read != counted.written + counted.refused:
        sentence = (
            f"Of {counted.read} rows {counted.written} were written and {counted.refused} refused, which are"
            " not all. Report this to the authors of kompass-tables."
        )
        raise InputError([Problem("lost-rows", sentence, target)])
    return counted


def _read(source: str, spark: Any) -> Any:
    """Return a frame of a CSV, whose columns are text, or of Parquet."""
    if source.lower().endswith(".csv"):
        head = spark.read.text(source).first()
        delimiter = max(";,\t|", key=(head[0] if head else "").count)
        return spark.read.csv(source, header=True, sep=delimiter, escape='"')
    return spark.read.parquet(source)
