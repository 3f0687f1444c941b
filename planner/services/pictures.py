# SPDX-License-Identifier: Apache-2.0
"""Pictures made small, upright and free of metadata; foreign ones are decoded in the limited child only."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from planner.kernel.text import N_
from planner.safe.errors import RefusedError

LONGEST_SIDE = 2048
_MAX_PIXELS = 120_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_LOSSLESS = frozenset({"PNG", "GIF", "BMP"})


def prepare(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The picture at ``payload["path"]`` as it will be kept: at most 2,048 px, EXIF turn applied, no metadata.

    Answers media type, base64 content and the day it was taken, for the sandbox. RefusedError when
    the picture is damaged or larger than 120 million pixels.
    """
    try:
        with Image.open(payload["path"], formats=_FORMATS) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise RefusedError(
                    N_("This picture is too large to attach. Nothing was changed. Attach a smaller copy."),
                    "picture-too-large",
                )
            taken = _taken_on(picture)
            lossless = picture.format in _LOSSLESS
            content, media_type = _written(_reduced(picture), lossless=lossless)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise RefusedError(
            N_("This picture could not be read: it may be damaged. Nothing was changed. Save it anew."),
            "picture-damaged",
        ) from error
    return {"media_type": media_type, "content": base64.b64encode(content).decode("ascii"), "taken": taken}


@lru_cache(maxsize=128)
def thumbnail(stored: bytes, size: int) -> bytes:
    """PNG bytes of a stored picture inside a square of ``size`` px; OSError when it can't be read."""
    with Image.open(io.BytesIO(stored), formats=("PNG", "JPEG")) as picture:
        picture.draft("RGB", (size, size))
        small = ImageOps.contain(_plain(picture), (size, size))
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def for_document(stored: bytes, longest: int = 1000) -> str:
    """A stored picture as SVG text for a document: smaller, and drawn anew, so that none of its metadata goes along.

    OSError when it can't be read.
    """
    with Image.open(io.BytesIO(stored), formats=("PNG", "JPEG")) as picture:
        picture.draft("RGB", (longest, longest))
        plain = _plain(picture)
        if max(plain.size) > longest:
            plain = ImageOps.contain(plain, (longest, longest))
    bare = Image.new("RGB", plain.size, "white")
    bare.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=84)
    content = base64.b64encode(out.getvalue()).decode("ascii")
    width, height = bare.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{content}"/></svg>'
    )


def _reduced(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = _plain(ImageOps.exif_transpose(picture))
    if max(upright.size) > LONGEST_SIDE:
        upright = ImageOps.contain(upright, (LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _plain(picture: Image.Image) -> Image.Image:
    """Only colours and, where there is any, transparency."""
    clear = picture.mode in {"LA", "RGBA", "PA"} or "transparency" in picture.info
    return picture.convert("RGBA" if clear else "RGB")


def _written(picture: Image.Image, *, lossless: bool) -> tuple[bytes, str]:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    if lossless or picture.mode == "RGBA":
        bare.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    bare.save(out, "JPEG", quality=88)
    return out.getvalue(), "image/jpeg"


def _taken_on(picture: Image.Image) -> str | None:
    """The day the camera wrote, as ISO date."""
    exif = picture.getexif()
    text = str(exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132) or "")[:10].replace(":", "-")
    return text if len(text) == 10 and text[:4].isdigit() and text > "1970" else None
