"""The fonts and colours of a file's theme, by the names under which styles and words use them (ECMA-376 part 1, 17.18.97, 17.18.96)."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from xml.etree.ElementTree import Element

from paraph.readers.word.package import W

BLACK = "000000"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FONTS = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
_COLOURS = {
    "dark1": "dk1", "text1": "dk1", "light1": "lt1", "background1": "lt1", "dark2": "dk2", "text2": "dk2", "light2": "lt2",
    "background2": "lt2", "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MAPPED = {
    "text1": "t1", "tx1": "t1", "background1": "bg1", "bg1": "bg1", "text2": "t2", "tx2": "t2", "background2": "bg2", "bg2": "bg2",
    "hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink", "hlink": "hyperlink", "folHlink": "followedHyperlink",
} | {f"accent{number}": f"accent{number}" for number in range(1, 7)}  # fmt: skip
"""The names which a file's settings may give to other colours of its theme (17.15.1.20)."""
_HEX = re.compile("[0-9A-Fa-f]{6}")
_SHARE = re.compile(r"0*([0-9]{1,9}(?:\.[0-9]{1,9})?)(%?)")
_USUAL = {"dk1": BLACK, "lt1": "FFFFFF"}


class Theme:
    """A theme's fonts and colours; one which the file does not have knows black and white."""

    def __init__(self, part: Element, settings: Element | None = None) -> None:
        self._fonts = {
            f"{size}{end}": found.get("typeface", "")
            for size in ("major", "minor")
            for end, name in _FONTS.items()
            if (found := part.find(f".//{_A}{size}Font/{_A}{name}")) is not None
        }
        scheme = part.find(f".//{_A}clrScheme")
        colours = {entry.tag.removeprefix(_A): entry[0] for entry in (scheme if scheme is not None else ()) if len(entry)}
        self._colours = _USUAL | {name: colour.get("lastClr", colour.get("val", "")) for name, colour in colours.items()}
        mapping = settings.find(f"{W}clrSchemeMapping") if settings is not None else None
        said = {name.removeprefix(W): to for name, to in (mapping.attrib if mapping is not None else {}).items()}
        self._mapped = {name: _COLOURS.get(to, to) for name in _MAPPED if (to := said.get(_MAPPED[name]))}

    def font(self, name: str) -> str:
        """A font by its name in themes; nothing when it has none."""
        return self._fonts.get(name[:1].lower() + name[1:], "")

    def colour(self, element: Element, own: str) -> str | None:
        """The colour which an attribute names, or the theme's beside it, which comes first; `None` for none, or the automatic one."""
        prefix = "themeFill" if own == "fill" else "theme"
        named = element.get(f"{W}{'themeFill' if own == 'fill' else 'themeColor'}", "")
        if named and not _HEX.fullmatch(named) and (colour := self.named(named)):
            return _shaded(colour, element.get(f"{W}{prefix}Tint"), element.get(f"{W}{prefix}Shade"))
        return self.named(element.get(f"{W}{own}", ""))

    def named(self, name: str) -> str | None:
        """A colour as six digits, by these or by its name in the theme; `None` for the automatic one."""
        colour = self._colours.get(self._mapped.get(name) or _COLOURS.get(name, name), name)
        return colour.upper() if _HEX.fullmatch(colour) else None


def share(text: str | None) -> float | None:
    """A share as drawings write it: in thousandths of a hundredth, or in hundredths with their sign."""
    found = _SHARE.fullmatch(text or "")
    return float(found[1]) / (100 if found[2] else 100_000) if found else None


def lightened(colour: str, how: str, much: float) -> str:
    """A colour which a drawing makes lighter or darker (20.1.2.3.20, 20.1.2.3.21, 20.1.2.3.31, 20.1.2.3.34)."""
    parts = [part / 255 for part in bytes.fromhex(colour)]
    if how in ("lumMod", "lumOff"):
        hue, light, pure = rgb_to_hls(*parts)
        parts = list(hls_to_rgb(hue, min(light * much if how == "lumMod" else light + much, 1), pure))
    elif how in ("tint", "shade"):
        parts = [part * much + (1 - much if how == "tint" else 0) for part in parts]
    return bytes(round(min(max(part, 0), 1) * 255) for part in parts).hex().upper()


def _shaded(colour: str, tint: str | None, shade: str | None) -> str:
    """A colour made lighter or darker: by how much of it stays, in 255ths (17.3.2.6)."""
    hue, light, much = rgb_to_hls(*(part / 255 for part in bytes.fromhex(colour)))
    if (kept := _share(shade)) is not None:
        light *= kept
    if (kept := _share(tint)) is not None:
        light = light * kept + 1 - kept
    return bytes(round(part * 255) for part in hls_to_rgb(hue, light, much)).hex().upper()


def _share(text: str | None) -> float | None:
    return int(text, 16) / 255 if text and re.fullmatch("[0-9A-Fa-f]{2}", text) else None
