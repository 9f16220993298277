"""
Opens what runs have written with the libraries that people read it with, as their manuals have it, and compares every row,
column, type and value with the lines of JSON as they are: `python open.py FOLDER`, where FOLDER/NAME is a run for each NAME
below. Ends with the line `N passed, N failed`.
"""

import glob
import gzip
import json
import os
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = os.path.join(sys.argv[1], "cache")

import datasets
import duckdb
import pandas
import polars
import pyarrow.parquet

datasets.disable_progress_bars()

folder = sys.argv[1]

# Runs by name, and how the names of their parts end.
endings = {
    "jsonl-none": ".jsonl",
    "jsonl-gzip": ".jsonl.gz",
    "jsonl-zstd": ".jsonl.zst",
    "parquet-zstd": ".parquet",
    "parquet-snappy": ".parquet",
}

integers = {"source_row", "chunk", "seed", "input_tokens", "output_tokens", "epoch"}
objects = {"variables", "measures"}


def rows_of(paths, opened=open):
    return [json.loads(line) for path in sorted(paths) for line in opened(path, "rt", encoding="utf-8")]


def plain(value, column):
    """A value as JSON has it: absent is null, an integer is one although pandas has none that can be null."""
    if column in objects:
        value = json.loads(value) if isinstance(value, str) else value
        # pandas reads the last digit of a fraction as it comes.
        return {
            key: round(item, 12) if isinstance(item, float) else item
            for key, item in (value or {}).items()
            if item is not None
        }
    if value is None or value != value:
        return None
    return int(value) if column in integers else value


def compared(rows):
    """Rows without what differs from run to run, in an order of their own."""
    columns = {column for row in expected for column in row} - {"created"}
    made = [{column: plain(row.get(column), column) for column in sorted(columns)} for row in rows]
    return sorted(made, key=lambda row: (row["id"], row["epoch"] or 0))


def check_types(name, types, allowed, null):
    """Every column has a type that is allowed for what it holds; without a card a column that is always null can have any."""
    for column, type_name in types.items():
        kind = "integer" if column in integers else "object" if column in objects else "text"
        # DuckDB sees that it is a time.
        if column in null and name.startswith("jsonl") or column == "created" and "timestamp" in type_name.lower():
            continue
        kind = "text" if kind == "object" and name.startswith("parquet") else kind
        assert any(word in type_name.lower() for word in allowed[kind]), f"{column} is {type_name}"


def with_datasets(name, ending, null):
    dataset = datasets.load_dataset(os.path.join(folder, name), split="train")
    types = {column: str(feature) for column, feature in dataset.features.items()}
    # The card says the types, so that no column may have another.
    check_types(name, types, {"text": ["'string'"], "integer": ["'int64'"], "object": ["{"]}, set())
    return list(dataset)


def with_pandas(name, ending, null):
    read = pandas.read_parquet if ending == ".parquet" else lambda path: pandas.read_json(path, lines=True)
    frame = pandas.concat([read(path) for path in parts(name, ending)])
    types = {column: str(dtype) for column, dtype in frame.dtypes.items()}
    allowed = {"text": ["str", "object"], "integer": ["int64", "float64", "object"], "object": ["object"]}
    check_types(name, types, allowed, null)
    return frame.to_dict("records")


def with_polars(name, ending, null):
    read = polars.read_parquet if ending == ".parquet" else polars.read_ndjson
    rows = []
    for each in ("data", "natural"):
        frame = read(os.path.join(folder, name, each, "*" + ending))
        types = {column: str(dtype) for column, dtype in frame.schema.items() if not frame[column].is_null().all()}
        check_types(name, types, {"text": ["string"], "integer": ["int64"], "object": ["struct"]}, null)
        rows += frame.to_dicts()
    return rows


def with_duckdb(name, ending, null):
    rows = []
    for each in ("data", "natural"):
        table = duckdb.sql(f"select * from '{os.path.join(folder, name, each, '*' + ending)}'")
        found = [dict(zip(table.columns, row)) for row in table.fetchall()]
        types = dict(zip(table.columns, map(str, table.types)))
        allowed = {"text": ["varchar"], "integer": ["bigint"], "object": ["struct", "json", "map"]}
        empty = {column for column in types if all(row[column] is None for row in found)}
        check_types(name, types, allowed, null | empty)
        rows += found
    return rows


def parts(name, ending):
    found = [path for each in ("data", "natural") for path in sorted(glob.glob(os.path.join(folder, name, each, "*")))]
    assert found and all(path.endswith(ending) for path in found), found
    return found


def open_rows(library, name, ending):
    null = {column for column in expected[0] if all(row.get(column) is None for row in expected)}
    rows = compared(library(name, ending, null))
    wanted = compared(expected)
    assert len(rows) == len(wanted), f"{len(rows)} rows of {len(wanted)}"
    for row, right in zip(rows, wanted):
        for column in right:
            assert row[column] == right[column], f"{row['id']}: {column} is {row[column]!r}, not {right[column]!r}"


def open_metadata(name):
    for path in parts(name, ".parquet"):
        file = pyarrow.parquet.ParquetFile(path)
        assert file.metadata.metadata[b"wordmill.strategy_hash"].decode() == expected[0]["strategy_hash"]
        assert file.metadata.metadata[b"wordmill.run"]
        groups = [file.metadata.row_group(group) for group in range(file.metadata.num_row_groups)]
        assert all(group.num_rows <= 1000 for group in groups)
        codings = {group.column(column).compression for group in groups for column in range(group.num_columns)}
        assert codings == {name.removeprefix("parquet-").upper()}, codings


def open_rejects(name):
    paths = glob.glob(os.path.join(folder, name, "rejects", "*.jsonl.gz"))
    wanted = sorted(row["id"] for row in rows_of(paths, gzip.open))
    assert wanted
    files = os.path.join(folder, name, "rejects", "*.jsonl.gz")
    assert sorted(pandas.concat([pandas.read_json(path, lines=True) for path in paths])["id"]) == wanted
    assert sorted(polars.read_ndjson(files)["id"]) == wanted
    assert sorted(str(row[0]).replace("-", "") for row in duckdb.sql(f"select id from '{files}'").fetchall()) == wanted
    assert sorted(datasets.load_dataset("json", data_files=files, split="train")["id"]) == wanted


counts = {"passed": 0, "failed": 0}


def check(title, run, *arguments):
    began = time.monotonic()
    try:
        run(*arguments)
        counts["passed"] += 1
        print(f"ok   {time.monotonic() - began:5.1f} s  {title}", flush=True)
    except Exception as error:
        counts["failed"] += 1
        print(f"FAIL {time.monotonic() - began:5.1f} s  {title}\n     {type(error).__name__}: {error}", flush=True)


expected = rows_of(parts("jsonl-none", ".jsonl"))
libraries = {"datasets": with_datasets, "pandas": with_pandas, "polars": with_polars, "DuckDB": with_duckdb}
for name, ending in endings.items():
    for title, library in libraries.items():
        check(f"{title} opens {name}", open_rows, library, name, ending)
for name in ("parquet-zstd", "parquet-snappy"):
    check(f"{name} says what it is of", open_metadata, name)
check("rejects open with all of them", open_rejects, "jsonl-none")
print(f"{counts['passed']} passed, {counts['failed']} failed")
sys.exit(1 if counts["failed"] else 0)
