"""Files that an enemy, or bad luck, made: each ends in one plain sentence, soon, and at the cost of a child only."""

import os
import random
import resource
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest

from indicators.intake import apart, limits, refusals
from indicators.intake.apart import read_apart
from indicators.intake.reading import NotRead, read
from tests.indicators.intake import samples

BILLION_LAUGHS = b'<!ENTITY a "ha ha ha ">' + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghi"
)


def refusal_of(content, name):
    with pytest.raises(NotRead) as refused:
        read(content, name)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def many(names):
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.txt", "a.md", "a"])
def test_nothing_at_all_is_empty(name):
    assert refusal_of(b"", name) == refusals.EMPTY


def test_what_is_larger_than_may_be_is_not_opened():
    assert refusal_of(b"%PDF-1.4" + bytes(limits.MAX_BYTES), "a.pdf") == refusals.TOO_LARGE


def test_a_pdf_locked_against_reading_says_so():
    assert refusal_of(samples.locked_pdf(to_open="secret"), "a.pdf") == refusals.LOCKED


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_locked_only_against_changing_is_read(algorithm):
    assert read(samples.locked_pdf(to_open="", algorithm=algorithm), "a.pdf").text.startswith(
        "The Ministry of the Interior should"
    )


@pytest.mark.parametrize("stamp", ["", "p. 3"])
def test_a_scan_is_told_from_a_text(stamp):
    assert refusal_of(samples.scanned_pdf(stamp=stamp), "a.pdf") == refusals.PICTURES


def test_a_pdf_of_empty_pages_has_no_words():
    assert refusal_of(samples.pdf("", ""), "a.pdf") == refusals.NO_WORDS


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_pdf_is_damaged_or_read_but_never_a_traceback(share):
    whole = samples.pdf(*[samples.ADVICE] * 20)
    assert refusal_of(whole[: int(share * len(whole))], "a.pdf") == refusals.DAMAGED["pdf"]


def test_noise_in_a_pdf_is_damage():
    noise = random.Random(1).randbytes(100_000)
    assert refusal_of(b"%PDF-1.7\n" + noise, "a.pdf") == refusals.DAMAGED["pdf"]


@pytest.mark.parametrize("twice", [False, True])
def test_a_stream_that_unpacks_without_end_is_a_bomb(twice):
    assert refusal_of(samples.bomb_pdf(200, twice=twice), "a.pdf") == refusals.PACKED_TOO_TIGHT


def test_an_endless_page_ends_with_the_time_it_may_take(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 3)
    assert refusal_of(samples.endless_pdf(), "a.pdf") == refusals.TOO_SLOW


@pytest.mark.parametrize("content", [b"MZ\x90\0" * 500, b"\x7fELF\0" * 500])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt"])
def test_a_program_with_another_name_is_no_document(content, name):
    said = refusal_of(content, name)
    assert "not the" in said or "binary" in said


def test_a_page_that_is_called_a_pdf_is_told_to_be_one():
    assert refusal_of(b"<!doctype html><p>Please log in.", "report.pdf") == refusals.PAGE_INSTEAD


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old format of Office"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"{\\rtf1 words}", "Rich Text"),
        (many(["xl/workbook.xml"]), "workbook"),
        (many(["ppt/presentation.xml"]), "presentation"),
        (many(["readme.txt"]), "archive"),
    ],
)
def test_what_is_no_document_is_called_what_it_is(content, said):
    assert said in refusal_of(content, "report")


def test_an_archive_that_is_called_a_word_document_is_none():
    assert "not the Word document" in refusal_of(many(["readme.txt"]), "a.docx")


