"""Documents of all kinds, made when they are asked for: good ones, and such as only an enemy makes."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter

ADVICE = "The Ministry of the Interior should open a joint police unit in Ecuador by 31 December 2027."


def pdf(*pages, title=None):
    made = FPDF()
    made.set_font("helvetica", size=11)
    if title:
        made.set_title(title)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 6, page)
    return bytes(made.output())


def locked_pdf(*, to_open, to_change="owner", algorithm="AES-256"):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(ADVICE))))
    writer.encrypt(to_open, to_change, algorithm=algorithm)
    return _written(writer)


def scanned_pdf(pages=2, stamp=""):
    made = FPDF()
    made.set_font("helvetica", size=8)
    for shade in range(pages):
        made.add_page()
        made.image(Image.new("RGB", (60, 80), (shade, 200, 200)), w=100)
        made.cell(0, 5, stamp)
    return bytes(made.output())


def raw_pdf(stream, *, filters=b"", pages=1):
    """One stream of drawing as it stands, on so many pages."""
    kids = b" ".join([b"3 0 R"] * pages)
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources %s >>" % font,
        b"<< %s /Length %d >>\nstream\n%s\nendstream" % (filters, len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


def bomb_pdf(megabytes, *, twice=False):
    packed, filters = zlib.compress(b" " * (megabytes << 20), 9), b"/Filter /FlateDecode"
    if twice:
        packed, filters = zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]"
    return raw_pdf(packed, filters=filters)


def endless_pdf():
    """Small to hold, and long to draw: 300,000 words on each of 2,000 pages, and none of them a letter."""
    drawing = b"BT /F1 12 Tf " + b"(.) Tj " * 300_000 + b"ET"
    return raw_pdf(zlib.compress(drawing, 9), filters=b"/Filter /FlateDecode", pages=2_000)


def word(write=lambda document: document.add_paragraph(ADVICE)):
    document = Document()
    write(document)
    return saved(document)


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def patched(content, change, part="word/document.xml"):
    """An Office file in which one part is changed."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return out.getvalue()


def within_body(xml):
    return lambda part: part.replace(b"<w:body>", b"<w:body>" + xml, 1)


def with_doctype(declarations):
    return lambda part: part.replace(b"?>", b"?><!DOCTYPE document [%s]>" % declarations, 1)


def _written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
