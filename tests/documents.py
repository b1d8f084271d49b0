"""Documents made here, sound ones and hostile ones, by libraries or byte by byte."""

from __future__ import annotations

import io
import zipfile
import zlib

from docx import Document
from fpdf import FPDF
from pypdf import PdfWriter

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >> >>"
)


def pdf(*pages: str) -> bytes:
    """Return a PDF with a text on each page."""
    made = FPDF()
    for text in pages:
        made.add_page()
        made.set_font("helvetica", size=12)
        made.multi_cell(0, 6, text)
    return bytes(made.output())


def locked(content: bytes, password: str = "rahasia") -> bytes:
    """Return a PDF that opens with a password only; with an empty one anybody may read it."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password, "pemilik", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def raw_pdf(
    content: bytes = b"BT /F1 12 Tf (Teks biasa) Tj ET",
    *,
    pages: bytes = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    catalog: bytes = b"<< /Type /Catalog /Pages 2 0 R >>",
    filters: bytes = b"",
    form: bytes = b"",
) -> bytes:
    """Return a PDF of given parts, however wrong they are."""
    objects = [
        catalog, pages, _PAGE, _stream(content, filters), _FONT,
        _stream(form, b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>"),
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, entry in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    ending = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + ending % (
        size, table, size, len(made),
    )  # fmt: skip


def _stream(content: bytes, more: bytes) -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)


def bomb(line: bytes, times: int) -> bytes:
    """Return a PDF whose page unpacks to a line written many times."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(line * 10_000) for _ in range(times // 10_000)) + packer.flush()
    return raw_pdf(packed, filters=b"/Filter /FlateDecode")


def word(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    """Return a DOCX file."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        row = document.add_table(1, len(table)).rows[0]
        for cell, text in zip(row.cells, table, strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def open_text(*paragraphs: str) -> bytes:
    """Return an ODT file."""
    text = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": (
                '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
                ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
                f"{text}</office:text></office:body></office:document-content>"
            ).encode(),
        }
    )


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()
