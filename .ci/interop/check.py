"""Redacts files written by pandas, pyarrow, polars and DuckDB and reads them back.

    python check.py --sluice BINARY [NAME...]

NAME picks files by a part of their name. Needs the
packages of requirements.txt. Exits 1 if a file is not what it should be:

- a file without personal data leaves byte-identical;
- schema, row count, compression, counts of nulls and every untouched value
  are equal for pyarrow, polars and DuckDB;
- the address is gone from the values and, where nothing is compressed, from
  the bytes of the file;
- row filters (bounds, page indexes, bloom filters) still find their rows;
- compressed JSONL is read whole by zstandard, gzip and fsspec.

All values are made up.
"""

import argparse
import csv
import datetime
import decimal
import gzip
import hashlib
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import duckdb
import fsspec
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

MAIL = "jo.miller" + "@" + "acme-corp.io"
LABEL = "<EMAIL_ADDRESS>"
ROWS = 1200
WORDS = "the quick brown fox jumps over a lazy dog while nobody looks at it twice".split()


def sentence(rng, i, dirty):
    s = " ".join(rng.choice(WORDS) for _ in range(rng.randint(0, 30)))
    return f"{s} {MAIL} {s}" if dirty and i % 37 == 5 else s


def rows(dirty):
    rng = random.Random(5)
    people = [MAIL if dirty else "nobody"] + [f"person {i}" for i in range(20)]
    for i in range(ROWS):
        yield {
            "id": i,
            "text": None if i % 11 == 0 else sentence(rng, i, dirty),
            "who": rng.choice(people),
            "none": None,
            "small": i % 100,
            "score": i / 7,
            "flag": i % 3 == 0,
            "day": datetime.date(2020, 1, 1) + datetime.timedelta(days=i % 900),
            "at": datetime.datetime(2021, 1, 1) + datetime.timedelta(seconds=i),
            "amount": decimal.Decimal(i) / 4,
            "raw": bytes([0xFF, 0, i % 256]),
            "tags": None if i % 13 == 0 else [rng.choice(people) for _ in range(i % 4)],
            "messages": [
                {"role": "user" if j % 2 else "assistant", "content": None if (i + j) % 17 == 0 else sentence(rng, i + j, dirty)}
                for j in range(i % 5)
            ],
            "attrs": [(f"k{j}", sentence(rng, i + j, dirty)) for j in range(i % 3)],
            "meta": {"lang": rng.choice(["en", "de"]), "inner": {"note": sentence(rng, i, dirty)} if i % 5 else None},
            "clean": f"{rng.choice(WORDS)}{i}",
        }


SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("text", pa.string()),
        ("who", pa.string()),
        ("none", pa.string()),
        ("small", pa.int16()),
        ("score", pa.float64()),
        ("flag", pa.bool_()),
        ("day", pa.date32()),
        ("at", pa.timestamp("us")),
        ("amount", pa.decimal128(12, 3)),
        ("raw", pa.binary()),
        ("tags", pa.list_(pa.string())),
        ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))),
        ("attrs", pa.map_(pa.string(), pa.string())),
        ("meta", pa.struct([("lang", pa.string()), ("inner", pa.struct([("note", pa.string())]))])),
        ("clean", pa.string()),
    ],
    metadata={b"mykey": b"myvalue"},
)


