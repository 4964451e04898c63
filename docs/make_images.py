"""Draws the pictures of the README, from the bundled study; commit them with the change that altered them.

python docs/make_images.py
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COLOURS = 48
"""Enough for flat charts; a palette makes the files a third of their size."""


def write(folder: Path) -> None:
    """Write every picture."""
    import gapkit as gk

    study = gk.open(ROOT / "surveys" / "social_brand.toml")
    total = gk.gap(study)
    by_age = gk.gap(study, by="age")
    charts = {
        "dumbbell": gk.charts.dumbbell(total, question="why_like"),
        "heatmap": gk.charts.segment_heatmap(by_age, total=total, question="why_like"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        (folder / f"{name}.png").write_bytes(small(chart.to_png()))


def small(png: bytes) -> bytes:
    """Return a picture with few colours."""
    from PIL import Image

    buffer = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        flat.save(buffer, "png", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    write(IMAGES)
