"""Ranks labelled news by `manage.py preview`: mean average precision, recall at 20, and direction.

    python benchmarks/relevance.py FOLDER/NAME --gold GOLD.json
    python benchmarks/relevance.py FOLDER/NAME --starter q01=A01,q02=B02,…

reads NAME.queries.jsonl (query_id, text, text_es, quote), NAME.docs.jsonl (doc_id, lang, title, text) and NAME.qrels.
(query_id, doc_id, relevant, direction). Each query becomes an item, watched by the terms and countries of the item of
GOLD.json whose quote is most like its own; another by what the program drafts of the text alone; one by what it drafts
of the Spanish text. With --starter the items of the starter catalogue are asked. All documents are asked twice, once
without their accents. The peer is BM25 of whole words with the same terms.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIGNS = {"progress": "advances", "setback": "sets_back"}
LANGUAGES = ("en", "es")


def lines(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def manage(*args, env):
    done = subprocess.run([sys.executable, ROOT / "manage.py", *args], env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{args[0]}: {done.stderr[-2000:]}")
    return done.stdout


def plain(text):
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def preview(docs, catalogue, references):
    """Rows of `preview` by item and then by whether the accents were left out."""
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"DATA_DIR": home}
        entries, file = Path(home) / "entries.jsonl", Path(home) / "catalogue.json"
        fields = [
            {"id": f"{name}{d['doc_id']}", "title": kept(d["title"] or ""), "text": kept(d["text"] or ""),
             "language": d["lang"]}
            for name, kept in (("", str), ("plain ", plain))
            for d in docs
        ]  # fmt: skip
        entries.write_text("\n".join(json.dumps(one) for one in fields))
        file.write_text(json.dumps(catalogue))
        manage("migrate", "-v0", env=env)
        manage("load_catalogue", *([str(file)] if catalogue else []), env=env)
        items = [arg for reference in references for arg in ("--item", reference)]
        told = manage("preview", *items, "--entries", str(entries), "--format", "json", env=env)
    rows = defaultdict(list)
    for row in map(json.loads, told.splitlines()):
        is_plain = row["id"].startswith("plain ")
        rows[row["item"], is_plain].append(row | {"id": row["id"].removeprefix("plain ")})
    return rows


def average_precision(ranked, relevant):
    hits, total = 0, 0.0
    for place, doc in enumerate(ranked, 1):
        if doc in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def figures_of(ranked, labels, language):
    """MAP and recall of a ranking, of all and of the documents of each language by themselves."""
    told = {"MAP": average_precision(ranked, labels), "recall@20": len(set(ranked[:20]) & set(labels)) / len(labels)}
    for spoken in LANGUAGES:
        if wanted := {name for name in labels if language[name] == spoken}:
            told[f"MAP {spoken}"] = average_precision([name for name in ranked if language[name] == spoken], wanted)
    return told


def show(name, told):
    means = {key: [each[key] for each in told if key in each] for key in ("MAP", "recall@20", "MAP en", "MAP es")}
    print(f"{name:<24}" + "".join(f"{key}: {sum(of) / len(of):.3f}   " for key, of in means.items() if of))


def words(text):
    return re.findall(r"\w+", plain(text).lower())


def bm25(docs, terms):
    """Whole words of the terms, title and text as one, k1 1.2 and b .75."""
    texts = {doc["doc_id"]: words(f"{doc['title']} {doc['text']}") for doc in docs}
    counts = {name: Counter(text) for name, text in texts.items()}
    mean = sum(map(len, texts.values())) / len(texts)
    wanted = {word for term in terms for word in words(term)}
    seen = {word: sum(word in each for each in counts.values()) for word in wanted}
    scores = {
        name: sum(
            math.log(1 + (len(docs) - seen[word] + 0.5) / (seen[word] + 0.5))
            * each[word] * 2.2 / (each[word] + 1.2 * (0.25 + 0.75 * len(texts[name]) / mean))
            for word in wanted & each.keys()
        )
        for name, each in counts.items()
    }  # fmt: skip
    return sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])


def gold_item(query, gold):
    """The recorded item whose quote shares most words with the query's."""
    asked = set(words(query["quote"]))
    return max(gold, key=lambda item: len(asked & set(words(item["quote"]))) / len(asked | set(words(item["quote"]))))


def catalogue_of(queries, gold):
    documents = [{"title": "English", "language": "en"}, {"title": "Spanish", "language": "es"}]
    items = []
    for query in queries:
        of_gold = gold_item(query, gold)
        watched = {"countries": of_gold["countries"], "watch": {"terms": of_gold["watch_terms"]}}
        for name, title, rest in (
            ("gold", query["text"], watched),
            ("drafted", query["text"], {}),
            ("drafted in Spanish", query["text_es"], {}),
        ):
            item = {"document": "Spanish" if "Spanish" in name else "English", "kind": "recommendation", "title": title}
            items.append({**item, "reference": f"{query['query_id']} {name}", **rest})
    return {"documents": documents, "items": items}


def direction_of(rows, labels, language):
    counts = defaultdict(Counter)
    for row in rows:
        if label := SIGNS.get(labels.get(row["id"], "")):
            said = row["direction"] if row["direction"] in SIGNS.values() else "silent"
            counts[language[row["id"]]][said == label, said != "silent"] += 1
    return counts


def show_directions(counts):
    for spoken in LANGUAGES:
        right, opposite = counts[spoken][True, True], counts[spoken][False, True]
        pairs = sum(counts[spoken].values())
        if pairs and right + opposite:
            print(f"direction {spoken}: speaks on {(right + opposite) / pairs:.0%} of {pairs}, right "
                  f"{right / (right + opposite):.2f} of these, opposite {opposite / pairs:.1%} of all")  # fmt: skip


def main():
    options = argparse.ArgumentParser()
    options.add_argument("stem")
    options.add_argument("--gold", type=Path)
    options.add_argument("--starter")
    given = options.parse_args()
    docs, qrels, queries = (lines(f"{given.stem}.{name}.jsonl") for name in ("docs", "qrels", "queries"))
    language = {doc["doc_id"]: doc["lang"] for doc in docs}
    gold = json.loads(given.gold.read_text())["items"] if given.gold else []
    starter = dict(pair.split("=") for pair in given.starter.split(",")) if given.starter else {}
    named = {query: {"starter": reference} for query, reference in starter.items()} or {
        query["query_id"]: {name: f"{query['query_id']} {name}" for name in ("gold", "drafted", "drafted in Spanish")}
        for query in queries
    }
    references = [reference for each in named.values() for reference in each.values()]
    rows = preview(docs, catalogue_of(queries, gold) if gold else None, references)
    told, directions = defaultdict(list), defaultdict(Counter)
    for query in queries:
        labels = {q["doc_id"]: q["direction"] for q in qrels if q["query_id"] == query["query_id"] and q["relevant"]}
        if not labels or query["query_id"] not in named:
            continue
        for name, reference in named[query["query_id"]].items():
            for is_plain in (False, True):
                ranked = [row["id"] for row in rows[reference, is_plain]]
                told[name + ", no accents" * is_plain].append(figures_of(ranked, labels, language))
        if gold:
            terms = [term for each in gold_item(query, gold)["watch_terms"].values() for term in each]
            told["BM25, gold terms"].append(figures_of(bm25(docs, terms), labels, language))
        first = next(iter(named[query["query_id"]].values()))
        for spoken, counts in direction_of(rows[first, False], labels, language).items():
            directions[spoken] += counts
    for name, each in told.items():
        show(name, each)
    show_directions(directions)


if __name__ == "__main__":
    main()
