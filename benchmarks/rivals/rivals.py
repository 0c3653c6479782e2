#!/usr/bin/env python3
"""Sluice and its rivals on the same file in the same run, and on labelled text.

It installs nothing; README.md says how what it looks for is made. A program
that is not there is left out and named. Nothing here reads the network.

  rivals.py --sluice BIN --file prose.jsonl            speed
  rivals.py --sluice BIN --eval SET.jsonl --labels L   recall and precision

Speed is decoded bytes over CPU seconds (user and system) of the looking alone:
starting up, loading rules and compiling patterns are taken out, by the
program's own clock where it is a worker of this file, else by a run over one
short record. Every program runs --rounds times, in turns; the best counts.

A labelled set is JSON Lines of {"text","spans":[{"start","end","label"}]} with
offsets in bytes of UTF-8, half-open. The labels file is CSV: label,group,kinds;
kinds are globs, separated by spaces, over sluice's kinds. What a rival calls
an entity is mapped to sluice's kind by the aliases of `sluice kinds`.
"""

import argparse
import collections
import csv
import fnmatch
import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))


# ---------------------------------------------------------------- workers
#
# A worker is a rival that is a Python library. It runs in a process of its
# own: rivals.py worker NAME FILE FINDINGS ROUNDS.


def presidio(which):
    """Presidio's analyzer with no model: blank spaCy for words, lower case for lemmas, so that its context words work."""
    import logging

    import spacy
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts, SlimSpacyNlpEngine

    logging.disable(logging.ERROR)

    class Blank(SlimSpacyNlpEngine):
        def __init__(self):
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}], auto_download=False)

        def load(self):
            self.nlp = {"en": spacy.blank("en")}
            self.nlp["en"].max_length = 1 << 30

        def process_text(self, text, language):
            doc = self.nlp[language](text)
            return NlpArtifacts(
                entities=[], tokens=doc, tokens_indices=[t.idx for t in doc], lemmas=[t.lower_ for t in doc],
                nlp_engine=self, language=language, scores=[])

    engine = Blank()
    engine.load()
    registry = RecognizerRegistry()
    if which == "stock":
        registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
        for r in list(registry.recognizers):
            if r.name in ("SpacyRecognizer", "NerModelRecognizer"):
                registry.remove_recognizer(r.name)
    else:
        import presidio_analyzer.predefined_recognizers as shelf

        for name in sorted(dir(shelf)):
            cls = getattr(shelf, name)
            if isinstance(cls, type) and (issubclass(cls, PatternRecognizer) and cls is not PatternRecognizer or name == "PhoneRecognizer"):
                try:
                    registry.add_recognizer(cls(supported_language="en"))
                except Exception:  # an abstract class, or one that asks for more than a language
                    continue
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    n = len(registry.recognizers)

    def look(text):
        return [(r.start, r.end, r.entity_type, r.score) for r in analyzer.analyze(text=text, language="en")]

    return look, f"presidio-analyzer {importlib.metadata.version('presidio-analyzer')}", f"{n} recognizers"


def datatrove():
    from datatrove.pipeline.formatters.pii import PIIFormatter

    f = PIIFormatter()

    def look(text):
        f.format(text)  # what its users run
        out = [(m.start(), m.end(), "EMAIL_ADDRESS", 1) for m in f.emails_replacer.regex.finditer(text)]
        out += [(m.start(), m.end(), "IP_ADDRESS", 1) for m in f.ip_replacer.regex.finditer(text) if f.ip_replacer.validator(m.group(0))]
        return out

    def only_format(text):
        f.format(text)
        return ()

    return look, f"datatrove {importlib.metadata.version('datatrove')}", "2 patterns", only_format


def detect_secrets():
    from detect_secrets.core import scan
    from detect_secrets.settings import default_settings

    active = default_settings()  # holds as long as look holds it
    active.__enter__()

    def look(text, active=active):
        n = []
        for line in text.splitlines():
            n += scan.scan_line(line)
        return [(0, 0, s.type, 1) for s in n]

    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    return look, f"detect-secrets {importlib.metadata.version('detect-secrets')}", f"{len(get_mapping_from_secret_type_to_class())} plugins"


