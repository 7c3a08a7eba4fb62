"""What boolean queries cost, ordinary ones and those as bad as the limits allow, beside other ways to answer them.

    python benchmarks/queries.py [ENTRIES]

Entries are made up: a title of 10 words and a summary of 60, word frequencies as in any language (Zipf). A line says
in CPU: µs to parse, ms per 1,000 entries for `matches` and for `find`, each entry opened but never asked before, how
many match, how many places `find` names per match, then the others with their ratio to `find`.

Regular expressions: one for each term and NEAR, on the same folded text. FTS5: SQLite's index of all entries, which
takes the time said at the top to make; a watch that meets entries as they come has none. "!" marks another number of
matches. Chains of NEAR have no regular expression of a sane size, and mean another thing to FTS5.
"""

import random
import re
import sqlite3
import sys
import time
from itertools import accumulate, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from indicators.watch.query import QueryError, find, matches, open_page, parse
from indicators.watch.query.tree import And, Field, Language, Near, Not, Or, Site, Term
from indicators.watch.words import fold

SOME = 200  # so many entries the regular expressions are asked
COMMON = re.findall(
    r"\w+", "the of and to in a on for that with as by at from de la que el en y los se del las un por con una para"
)
PARTS = re.findall(
    r"\w+", "con tra des pro ser min ial cor rup ción gob fis cal gue pol ext rad ref jud ari ment ple vig ope mar"
)
NAMES = ("title", "text", "language", "site")


def made_up(count):
    chance = random.Random(7)
    rarer = sorted({"".join(chance.choices(PARTS, k=chance.choice((2, 3, 3, 4)))) for _ in range(6_000)})
    words = COMMON + chance.sample(rarer, len(rarer))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(count):
        title, text = (" ".join(chance.choices(words, cum_weights=weights, k=length)) for length in (10, 60))
        yield title, text, chance.choice(("en", "es")), f"https://www.paper{number % 60}.example/news/{number}"


def among(words):
    return f"({' OR '.join(words)})"


def ordinary(words):
    a, b, c, d, e, f, g = words[:7]
    return {
        "a word": a,
        "a common word": "the",
        "a phrase": f'"{a} {b}"',
        "a watch's filter": f"({a} OR {b[:5]}* OR {c}) AND ({d} OR la OR of) -{e}",
        "a NEAR of groups": f"({a} OR {b} OR {c[:4]}*) NEAR/15 ({f} OR {g} OR de)",
        "title:, lang: and site:": f"title:({a} OR the) lang:es site:paper3.example",
    }


def pathological(words):
    prefixes = [f"{prefix}*" for prefix in [*dict.fromkeys(word[:3] for word in words), *(word[:4] for word in words)]]
    pairs = [f'"{one} {two}"' for one, two in pairwise(COMMON * 2)]
    half = COMMON[:26]
    return {
        "50 words, OR": " OR ".join(words),
        "50 words, AND, all common": " ".join((COMMON * 2)[:50]),
        "50 words in the deepest parentheses": f"(((((({' OR '.join(words[:49])})))))) the",
        "50 phrases of common words, OR": " OR ".join(pairs[:50]),
        "50 phrases of one common word": " OR ".join(f'"{" ".join(["the"] * (2 + n % 10))}"' for n in range(50)),
        "a phrase of 990 words": f'"{"a " * 990}"',
        "50 prefixes, OR": " OR ".join(prefixes[:50]),
        "50 prefixes, AND": " ".join(prefixes[:5] * 10),
        "NEAR/50 of two common words": "the NEAR/50 of",
        "20 NEAR/50 of common words, AND": " ".join(f"{one} NEAR/50 {two}" for one, two in pairwise(half[:21])),
        "20 NEAR/0 of common words, OR": " OR ".join(f"{one} NEAR/0 {two}" for one, two in pairwise(half[:21])),
        "25 common words NEAR/50 25": f"{among(COMMON[:25])} NEAR/50 {among(COMMON[4:29])}",
        "25 phrases NEAR/50 25 prefixes": f"{among(pairs[:25])} NEAR/50 {among(prefixes[:25])}",
        "a chain of 20 NEAR/50": " NEAR/50 ".join([*COMMON[:5] * 3, *COMMON[5:11]]),
        "a chain of 20 NEAR/2": " NEAR/2 ".join([*COMMON[:2] * 9, *COMMON[2:5]]),
        "a chain of 20, one word, ever further": "the" + "".join(f" NEAR/{n} the" for n in range(19)) + " NEAR/50 of",
        "a chain of groups": " NEAR/9 ".join(among(COMMON[n : n + 5]) for n in range(10)),
        "a chain of groups of NEAR": " NEAR/3 ".join(f"({a} NEAR/5 {b} OR a)" for a, b in pairwise(COMMON[:11])),
        "50 sites": " OR ".join(f"site:paper{n}.example" for n in range(50)),
    }


REFUSED = {
    "2,001 characters": "a" * 2001,
    "1,000 words": "a " * 1000,
    "2,000 opening parentheses": "(" * 2000,
    "2,000 closing parentheses": ")" * 2000,
    "1,000 lone hyphens": "- " * 1000,
    "2,000 hyphens": "-" * 1999 + "a",
    "2,000 quotation marks": '"' * 2000,
    "1,999 quotation marks": '"' * 1999,
    "2,000 asterisks": "abc" + "*" * 1997,
    "a site of 1,990 letters": "site:" + "ñ" * 1990,
    "50 words, then nothing": "a AND " * 50,
}


# The same by regular expressions: a tree of patterns, each looked for in title and in text.


