"""Builds PDF files for tests, by hand: one page for each list of lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HEIGHT = 792


def pdf(
    pages: Iterable[Iterable[str]],
    info: Mapping[str, str] | None = None,
    notes: str = "",
    picture: bytes | None = None,
    trailer: str = "",
) -> bytes:
    """A PDF whose pages have these lines. `notes` are annotations (PDF dictionaries) of the first page, `picture` a JPEG
    shown on it.
    """
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    shown = ""
    if picture is not None:
        head = (
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
            f"/Filter /DCTDecode /Length {len(picture)} >>"
        )
        objects.append(head.encode() + b"\nstream\n" + picture + b"\nendstream")
        shown = " /XObject << /Im0 4 0 R >>"
    kids = []
    for number, lines in enumerate(pages):
        text = b"BT /F1 11 Tf 14 TL 72 740 Td\n" + b"".join(
            b"(" + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
            for line in lines
        ) + b"ET\n"  # fmt: skip
        if shown and not number:
            text += b"q 100 0 0 100 72 200 cm /Im0 Do Q\n"
        objects.append(b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream")
        extra = f" /Annots [{notes}]" if notes and not number else ""
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 {HEIGHT}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 3 0 R >>{shown if not number else ''} >>{extra} >>".encode()
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    end = ""
    if info:
        objects.append(("<< " + " ".join(f"/{key} ({value})" for key, value in info.items()) + " >>").encode("cp1252"))
        end = f" /Info {len(objects)} 0 R"
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{end}{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out
