"""Ranks labelled news by `manage.py preview` with the starter catalogue: mean average precision and recall at 20.

    python benchmarks/relevance.py FOLDER/NAME q01=A01,q02=B02,…

reads NAME.docs.jsonl (doc_id, lang, title, text) and NAME.qrels.jsonl (query_id, doc_id, relevant, direction).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIGNS = {"progress": "advances", "setback": "sets_back"}


def lines(path):
    return [json.loads(line) for line in Path(path).open(encoding="utf-8")]


def manage(*args, env):
    done = subprocess.run([sys.executable, ROOT / "manage.py", *args], env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{args[0]}: {done.stderr[-2000:]}")
    return done.stdout


def preview(docs, references):
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"DATA_DIR": home}
        entries = Path(home) / "entries.jsonl"
        fields = [
            {"id": d["doc_id"], "title": d["title"] or "", "text": d["text"] or "", "language": d["lang"]} for d in docs
        ]
        entries.write_text("\n".join(json.dumps(one) for one in fields))
        manage("migrate", "-v0", env=env)
        manage("load_catalogue", env=env)
        items = [arg for reference in references for arg in ("--item", reference)]
        return [json.loads(line) for line in manage(
            "preview", *items, "--entries", str(entries), "--format", "json", env=env).splitlines()]  # fmt: skip


def average_precision(ranked, relevant):
    hits, total = 0, 0.0
    for place, doc in enumerate(ranked, 1):
        if doc in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def main(stem, mapping):
    docs, qrels = lines(f"{stem}.docs.jsonl"), lines(f"{stem}.qrels.jsonl")
    items = dict(pair.split("=") for pair in mapping.split(","))
    rows = preview(docs, set(items.values()))
    language = {doc["doc_id"]: doc["lang"] for doc in docs}
    figures, directions = defaultdict(list), Counter()
    for query, reference in items.items():
        labels = {q["doc_id"]: q["direction"] for q in qrels if q["query_id"] == query and q["relevant"]}
        ranked = [row for row in rows if row["item"] == reference]
        if not labels:
            continue
        names = [row["id"] for row in ranked]
        figures["MAP"].append(average_precision(names, labels))
        figures["recall@20"].append(len(set(names[:20]) & set(labels)) / len(labels))
        for spoken in ("en", "es"):
            wanted = {name for name in labels if language[name] == spoken}
            if wanted:
                own = [name for name in names if language[name] == spoken]
                figures[f"MAP {spoken}"].append(average_precision(own, wanted))
        for row in ranked:
            if label := SIGNS.get(labels.get(row["id"], "")):
                said = row["direction"]
                directions["spoken" if said in SIGNS.values() else "silent"] += 1
                directions["right"] += said == label
                directions["opposite"] += said in SIGNS.values() and said != label
    for name, values in figures.items():
        print(f"{name}: {sum(values) / len(values):.3f} over {len(values)} queries")
    print("direction of the relevant:", dict(directions))


if __name__ == "__main__":
    main(*sys.argv[1:])
