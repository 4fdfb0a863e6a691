"""English as instruments write it: numbers in words, ordinals, months, the names of languages, series."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, normalize

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
]  # fmt: skip
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
LANGUAGES = {  # ISO 639-1
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "ko": "Korean", "ky": "Kyrgyz", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay", "mt": "Maltese", "my": "Burmese", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tk": "Turkmen", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def words(number: int) -> str:
    """A whole number from 0 to 999 in words; larger or negative ones in figures."""
    if not 0 <= number < 1000:
        return f"{number:,}"
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_SMALL[hundreds]} hundred" + (f" and {words(rest)}" if rest else "")


def ordinal_ending(number: int) -> str:
    """What follows the figures of an ordinal: st, nd, rd or th."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def ordinal_words(number: int) -> str:
    """An ordinal from 1 to 99 in words: first, twenty-first; a larger one in figures."""
    if number > 99:
        return f"{number}{ordinal_ending(number)}"
    tens, ones = divmod(number, 10)
    if number < 20:
        return _ORDINALS[number - 1]
    return f"{_TENS[tens]}-{_ORDINALS[ones - 1]}" if ones else _TENS[tens].removesuffix("y") + "ieth"


def letters(name: str) -> str:
    """What counts of a name in the alphabet: its letters without marks, and no article: Åland beside Albania."""
    plain = "".join(character for character in normalize("NFKD", name.casefold()) if not combining(character))
    return plain.removeprefix("the ")


def series(parts: Sequence[object]) -> tuple[str, ...]:
    """What stands before each of several names in a sentence: “A, B and C”."""
    last = len(parts) - 1
    return tuple("" if index == 0 else " and " if index == last else ", " for index in range(len(parts)))


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def none_or_many(count: int, one: str) -> str:
    """A count with its noun; none is told in a word."""
    return many(count, one) if count else f"no {one}s"
