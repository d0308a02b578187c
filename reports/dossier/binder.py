"""Binds the parts of a portfolio to one PDF; run as a process of its own, never called.

    python -I -B binder.py CPU_SECONDS MEMORY_BYTES < {"parts": […], "outline": […], "into": file}

The parts were made from files of strangers: this process has no password and no connection, takes
its own rights away first, and reads nothing but the files that it is given.
"""

import json
import os
import resource
import sys
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

# Where a picture stands on the page of its caption, in points from below: left, bottom, size.
PICTURE = (42.5, 110.0, 510.3, 660.0)
MOST_POINTS = 9.0  # of one pixel: what is a few pixels wide is no page of one colour
LARGEST_FILE = 300_000_000


def limit(cpu_seconds: int, memory: int) -> None:
    """Takes from this process what binding does not need, before it sees a part."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def put_picture(pdf: Any, page: Any, path: str) -> None:
    """A JPEG of our own making onto the page that bears its caption."""
    with open(path, "rb") as file:
        content = file.read()
    with Image.open(BytesIO(content), formats=["JPEG"]) as image:
        (width, height), mode = image.size, image.mode
    left, bottom, room_x, room_y = PICTURE
    scale = min(room_x / width, room_y / height, MOST_POINTS)
    shown = (width * scale, height * scale)
    at = (left + (room_x - shown[0]) / 2, bottom + (room_y - shown[1]) / 2)
    picture = pikepdf.Stream(
        pdf,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB,
        Filter=pikepdf.Name.DCTDecode,
    )
    name = page.add_resource(picture, pikepdf.Name.XObject)
    # The caption leaves its own measures behind: ours begin as those of a blank page.
    page.contents_add(b"q", prepend=True)
    drawing = f"Q q {shown[0]:.2f} 0 0 {shown[1]:.2f} {at[0]:.2f} {at[1]:.2f} cm {name} Do Q"
    page.contents_add(drawing.encode())


def stamped(pdf: Any, page: Any, number: int, made: dict[Any, Any]) -> None:
    """The number of the page in the whole, in its lower right corner as it is seen."""
    box = [float(value) for value in page.cropbox]
    width, height = box[2] - box[0], box[3] - box[1]
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    text = str(number)
    wide = 6.2 * len(text) + 8
    drawing = (
        f"q 1 1 1 rg {width - wide - 14:.2f} 10 {wide:.2f} 16 re f Q "
        f"BT 0.25 g /F1 11 Tf {width - wide - 10:.2f} 14 Td ({text}) Tj ET"
    )
    font = made.setdefault(
        "font",
        pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
            )
        ),
    )
    form = pdf.make_stream(
        drawing.encode(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, width, height],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
    )
    page.add_overlay(form, pikepdf.Rectangle(*box))


def bind(given: dict[str, Any]) -> None:
    """The whole, with numbers on its pages and bookmarks."""
    with pikepdf.new() as pdf:
        captions = pikepdf.open(given["captions"]) if given["captions"] else None
        pictures = 0
        for part in given["parts"]:
            if part["is_picture"] and captions is not None:
                pdf.pages.append(captions.pages[pictures])
                pictures += 1
                put_picture(pdf, pdf.pages[-1], part["path"])
                continue
            with pikepdf.open(part["path"]) as source:
                if len(source.pages) != part["pages"]:
                    raise ValueError(part["path"])
                pdf.pages.extend(source.pages)
        made: dict[Any, Any] = {}
        for number, page in enumerate(pdf.pages, 1):
            if number > 1:
                stamped(pdf, page, number, made)
        with pdf.open_outline() as outline:
            for title, at, below in given["outline"]:
                item = pikepdf.OutlineItem(title, at)
                item.children.extend(pikepdf.OutlineItem(name, n) for name, n in below)
                outline.root.append(item)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.Lang = pikepdf.String("vi")
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = given["title"]
        pdf.docinfo["/Title"] = given["title"]
        pdf.save(given["into"], object_stream_mode=pikepdf.ObjectStreamMode.generate)


def main() -> None:
    cpu_seconds, memory = map(int, sys.argv[1:])
    limit(cpu_seconds, memory)
    bind(json.load(sys.stdin))
    os._exit(0)


if __name__ == "__main__":
    main()