@pytest.mark.parametrize("megabytes", [2, 60])
def test_a_word_document_packed_too_tight_is_not_unpacked(megabytes):
    paragraph = b"<w:p><w:r><w:t>word word</w:t></w:r></w:p>"
    body = paragraph * ((megabytes << 20) // len(paragraph))
    bomb = samples.patched(samples.word(), samples.within_body(body))
    assert refusal_of(bomb, "a.docx") == refusals.PACKED_TOO_TIGHT


def test_an_archive_of_thousands_of_parts_is_not_opened():
    assert refusal_of(many([f"word/document{n}.xml" for n in range(6_000)]), "a.docx") == refusals.PACKED_TOO_TIGHT


def test_entities_in_a_word_document_are_not_expanded():
    content = samples.patched(samples.word(), samples.with_doctype(BILLION_LAUGHS))
    content = samples.patched(content, lambda part: part.replace(b"Ministry", b"&i; Ministry"))
    assert refusal_of(content, "a.docx") == refusals.DAMAGED["docx"]


def test_a_word_document_cannot_name_files_of_ours(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    declared = b'<!ENTITY f SYSTEM "file://%s">' % str(secret).encode()
    content = samples.patched(samples.word(), samples.with_doctype(declared))
    content = samples.patched(content, lambda part: part.replace(b"Ministry", b"&f; Ministry"))
    assert "secret" not in read(content, "a.docx").text


def test_a_word_document_nested_without_end_is_damaged():
    nested = b"<w:sdt><w:sdtContent>" * 20_000 + b"</w:sdtContent></w:sdt>" * 20_000
    content = samples.patched(samples.word(), samples.within_body(nested))
    assert refusal_of(content, "a.docx") in (refusals.DAMAGED["docx"], refusals.PACKED_TOO_TIGHT)


def test_half_a_word_document_is_damaged():
    assert refusal_of(samples.word()[:9_000], "a.docx") == refusals.DAMAGED["docx"]


def test_styles_that_are_based_on_each_other_in_a_ring_end():
    ring = (
        b'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        b'<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    content = samples.patched(samples.word(), lambda part: part.replace(b"</w:styles>", ring), part="word/styles.xml")
    styled = b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Round and round.</w:t></w:r></w:p>'
    assert "Round and round." in read(samples.patched(content, samples.within_body(styled)), "a.docx").text


@pytest.mark.parametrize("tag", [b"<div>", b"<b>", b"<table><tr><td>", b"<ol><li>", b"<font>x"])
def test_a_page_nested_without_end_ends(tag):
    content = b"<html><body>" + tag * 200_000 + b"words"
    with suppress(NotRead):
        assert len(read(content, "a.html").text) < len(content)


def test_a_page_of_entities_does_not_grow():
    content = b"<!DOCTYPE html [" + BILLION_LAUGHS + b"]><html><body><p>Some words &i;</p>"
    assert "ha ha" not in read(content, "a.html").text.replace("ha ha ha ", "", 1)


def test_a_page_of_too_many_words_is_refused():
    assert refusal_of(b"<html><body>" + b"word " * 1_500_000, "a.html") == refusals.TOO_LONG


def test_a_text_of_too_many_words_is_refused():
    assert refusal_of(b"word " * 1_500_000, "a.txt") == refusals.TOO_LONG


def test_a_child_that_takes_too_much_memory_is_refused_it(hostile_reader):
    hostile_reader("[bytearray(1 << 24) for _ in range(1 << 12)]")
    assert refusal_of(b"%PDF-", "a.pdf") == refusals.TOO_HUNGRY


def test_a_child_that_computes_for_ever_is_ended_by_the_kernel(hostile_reader):
    hostile_reader("import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\n    while True: pass")
    assert refusal_of(b"%PDF-", "a.pdf") == refusals.TOO_SLOW


def test_a_child_that_crashes_is_a_damaged_file(hostile_reader):
    hostile_reader("import os; os.abort()")
    assert refusal_of(b"%PDF-", "a.pdf") == refusals.DAMAGED["pdf"]


def test_a_child_that_answers_without_end_is_stopped(hostile_reader):
    hostile_reader("while True: progress('x' * 65536, 1)")
    assert refusal_of(b"%PDF-", "a.pdf") == refusals.TOO_LONG


def test_a_child_can_write_no_file(hostile_reader, tmp_path):
    made = tmp_path / "made"
    hostile_reader(f"import pathlib; pathlib.Path({str(made)!r}).write_text('words')")
    assert refusal_of(b"%PDF-", "a.pdf") == refusals.DAMAGED["pdf"]
    assert not made.exists() or not made.read_text()


def test_a_child_knows_none_of_our_secrets(hostile_reader, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not to be told")
    hostile_reader("import os; return {'text': 'knows ' + repr(dict(os.environ)), 'title': ''}")
    assert "not to be told" not in read(b"%PDF-", "a.pdf").text


def test_what_a_library_prints_is_no_answer(hostile_reader):
    hostile_reader("""print('{"text": "forged", "title": ""}', flush=True); return {'text': 'true', 'title': ''}""")
    assert read(b"%PDF-", "a.pdf").text == "true"


def test_no_child_is_left_when_we_stop_listening(hostile_reader):
    hostile_reader("import os, time; progress(os.getpid(), 1); time.sleep(600)")
    children = []

    def stop(pid, _):
        children.append(pid)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_apart("pdf", b"%PDF-", progress=stop)
    with pytest.raises(ProcessLookupError):
        os.kill(children[0], 0)


def test_the_limits_are_set_in_the_child_and_not_here(hostile_reader):
    before = resource.getrlimit(resource.RLIMIT_AS)
    hostile_reader("import resource as r; return {'text': f'at {r.getrlimit(r.RLIMIT_AS)[0]}', 'title': ''}")
    assert read(b"%PDF-", "a.pdf").text == f"at {limits.MEMORY_BYTES}"
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.fixture
def hostile_reader(tmp_path, monkeypatch):
    """Puts other code in the place of the reader of PDFs: in a copy of the package, since the child is a process."""

    def put(body):
        package = tmp_path / "indicators"
        for path in (apart._ROOT / "indicators" / "intake").glob("*.py"):
            copy = package / "intake" / path.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text())
        (package / "refusal.py").write_text((apart._ROOT / "indicators" / "refusal.py").read_text())
        readers = package / "intake" / "readers"
        readers.mkdir()
        (readers / "pdf.py").write_text(f"def read(content, progress, **_):\n    {body}\n")
        monkeypatch.setattr(apart, "_ROOT", tmp_path)

    return put
