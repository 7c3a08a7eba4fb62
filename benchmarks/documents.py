"""What reading a PDF of 300 dense pages costs, beside pypdf alone in the same process; and what hostile files cost.

    python benchmarks/documents.py [PAGES]

Seconds on the wall, each the best of three, and as many times pypdf's; the memory is the child's at its peak. Needs
no data: the pages are made up, 500 words each.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from fpdf import FPDF  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from indicators.extraction.extract import extract  # noqa: E402
from indicators.intake.places import outline  # noqa: E402
from indicators.intake.reading import NotRead, read  # noqa: E402
from tests.indicators.intake import samples  # noqa: E402

ROUNDS, WORDS = 3, 500
_VOCABULARY = """agency annual audit border budget commission committee container court customs delegation district
evidence government guarantee harbour inspection institute interior judge law measure minister ministry month office
officer parliament police port programme prosecutor province publish reform region report review security should
training transparency treasury unit year"""


def dense(pages):
    rng = random.Random(1)
    made = FPDF()
    made.set_auto_page_break(False)
    for number in range(pages):
        made.add_page()
        made.set_font("helvetica", "B", 12)
        made.multi_cell(0, 8, f"Chapter {number + 1}\n")
        made.set_font("helvetica", size=9)
        for _ in range(WORDS // 100):
            made.multi_cell(0, 4.2, " ".join(rng.choices(_VOCABULARY.split(), k=100)).capitalize() + ".\n\n")
    return bytes(made.output())


def seconds(work, *args):
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work(*args)
        taken.append(time.perf_counter() - started)
    return min(taken)


def alone(content):
    return "\f".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def ours(content):
    return read(content, "report.pdf").text


def peak(content, name):
    """Megabytes of the child, seconds, and what is said, in a process of its own."""
    code = (
        "import resource, sys, time; from indicators.intake.reading import NotRead, read\n"
        "content, started = open(sys.argv[1], 'rb').read(), time.perf_counter()\n"
        "try: said = f'{len(read(content, sys.argv[1]).text):,} characters'\n"
        "except NotRead as refused: said = str(refused)\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10\n"
        "print(f'{peak:5} MB {time.perf_counter() - started:6.1f} s  {said}')"
    )
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / name
        file.write_bytes(content)
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code, file], env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip("\n")


def hostile():
    paragraph = b"<w:p><w:r><w:t>%d words</w:t></w:r></w:p>"
    words = b"".join(paragraph % (number * 7919 % 10**9) for number in range(800_000))
    yield "PDF: 200 MB in one stream", "a.pdf", samples.bomb_pdf(200)
    yield "PDF: packed twice", "a.pdf", samples.bomb_pdf(200, twice=True)
    yield "PDF: locked", "a.pdf", samples.locked_pdf(to_open="secret")
    yield "PDF: 20 scanned pages", "a.pdf", samples.scanned_pdf(20)
    yield "Word: 60 MB of nothing", "a.docx", samples.patched(samples.word(), samples.within_body(b"<w:p/>" * 10**7))
    yield "Word: 36 MB of words", "a.docx", samples.patched(samples.word(), samples.within_body(words))
    yield "HTML: 1,700,000 blocks", "a.html", b"<html><body>" + b"<div>a</div>" * 1_700_000
    yield "HTML: 400,000 deep", "a.html", b"<html><body>" + b"<div>" * 400_000 + b"words"
    yield "HTML: 19 MB of text", "a.html", b"<html><body>" + b"word " * 3_900_000


def main(pages="300"):
    content = dense(int(pages))
    text = ours(content)  # also loads what finds the language, once for a process
    peer = seconds(alone, content)
    print(f"{pages} pages, {len(content) >> 10:,} KB, {len(text):,} characters")
    for name, taken in [
        ("pypdf alone", peer),
        ("read", seconds(ours, content)),
        ("read one page", seconds(ours, dense(1))),
        ("places", seconds(outline, text)),
        ("drafts", seconds(extract, text)),
    ]:
        print(f"{name:<26} {taken:6.2f} s  {taken / peer:5.2f} ×")
    print(f"{'the child':<26} {peak(content, 'a.pdf')}")
    for name, file, bad in hostile():
        print(f"{name:<26} {peak(bad, file)}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotRead as refused:
        sys.exit(str(refused))
