"""Builds Word files for tests, as Word and Google Docs lay them out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
KINDS = {"header": "header1.xml", "footer": "footer1.xml", "footnotes": "footnotes.xml", "endnotes": "endnotes.xml",
         "comments": "comments.xml", "styles": "styles.xml"}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def paragraph(*texts: str, style: str = "") -> str:
    """A paragraph of one run for each text."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(map(run, texts))}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def picture(relation: str, descr: str = "", name: str = "Picture 1", more: str = "") -> str:
    """A run with a picture in the line."""
    alt = f' descr="{descr}"' if descr else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1"{alt}>{more}</wp:docPr><a:graphic><a:graphicData>'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{name}"/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def story(root: str, inner: str) -> str:
    """A part with a story."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {SPACES}>{inner}</w:{root}>'


def relations(each: Mapping[str, tuple[str, str]]) -> str:
    """A part that says what another part points at: id -> kind, target."""
    lines = (
        f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if "://" in target or target.startswith("mailto:") else "")
        + "/>"
        for key, (kind, target) in each.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def word(
    body: str,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    files: Mapping[str, bytes | str] | None = None,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """A Word file. `parts` are stories by kind (header, comments ...), `links` relations of the document, `files` other
    members, `properties` custom ones.
    """
    top = {"rId1": ("officeDocument", "word/document.xml")}
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": story("document", f"<w:body>{body}<w:sectPr/></w:body>"),
    }
    own = dict(links or {})
    for kind, text in (parts or {}).items():
        own[f"rIdx{kind}"] = (kind, KINDS[kind])
        members[f"word/{KINDS[kind]}"] = text
    members["word/_rels/document.xml.rels"] = relations(own)
    if properties:
        top["rId2"] = ("custom-properties", "docProps/custom.xml")
        members["docProps/custom.xml"] = (
            "<Properties>"
            + "".join(
                f'<property name="{name}"><lpwstr>{value}</lpwstr></property>' for name, value in properties.items()
            )
            + "</Properties>"
        )
    members["_rels/.rels"] = relations(top)
    members.update(files or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()
