"""QR codes: readable by a scanner, by a screen reader, and by the page's policy."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from tests.data.signed import TEXT, Signed

from tabayyun.engine.signing import qr

SVG = "{http://www.w3.org/2000/svg}"


def rasterised(drawn: str, dots: int = 4) -> bytes:
    """``drawn`` as a greyscale PGM picture: segno writes horizontal strokes, one module high."""
    root = ET.fromstring(drawn)
    side = int(root.attrib["viewBox"].split()[2])
    picture = [[255] * side for _ in range(side)]
    path = root.findall(f"{SVG}path")[-1].attrib["d"]
    x = y = 0.0
    for command, values in commands(path):
        if command == "M":
            x, y = values[0], values[1]
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            for column in range(int(x), int(x + values[0])):
                picture[int(y)][column] = 0
            x += values[0]
    rows = b"".join(bytes(value for value in row for _ in range(dots)) * dots for row in picture)
    return b"P5 %d %d 255\n" % (side * dots, side * dots) + rows


def commands(path: str) -> list[tuple[str, list[float]]]:
    import re

    return [
        (name, [float(number) for number in re.findall(r"-?[\d.]+", values)])
        for name, values in re.findall(r"([Mmh])([^Mmh]*)", path)
    ]


@pytest.mark.parametrize("title", ["لا صحة لخبر إلغاء الأيام المفتوحة بفاس", "ع" * 200])
def test_scans_back(title: str, tmp_path: Path) -> None:
    if not shutil.which("zbarimg"):
        pytest.skip("needs zbarimg (zbar-tools)")
    token = Signed().publish({**TEXT, "title": title})
    file = tmp_path / "code.pgm"
    file.write_bytes(rasterised(qr.svg(token, title="رمز")))
    run = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "--nodbus", str(file)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == token


def test_says_what_it_is_and_asks_for_nothing() -> None:
    drawn = qr.svg("x", title="<رمز>")
    root = ET.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "<رمز>"
    assert "width" not in root.attrib
    assert "style=" not in drawn
    assert "href" not in drawn
    assert ET.fromstring(qr.svg("x")).attrib["aria-hidden"] == "true"


def test_refuses_what_no_code_can_hold() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr.svg("x" * 3_000)