WORKERS = {
    "presidio-stock": lambda: presidio("stock"),
    "presidio-all": lambda: presidio("all"),
    "datatrove": datatrove,
    "detect-secrets": detect_secrets,
}


def worker(name, src, out, rounds):
    made = WORKERS[name]()
    look, version, rules = made[:3]
    quick = made[3] if len(made) > 3 else look
    texts = [json.loads(line)["text"] for line in open(src, encoding="utf8")]
    best = None
    for _ in range(rounds):
        start = time.process_time()
        for t in texts:
            quick(t)
        took = time.process_time() - start
        best = took if best is None else min(best, took)
    found = 0
    with open(out, "w", encoding="utf8") as w:
        for row, t in enumerate(texts):
            at = None
            for start, end, kind, score in look(t):
                found += 1
                if not t.isascii():
                    if at is None:
                        at = [0]
                        for c in t:
                            at.append(at[-1] + len(c.encode("utf8", "surrogatepass")))
                    start, end = at[start], at[end]
                w.write(json.dumps({"row": row, "start": start, "end": end, "kind": kind, "score": score}) + "\n")
    print(json.dumps({"version": version, "rules": rules, "cpu": best, "findings": found}))


# ---------------------------------------------------------------- running


def run(cmd, ok=(0, 1), env=None):
    """Runs a program and returns its output and the CPU seconds of it and its children."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        p = subprocess.Popen(cmd, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=env)
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        text = out.read().decode("utf8", "replace")
        if p.returncode not in ok:
            raise RuntimeError(f"{os.path.basename(cmd[0])} ended with {p.returncode}: {err.read().decode('utf8', 'replace')[-500:]}")
        return text, usage.ru_utime + usage.ru_stime


class Programs:
    """What there is on this machine, each as a function of a file that returns CPU seconds, findings, version, rules."""

    def __init__(self, a, tmp):
        self.a, self.tmp = a, tmp
        self.missing = []
        self.all = {}
        self.idle = {}
        if self.add("sluice", a.sluice, self.sluice):
            self.all["sluice-credentials"] = lambda src: self.sluice(src, "credential")
        for name in WORKERS:
            dist = {"presidio-stock": "presidio-analyzer", "presidio-all": "presidio-analyzer"}.get(name, name)
            try:
                importlib.metadata.version(dist)
            except importlib.metadata.PackageNotFoundError:
                self.missing.append(name)
                continue
            self.all[name] = lambda src, n=name: self.worker(n, src)
        self.add("gitleaks", a.gitleaks, self.gitleaks)
        self.add("betterleaks", a.betterleaks, self.betterleaks)
        self.add("trufflehog", a.trufflehog, self.trufflehog)
        if self.add("hyperscan", a.hyperscan, None):
            del self.all["hyperscan"]
            for name, path in (("hyperscan, sluice's patterns", a.patterns), ("hyperscan, gitleaks' patterns", a.gitleaks_config)):
                if path and os.path.exists(path):
                    self.all[name] = lambda src, p=path: self.hyperscan(p, src)
                else:
                    self.missing.append(name)
        if a.only:
            self.all = {n: f for n, f in self.all.items() if any(fnmatch.fnmatch(n, o) for o in a.only.split(","))}

    def add(self, name, path, f):
        found = path and (path if os.path.exists(path) else shutil.which(path))
        if not found:
            self.missing.append(name)
            return False
        setattr(self.a, name.replace("-", "_"), found)
        self.all[name] = f
        return True

    def minus_start(self, name, cmd_of, src, **kw):
        """CPU seconds of a run over src less those of one over a single short record; the record's time is measured once."""
        if name not in self.idle:
            one = os.path.join(self.tmp, "one.jsonl")
            with open(one, "w", encoding="utf8") as f:
                f.write('{"id":"1","text":"nothing"}\n')
            self.idle[name] = min(run(cmd_of(one), **kw)[1] for _ in range(3))
        out, cpu = run(cmd_of(src), **kw)
        return out, max(cpu - self.idle[name], 1e-6)

    def sluice(self, src, family=None):
        """Every kind, or those of a family: what secret scanners look for is one of them."""
        rep = os.path.join(self.tmp, "sluice.json")
        only = ["--kinds", "family:" + family] if family else []
        _, cpu = self.minus_start(f"sluice {family}", lambda f: [self.a.sluice, "scan", "-q", "-j", "1", "--report", rep, *only, f], src)
        kinds = json.loads(run([self.a.sluice, "kinds", "--format", "json"])[0])
        n = sum(k["default"] for k in kinds if not family or k["family"] == family)
        r = json.load(open(rep, encoding="utf8"))
        return cpu, r["findings"], f"sluice {r['version']}", f"{n} kinds" + (" of credentials alone" if family else "")

    def worker(self, name, src):
        out, _ = run([sys.executable, os.path.abspath(__file__), "worker", name, src, os.path.join(self.tmp, name + ".found"), "1"], ok=(0,))
        r = json.loads(out.splitlines()[-1])
        return r["cpu"], r["findings"], r["version"], r["rules"]

    def gitleaks(self, src):
        rep = os.path.join(self.tmp, "gitleaks.json")
        env = dict(os.environ, GOMAXPROCS="1")
        _, cpu = self.minus_start("gitleaks", lambda f: [self.a.gitleaks, "dir", f, "--no-banner", "-l", "error", "-f", "json", "-r", rep, "--redact"], src, env=env)
        return cpu, len(json.load(open(rep, encoding="utf8"))), "gitleaks " + self.gitleaks_version(), self.rules(self.a.gitleaks_config)

    def gitleaks_version(self):
        m = re.search(r"zricethezav/gitleaks/v8[ \t]+v?([\w.+-]+)", run(["go", "version", "-m", self.a.gitleaks])[0]) if shutil.which("go") else None
        return m.group(1) if m else ""

    def betterleaks(self, src):
        rep = os.path.join(self.tmp, "betterleaks.jsonl")
        env = dict(os.environ, GOMAXPROCS="1")
        _, cpu = self.minus_start("betterleaks", lambda f: [self.a.betterleaks, "-s", "--redact", "-o", rep, f], src, env=env)
        version = run([self.a.betterleaks, "-V"])[0].strip().splitlines()
        return cpu, sum(1 for _ in open(rep, encoding="utf8")), "betterleaks " + (version[-1].replace("betterleaks", "").strip() if version else ""), "default rules"

    def trufflehog(self, src):
        env = dict(os.environ, GOMAXPROCS="1")
        out, cpu = self.minus_start("trufflehog", lambda f: [self.a.trufflehog, "filesystem", "--no-verification", "--no-update", "-j", f], src, ok=(0, 183), env=env)
        return cpu, len(out.splitlines()), "trufflehog", "default detectors"

    def hyperscan(self, path, src):
        plain = path
        if path.endswith(".toml"):
            plain = os.path.join(self.tmp, "patterns.txt")
            with open(path, "rb") as f, open(plain, "w", encoding="utf8") as w:
                for r in tomllib.load(f)["rules"]:
                    if "regex" in r and "\n" not in r["regex"]:
                        w.write(r["regex"] + "\n")
        r = json.loads(run([self.a.hyperscan, plain, src, "1"], ok=(0,))[0])
        return r["cpu"], r["findings"], "hyperscan " + r["version"].split()[0], f"{r['patterns']} of {r['given']} patterns"

    @staticmethod
    def rules(path):
        if not path or not os.path.exists(path):
            return "default rules"
        with open(path, "rb") as f:
            return f"{len(tomllib.load(f)['rules'])} rules"