def expression(node):
    match node:
        case Term(_, words, prefix):
            return r"\b" + r"\W+".join(words) + (r"\w*" if prefix else r"\b")
        case Or(parts):
            return f"(?:{'|'.join(map(expression, parts))})"
        case Near(left, right, within) if not isinstance(left, Near):
            one, other, between = expression(left), expression(right), rf"\W+(?:\w+\W+){{0,{within}}}?"
            return f"(?:{one}{between}{other}|{other}{between}{one})"
    raise TypeError(node)


def naive(node, zones=("title", "text")):
    match node:
        case And(parts):
            tests = [naive(part, zones) for part in parts]
            return lambda entry: all(test(entry) for test in tests)
        case Or(parts):
            tests = [naive(part, zones) for part in parts]
            return lambda entry: any(test(entry) for test in tests)
        case Not(part):
            test = naive(part, zones)
            return lambda entry: not test(entry)
        case Field(name, part):
            return naive(part, (name,))
        case Language(code):
            return lambda entry: entry["language"] == code
        case Site(host):
            return lambda entry: re.search(rf"//(?:[^/]*\.)?{re.escape(host)}/", entry["site"])
    pattern = re.compile(expression(node))
    return lambda entry: any(pattern.search(entry[zone]) for zone in zones)


def fts(node):
    """The query in FTS5's words; raises TypeError where it has none."""
    match node:
        case Term(_, words, prefix):
            return f'"{" ".join(words)}"' + " *" * prefix
        case And(parts):
            taken = " AND ".join(fts(part) for part in parts if not isinstance(part, Not))
            left_out = [fts(part.part) for part in parts if isinstance(part, Not)]
            return f"({' NOT '.join([f'({taken})', *left_out])})"
        case Or(parts):
            return f"({' OR '.join(map(fts, parts))})"
        case Near(Term() as left, Term() as right, within):
            return f"NEAR({fts(left)} {fts(right)}, {within})"
        case Field("title", part):
            return f"title : {fts(part)}"
    raise TypeError(node)


def cpu_of(work, *, prepare=lambda: None, times=5):
    """Seconds of CPU, the best of several, and what the work returns."""
    best, result = 1e9, None
    for _ in range(times):
        prepared = prepare()
        begun = time.process_time()
        result = work() if prepared is None else work(prepared)
        best = min(best, time.process_time() - begun)
    return best, result


def places_named(query, pages):
    return sum(len(found.spans) for page in pages if (found := find(query, page)))


def refused(text):
    try:
        parse(text)
    except QueryError as error:
        return str(error)
    return "TAKEN"


class Bench:
    def __init__(self, count):
        self.made = list(made_up(count))
        took, _ = cpu_of(self._opened)
        print(f"opening a page {self._ms(took):.0f} µs")
        self.entries = [dict(zip(NAMES, (fold(one[0]), fold(one[1]), *one[2:]), strict=True)) for one in self.made]
        self.index = sqlite3.connect(":memory:")
        self.index.execute("CREATE VIRTUAL TABLE entry USING fts5(title, text)")
        rows = [(entry["title"], entry["text"]) for entry in self.entries]
        took, _ = cpu_of(lambda: self.index.executemany("INSERT INTO entry VALUES (?, ?)", rows), times=1)
        print(f"FTS5's index {self._ms(took):.0f} µs an entry\n")
        print(f"{'':38}parse µs matches   find  count places regular expressions              FTS5")

    def _opened(self):
        return [open_page(title, text, language=language, site=site) for title, text, language, site in self.made]

    def _ms(self, seconds, entries=0):
        return seconds / (entries or len(self.made)) * 1e6

    def some_words(self):
        words = [word for page in self._opened()[:60] for word in page.places if len(word) > 5]
        return list(dict.fromkeys(words))[:400:8]

    def line(self, name, text):
        query = parse(text)
        parsing, _ = cpu_of(lambda: [parse(text) for _ in range(10)])
        quick, matched = cpu_of(lambda pages: [matches(query, page) for page in pages], prepare=self._opened)
        finding, named = cpu_of(lambda pages: places_named(query, pages), prepare=self._opened)
        places = named / max(1, sum(matched))
        peers = [self._peer(ask, query.root, finding, matched) for ask in (self._by_expressions, self._by_fts)]
        figures = f"{parsing * 1e5:8.0f}{self._ms(quick):8.1f}{self._ms(finding):7.1f}{sum(matched):7}{places:7.1f}"
        print(f"{name:<38}{figures} {peers[0]:>19} {peers[1]:>17}")

    def _peer(self, ask, root, finding, matched):
        try:
            took, count, entries = ask(root)
        except TypeError:
            return "-"
        ms = self._ms(took, entries)
        return f"{ms:8.1f} {ms / self._ms(finding):6.2f} ×{' ' if count == sum(matched[:entries]) else '!'}"

    def _by_expressions(self, root):
        test, some = naive(root), self.entries[:SOME]
        took, count = cpu_of(lambda: sum(bool(test(entry)) for entry in some), times=2)
        return took, count, len(some)

    def _by_fts(self, root):
        asked = "SELECT count(*) FROM entry WHERE entry MATCH ?", (fts(root),)
        took, rows = cpu_of(lambda: self.index.execute(*asked).fetchall())
        return took, rows[0][0], len(self.entries)


def main(count="2000"):
    bench = Bench(int(count))
    words = bench.some_words()
    for name, text in {**ordinary(words), **pathological(words)}.items():
        bench.line(name, text)
    print(f"\n{'refused':<38}parse µs")
    for name, text in REFUSED.items():
        took, error = cpu_of(lambda text=text: {refused(text) for _ in range(10)}.pop())
        print(f"{name:<38}{took * 1e5:8.0f}  {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
