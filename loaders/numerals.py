"""Numbers as Word prints them in automatic numbering: 一, 第一, ①, 甲, IV, 01 …"""

__all__ = ["format_number"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _counting(number: int, digits: str, units: tuple[str, ...], zero: str) -> str:
    """Chinese with units: 十一, 二十, 一百零五; up to 9,999."""
    if not 0 < number < 10_000:
        return str(number)
    printed, pending = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if not digit:
            pending = bool(printed)
            continue
        printed += (zero if pending else "") + digits[digit] + units[power]
        pending = False
    return printed


def _chinese(number: int) -> str:
    printed = _counting(number, _DIGITS, ("", "十", "百", "千"), "零")
    return printed.removeprefix("一") if 10 <= number < 20 else printed


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    printed = ""
    for value, letters in _ROMAN + _ROMAN_SMALL:
        printed += letters * (number // value)
        number %= value
    return printed


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word repeats them."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _one_of(first: str, count: int, number: int) -> str:
    return chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def format_number(number: int, form: str) -> str:
    """The number in a form that WordprocessingML names (`w:numFmt`); a form that is not known counts 1, 2, 3."""
    if form in {"none", "bullet"}:
        return ""
    if form in {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                "taiwaneseCountingThousand", "koreanCounting"}:  # fmt: skip
        return _chinese(number)
    if form in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"}:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return _counting(number, _LEGAL, ("", "拾", "佰", "仟"), "零")
    if form == "ideographTraditional":
        return _STEMS[number - 1] if 0 < number <= 10 else str(number)
    if form == "ideographZodiac":
        return _BRANCHES[number - 1] if 0 < number <= 12 else str(number)
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}:
        return _one_of("①", 20, number)
    if form == "decimalEnclosedParen":
        return _one_of("⑴", 20, number)
    if form == "decimalEnclosedFullstop":
        return _one_of("⒈", 20, number)
    if form == "ideographEnclosedCircle":
        return _one_of("㊀", 10, number)
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02d}"
    if form in {"lowerLetter", "upperLetter"}:
        return _letters(number).upper() if form == "upperLetter" else _letters(number)
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)