# What is slow gets the head of the file only; its speed is that of the head.
SLOW = {"presidio-all": 40, "presidio-stock": 20, "detect-secrets": 40, "gitleaks": 4, "betterleaks": 1, "datatrove": 4}


def head(src, tmp, share):
    if share <= 1:
        return src
    out = os.path.join(tmp, f"head{share}.jsonl")
    if not os.path.exists(out):
        want, n = os.path.getsize(src) // share, 0
        with open(src, "rb") as f, open(out, "wb") as w:
            for line in f:
                w.write(line)
                n += len(line)
                if n >= want:
                    break
    return out


def speed(a, programs, tmp, say):
    size = os.path.getsize(a.file)
    best = {}
    for r in range(a.rounds):
        for name, f in programs.all.items():
            src = head(a.file, tmp, SLOW.get(name, 1))
            got = f(src)
            print(f"round {r + 1}: {name}: {os.path.getsize(src) / 1e6 / got[0]:.2f} MB/s", file=sys.stderr)
            if name not in best or got[0] < best[name][1][0]:
                best[name] = (os.path.getsize(src), got)
    say(f"### Speed: {os.path.basename(a.file)}, {size / 1e6:.1f} MB, best of {a.rounds}\n")
    say("| program | rules | MB looked at | findings a MB | MB per CPU second | sluice is faster by | with credentials alone by |")
    say("|---|---|--:|--:|--:|--:|--:|")
    mine, secrets = (best[n][0] / best[n][1][0] if n in best else 0 for n in ("sluice", "sluice-credentials"))
    for name, (n, (cpu, found, version, rules)) in sorted(best.items(), key=lambda kv: -kv[1][0] / kv[1][1][0]):
        rate = n / cpu
        label = version if name in version or name.startswith("sluice") else f"{version} ({name.split(', ')[-1]})"
        faster, alone = ("", "") if name.startswith("sluice") else (f"{mine / rate:.3g}", f"{secrets / rate:.3g}")
        say(f"| {label} | {rules} | {n / 1e6:.2f} | {found / (n / 1e6):.1f} | {rate / 1e6:.3g} | {faster} | {alone} |")
    say("")