def make(folder, dirty):
    """Writes the Parquet files and returns their paths."""
    table = pa.Table.from_pylist(list(rows(dirty)), schema=SCHEMA)
    flat = table.drop(["attrs"])

    def arrow(name, **options):
        options = {"row_group_size": 500, "data_page_size": 8000, **options}
        pq.write_table(table, folder / f"pyarrow_{name}.parquet", **options)

    for codec in ["none", "snappy", "zstd", "gzip", "brotli", "lz4"]:
        arrow(f"{codec}_dict_v1", compression=codec, use_dictionary=True, data_page_version="1.0", write_page_checksum=True)
        arrow(f"{codec}_plain_v2", compression=codec, use_dictionary=False, data_page_version="2.0")
    arrow("index", compression="none", write_page_index=True, sorting_columns=[pq.SortingColumn(0)])
    arrow("bloom", compression="zstd", write_page_index=True, bloom_filter_options={"text": True, "clean": True, "id": True})
    arrow("one_group", compression="zstd", row_group_size=ROWS)
    arrow("int96", use_deprecated_int96_timestamps=True)
    for encoding in ["DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]:
        columns = {"text": encoding, "who": encoding, "clean": encoding, "id": "DELTA_BINARY_PACKED", "score": "BYTE_STREAM_SPLIT"}
        arrow(encoding.lower(), use_dictionary=False, column_encoding=columns)
    pq.write_table(table.slice(0, 0), folder / "pyarrow_empty.parquet")
    people = pa.array([MAIL if dirty else "nobody"] + ["a"] * 9).dictionary_encode().slice(5, 5)
    pq.write_table(table.slice(0, 5).append_column("cat", people), folder / "pyarrow_unused_entry.parquet", compression="none")
    frame = flat.to_pandas()
    frame["category"] = pd.Categorical(frame["who"])
    frame.to_parquet(folder / "pandas.parquet")
    frame[["id", "text", "who"]].to_parquet(folder / "pandas_index.parquet", index=True, compression="gzip")
    for codec in ["zstd", "snappy", "uncompressed", "lz4"]:
        pl.from_arrow(flat).write_parquet(folder / f"polars_{codec}.parquet", compression=codec, row_group_size=500, statistics="full")
    con = duckdb.connect()
    con.register("t", table)
    for codec in ["zstd", "snappy", "uncompressed", "lz4_raw"]:
        for version in ["V1", "V2"]:
            path = folder / f"duckdb_{codec}_{version}.parquet"
            con.execute(f"copy t to '{path}' (format parquet, compression {codec}, row_group_size 2048, parquet_version {version})")
    return sorted(folder.glob("*.parquet"))


def redacted(v):
    if isinstance(v, str):
        return v.replace(MAIL, LABEL)
    if isinstance(v, list):
        return [redacted(x) for x in v]
    if isinstance(v, tuple):
        return tuple(redacted(x) for x in v)
    if isinstance(v, dict):
        return {k: redacted(x) for k, x in v.items()}
    return v


failures = 0


def check(ok, name, what):
    global failures
    if not ok:
        failures += 1
        print(f"FAILED {name}: {what}")


def sluice(binary, source, target):
    done = subprocess.run([binary, "redact", source, "--out", target, "--quiet"], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        check(False, pathlib.Path(source).name, f"exit {done.returncode}: {done.stderr.strip()[:300]}")
    return done.returncode == 0


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


READERS = {
    "pyarrow": lambda p: pq.read_table(p).to_pylist(),
    "polars": lambda p: pl.read_parquet(p).to_dicts(),
    "duckdb": lambda p: duckdb.sql(f"select * from '{p}'").to_arrow_table().to_pylist(),
}


def parquet(binary, source, target):
    name = source.stem
    if not sluice(binary, source, target):
        return
    before, after = pq.ParquetFile(source), pq.ParquetFile(target, page_checksum_verification=True)
    check(after.schema_arrow.equals(before.schema_arrow, check_metadata=True), name, "Arrow schema or key-value metadata differ")
    check(after.schema.equals(before.schema), name, "Parquet schema differs")
    check(after.metadata.num_row_groups == before.metadata.num_row_groups, name, "row groups differ")
    for g in range(after.metadata.num_row_groups):
        a, b = after.metadata.row_group(g), before.metadata.row_group(g)
        check(a.num_rows == b.num_rows, name, "rows of a group differ")
        for c in range(a.num_columns):
            x, y = a.column(c), b.column(c)
            where = f"group {g} column {x.path_in_schema}"
            check(x.compression == y.compression, name, f"{where}: compression")
            check(x.has_dictionary_page == y.has_dictionary_page or "unused" in name, name, f"{where}: dictionary")
            s, t = x.statistics, y.statistics
            if t is not None and t.has_null_count:
                check(s is not None and s.null_count == t.null_count, name, f"{where}: count of nulls")
            if s is not None and s.has_min_max:
                check(MAIL not in f"{s.min}{s.max}", name, f"{where}: the address is in the bounds")
    for reader, read in READERS.items():
        check(read(target) == [redacted(r) for r in read(source)], name, f"values for {reader} differ")
    if before.metadata.num_rows == ROWS:
        check(pq.read_table(target, filters=[("id", "==", 777)]).num_rows == 1, name, "pyarrow's filter on id")
        check(pl.scan_parquet(target).filter(pl.col("id") == 777).collect().height == 1, name, "polars' filter on id")
        if "clean" in before.schema_arrow.names:
            n = duckdb.sql(f"select count(*) from '{target}' where clean = (select clean from '{source}' where id = 777)").fetchall()[0][0]
            check(n >= 1, name, "DuckDB's filter on clean")
        want = sum(MAIL in (r or "") for r in pq.read_table(source, columns=["text"])["text"].to_pylist())
        n = duckdb.sql(f"select count(*) from '{target}' where text like '%{LABEL}%'").fetchall()[0][0]
        check(n == want, name, "DuckDB's filter on the label")
    check(MAIL.encode() not in pathlib.Path(target).read_bytes(), name, "the address is in the bytes of the file")
    again = target.with_name("again_" + target.name)
    if sluice(binary, target, again):
        check(digest(again) == digest(target), name, "a second run changes the file")


def text_files(folder, dirty):
    plain = [{"id": r["id"], "text": r["text"] or "", "messages": r["messages"], "meta": r["meta"]} for r in rows(dirty)]
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in plain)
    (folder / "python.jsonl").write_text(lines)
    (folder / "python.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "python.jsonl.zst").write_bytes(zstandard.compress(lines.encode()))
    frame = pd.DataFrame([{"id": r["id"], "text": r["text"], "who": "a, \"b\"\nc"} for r in plain])
    frame.to_json(folder / "pandas.jsonl", orient="records", lines=True)
    frame.to_csv(folder / "pandas.csv", index=False)
    frame.to_csv(folder / "pandas.csv.gz", index=False)
    pl.DataFrame(frame).write_csv(folder / "polars.csv")
    pl.DataFrame(frame).write_ndjson(folder / "polars.jsonl")
    duckdb.sql(f"copy (select * from frame) to '{folder / 'duckdb.csv'}' (header, delimiter ',')")
    duckdb.sql(f"copy (select * from frame) to '{folder / 'duckdb.jsonl'}' (format json)")
    return sorted(p for p in folder.iterdir() if ".csv" in p.name or ".jsonl" in p.name)


def content(path):
    """The text as the clients of such files read it."""
    raw = path.read_bytes()
    if path.suffix == ".zst":
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(raw)) as r:
            text = r.read().decode()
        with fsspec.open(str(path), "rt", compression="zstd", newline="") as f:
            check(f.read() == text, path.name, "fsspec reads another text than zstandard")
        return text
    if path.suffix == ".gz":
        return gzip.decompress(raw).decode()
    return raw.decode()


def records(path, text):
    if ".csv" in path.name:
        return list(csv.reader(io.StringIO(text, newline="")))
    return [json.loads(line) for line in text.splitlines()]


def text_file(binary, source, target):
    if not sluice(binary, source, target):
        return
    old, new = content(source), content(target)
    check(records(target, new) == redacted(records(source, old)), source.name, "records differ")
    check(new == old.replace(MAIL, LABEL), source.name, "bytes around the findings changed")


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--sluice", required=True)
    flags.add_argument("names", nargs="*")
    given = flags.parse_args()
    binary, names = given.sluice, given.names
    picked = lambda paths: [p for p in paths if not names or any(n in p.name for n in names)]
    done = 0
    with tempfile.TemporaryDirectory() as tmp:
        for dirty in [True, False]:
            folder = pathlib.Path(tmp) / ("dirty" if dirty else "clean")
            out = folder / "out"
            out.mkdir(parents=True)
            files = picked(make(folder, dirty)) + picked(text_files(folder, dirty))
            for path in files:
                target = out / path.name
                done += 1
                try:
                    if not dirty:
                        if sluice(binary, path, target) and path.suffix not in (".gz", ".zst"):
                            check(digest(target) == digest(path), path.name, "a clean file changed")
                        elif path.suffix in (".gz", ".zst"):
                            check(content(target) == content(path), path.name, "the text of a clean file changed")
                    elif path.suffix == ".parquet":
                        parquet(binary, path, target)
                    else:
                        text_file(binary, path, target)
                except Exception as e:  # a reader that cannot read the output
                    check(False, path.name, f"{type(e).__name__}: {str(e)[:200]}")
    print(f"{done} files, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
