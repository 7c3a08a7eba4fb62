"""Entries a second against thousands of watches of 12 terms, on one core; beside a plain loop and a set of words.

    python benchmarks/matching.py [--entries 3000] [--watches 10,1000,10000] [--texts FILE.jsonl]

Entries and watches are made up of words drawn as often as they are used; FILE has real ones ({title, text, language}).
Each number of watches is measured in a process of its own, so that the memory is that of its watches alone.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TITLE, SUMMARY = 10, 35  # words
LENGTHS = [1, 2, 2, 2, 3]  # of a term, in words
ROUNDS = 5  # the fastest counts: the machine may have other work


def vocabulary(language):
    import wordfreq

    words = [word for word in wordfreq.top_n_list(language, 20_000, wordlist="small") if word.isalpha()]
    frequencies = [wordfreq.word_frequency(word, language, wordlist="small") for word in words]
    return words, frequencies


def made_up_entries(number, rng):
    entries = []
    for at in range(number):
        language = "en" if at % 2 else "es"
        words, frequencies = VOCABULARY[language]
        drawn = rng.choices(words, frequencies, k=TITLE + SUMMARY)
        entries.append((" ".join(drawn[:TITLE]), " ".join(drawn[TITLE:]), language))
    return entries


def made_up_term(language, rng):
    """One to three words; not the commonest, and otherwise the commoner the likelier."""
    words, _ = VOCABULARY[language]
    return " ".join(words[200 + int((len(words) - 200) * rng.random() ** 2)] for _ in range(rng.choice(LENGTHS)))


def made_up_watch(rng):
    places = rng.sample(["US", "MX", "EC", "CO", "PE", "GT"], 2) if rng.random() < 0.7 else []
    terms = {language: [made_up_term(language, rng) for _ in range(6)] for language in ("en", "es")}
    return {"terms": terms, "places": places, "actors": [f"Ministry of {made_up_term('en', rng)}"]}


def read_texts(path, number):
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    rows = [(row["title"] or "", row["text"] or "", row.get("language") or row.get("lang") or "") for row in rows]
    return (rows * (number // len(rows) + 1))[:number]


def measure(watches, entries, texts):
    from indicators.watch.postings import Postings
    from indicators.watch.reading import read
    from indicators.watch.score import accepts, evaluate
    from indicators.watch.terms import compile_watch

    rng = random.Random(7)
    news = read_texts(texts, entries) if texts else made_up_entries(entries, rng)
    contents = [made_up_watch(rng) for _ in range(watches)]
    started = time.process_time()
    compiled = [compile_watch(**content) for content in contents]
    index = Postings(compiled)
    built = time.process_time() - started

    def match(some):
        found = 0
        for title, text, language in some:
            reading = read(title, text, language=language)
            found += sum(accepts(compiled[at], evaluate(compiled[at], reading)) for at in index.reached_by(reading))
        return found

    def loop(some):
        readings = (read(title, text, language=language) for title, text, language in some)
        return sum(accepts(terms, evaluate(terms, reading)) for reading in readings for terms in compiled)

    match(news[:200])  # stems and rarities are remembered from one entry to the next
    seconds, found = min(timed(match, news) for _ in range(ROUNDS))
    few = news[: max(3, 20_000 // watches)]
    looped, found_by_loop = timed(loop, few)
    return {
        "watches": watches,
        "entries/s": len(news) / seconds,
        "us/entry": seconds / len(news) * 1e6,
        "matches/entry": found / len(news),
        "loop/s": len(few) / looped,
        "same": found_by_loop == match(few),
        "build s": built,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def timed(call, news):
    started = time.process_time()
    found = call(news)
    return time.process_time() - started, found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--entries", type=int, default=3_000)
    options.add_argument("--watches", default="10,100,1000,10000")
    options.add_argument("--texts")
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.entries, given.texts)))
        return
    rows = [one_process(int(number), given) for number in given.watches.split(",")]
    least = rows[0]["us/entry"]
    print(" watches  entries/s  growth  × loop  matches  same  build s  peak MB")
    for row in rows:
        growth, gain = row["us/entry"] / least, row["entries/s"] / row["loop/s"]
        print(f"{row['watches']:8}{row['entries/s']:11.0f}{growth:8.2f}{gain:8.1f}{row['matches/entry']:9.2f}", end="")
        print(f"{row['same']!s:>6}{row['build s']:9.2f}{row['peak MB']:9.0f}")


def one_process(watches, given):
    texts = ["--texts", given.texts] if given.texts else []
    command = [sys.executable, __file__, "--one", str(watches), "--entries", str(given.entries), *texts]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return json.loads(done.stdout)


VOCABULARY = {language: vocabulary(language) for language in ("en", "es")}

if __name__ == "__main__":
    main()