# ---------------------------------------------------------------- labels


def aliases(a):
    out = {}
    for k in json.loads(run([a.sluice, "kinds", "--format", "json"])[0]):
        out[k["kind"]] = k["kind"]
        for alias in k["aliases"]:
            out.setdefault(alias, k["kind"])
    return out


def score(docs, found, labels):
    """Recall, exactness and leak by group, and how many findings touch a labelled span."""
    groups = collections.defaultdict(collections.Counter)
    hits = total = 0
    for row, d in enumerate(docs):
        fs = sorted(found.get(row, ()))
        for s in d["spans"]:
            if s["label"] not in labels:
                continue
            group, kinds = labels[s["label"]]
            g = groups[group]
            g["spans"] += 1
            over = [f for f in fs if f[0] < s["end"] and f[1] > s["start"]]
            g["recall"] += any(fnmatch.fnmatchcase(f[2], k) for f in over for k in kinds)
            g["any"] += bool(over)
            g["exact"] += any((f[0], f[1]) == (s["start"], s["end"]) for f in over)
        total += len(fs)
        hits += sum(any(s["start"] < f[1] and s["end"] > f[0] for s in d["spans"]) for f in fs)
    return groups, hits, total


def accuracy(a, programs, tmp, say):
    labels = {}
    with open(a.labels, encoding="utf8", newline="") as f:
        for r in csv.DictReader(f):
            labels[r["label"]] = (r["group"], r["kinds"].split())
    kinds = aliases(a)
    cols = ["sluice"] + [n for n in ("presidio-stock", "presidio-all", "datatrove") if n in programs.all]
    say(f"### Recall and precision, at most {a.docs} documents of each set\n")
    say("Cells are recall / exact spans; – is a group that the program finds in none of the sets. Precision is the share of findings that touch a labelled span of any")
    say("label, so it counts what a set does not label as false; it compares programs, it does not judge one.")
    say(f"Presidio counts from score {a.presidio_score}; scores below are returned by it unless a threshold is set.\n")
    say("| set | group | spans | " + " | ".join(cols) + " |")
    say("|---|---|--:|" + "--:|" * len(cols))
    rows, able = [], set()
    for path in a.eval:
        with open(path, encoding="utf8") as f:
            docs = [json.loads(line) for line, _ in zip(f, range(a.docs))]
        src = os.path.join(tmp, "text.jsonl")
        with open(src, "w", encoding="utf8") as w:
            for d in docs:
                w.write(json.dumps({"text": d["text"]}, ensure_ascii=False) + "\n")
        got = {}
        for name in cols:
            out = os.path.join(tmp, "found.jsonl")
            if name == "sluice":
                run([a.sluice, "scan", "-q", "--findings", out, src])
            else:
                run([sys.executable, os.path.abspath(__file__), "worker", name, src, out, "0"], ok=(0,))
            found = collections.defaultdict(list)
            with open(out, encoding="utf8") as f:
                for line in f:
                    x = json.loads(line)
                    if name.startswith("presidio") and x["score"] < a.presidio_score:
                        continue
                    found[x["row"]].append((x["start"], x["end"], kinds.get(x["kind"], x["kind"])))
            got[name] = score(docs, found, labels)
        base = os.path.basename(path).removesuffix(".jsonl")
        for g in sorted(got["sluice"][0]):
            n = got["sluice"][0][g]["spans"]
            if n < a.least:
                continue
            able.update((c, g) for c in cols if got[c][0][g]["recall"])
            rows.append((base, g, n, {c: f"{got[c][0][g]['recall'] / n:.3f} / {got[c][0][g]['exact'] / n:.3f}" for c in cols}))
        rows.append((base, None, "", {c: f"{got[c][1] / got[c][2]:.3f} of {got[c][2]}" if got[c][2] else "no findings" for c in cols}))
    for base, g, n, cells in rows:
        shown = [cells[c] if g is None or (c, g) in able else "–" for c in cols]
        say(f"| {base} | {g or 'precision, all'} | {n} | " + " | ".join(shown) + " |")
    say("")


