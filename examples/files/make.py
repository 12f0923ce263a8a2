"""Makes the files of this example; run it with `python examples/files/make.py` where LibreOffice (`soffice`) is installed.

The newsletter is written as a flat OpenDocument text and saved by LibreOffice as a Word file, as an office would do it.
"""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent / "drafts"
TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>Whitcomb Wave, December</dc:title>
<meta:user-defined meta:name="postcheck.account">school</meta:user-defined></office:meta>
<office:automatic-styles><style:page-layout style:name="pm"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">
<style:header><text:p>Whitcomb Wave</text:p></style:header>
<style:footer><text:p>Questions? Call the office.</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1" xml:id="c1"><text:deletion><office:change-info>
<dc:creator>Office</dc:creator><dc:date>2026-11-20T08:00:00</dc:date></office:change-info>
<text:p> and to fifth grader Sadiq Haidari, who came second</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">December at Whitcomb</text:h>
<text:p>The winter concert is on December 10 at six. Doors open at half past five.</text:p>
<text:p>Congratulations to our spelling champion, fourth grader Noelani Kahale<text:change text:change-id="c1"/>.</text:p>
<text:p>See the <text:a xlink:href="https://example.org/lunch">lunch menu</text:a>.<office:annotation><dc:creator>Office</dc:creator>
<dc:date>2026-11-20T08:00:00</dc:date><text:p>Ask whether fourth grader Wren Abernathy may be in the next issue.</text:p></office:annotation></text:p>
<table:table table:name="Dates"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>Dec 3</text:p></table:table-cell><table:table-cell><text:p>Picture day</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Dec 4</text:p></table:table-cell><table:table-cell><text:p>Fifth grader Tavish Drummond reads aloud</text:p></table:table-cell></table:table-row>
</table:table>
<text:p><draw:frame draw:name="Image1" text:anchor-type="as-char" svg:width="4cm" svg:height="3cm"><draw:image><office:binary-data>{picture}</office:binary-data></draw:image><svg:desc>Two students read at a table</svg:desc></draw:frame></text:p>
</office:text></office:body></office:document>
"""  # noqa: E501
POSTS = (
    "date,time_24hr,message_text,link,image\r\n"
    "2026-12-01,07:30,Winter concert on December 10 at six in the gym. Everyone is welcome!,,\r\n"
    '2026-12-02,07:30,"Our science fair winner is fifth grader ""Ozzie"" Oswaldo Figueroa,\nfrom Room 12!",,\r\n'
    "2026-12-03,07:30,Picture day is today. Wear green!,https://example.org/picture-day,\r\n"
    ",,,,\r\n"
    "2026-12-04,07:30,The bus was late again and it is a damn shame.,,\r\n"
    "2026-12-07,07:30,Thank you to all families who came to the bake sale.,,\r\n"
)


def picture() -> bytes:
    """A small picture."""
    image = Image.new("RGB", (80, 60), "#bcd")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 35, 70, 55), fill="#863")
    for x in (25, 55):
        draw.ellipse((x - 8, 15, x + 8, 31), fill="#edb")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def main() -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / "whitcomb-wave.fodt"
        flat.write_text(TEXT.replace("{picture}", base64.b64encode(picture()).decode()), encoding="utf-8")
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(HERE), str(flat)],
            check=True,
        )
    (HERE / "december-posts.csv").write_bytes(b"\xef\xbb\xbf" + POSTS.encode())


if __name__ == "__main__":
    main()