def commit():
    try:
        return subprocess.run(["git", "-C", HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf8") as f:
            model = next(line.split(":", 1)[1].strip() for line in f if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def main():
    if len(sys.argv) == 6 and sys.argv[1] == "worker":
        return worker(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = os.path.dirname(sys.executable)
    p.add_argument("--sluice", default="sluice", metavar="BIN")
    p.add_argument("--gitleaks", default="gitleaks", metavar="BIN")
    p.add_argument("--gitleaks-config", metavar="TOML", help="its rules, for their number and for hyperscan")
    p.add_argument("--betterleaks", default=os.path.join(beside, "betterleaks"), metavar="BIN")
    p.add_argument("--trufflehog", default="trufflehog", metavar="BIN")
    p.add_argument("--hyperscan", default=os.path.join(HERE, "hyperscan"), metavar="BIN")
    p.add_argument("--patterns", metavar="FILE", help="sluice's patterns, one a line, for hyperscan")
    p.add_argument("--file", metavar="JSONL", help='records with a "text" to measure speed on')
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--only", metavar="GLOBS", help="only these programs")
    p.add_argument("--eval", nargs="+", metavar="JSONL", default=[], help="labelled sets")
    p.add_argument("--labels", metavar="CSV")
    p.add_argument("--docs", type=int, default=500, help="documents of each set that are looked at")
    p.add_argument("--least", type=int, default=10, help="spans that a group needs to be shown")
    p.add_argument("--presidio-score", type=float, default=0.4)
    p.add_argument("--out", metavar="MD", help="the tables go there, too")
    a = p.parse_args()
    if a.eval and not a.labels:
        p.error("--eval needs --labels")
    lines = []

    def say(s):
        print(s, flush=True)
        lines.append(s)

    with tempfile.TemporaryDirectory() as tmp:
        programs = Programs(a, tmp)
        say(f"{time.strftime('%Y-%m-%d', time.gmtime())}, commit {commit()}, {machine()}\n")
        if programs.missing:
            say("Not there: " + ", ".join(programs.missing) + ".\n")
        if a.file:
            speed(a, programs, tmp, say)
        if a.eval:
            accuracy(a, programs, tmp, say)
    if a.out:
        with open(a.out, "w", encoding="utf8") as f:
            f.write("\n".join(lines))


if __name__ == "__main__":
    main()
