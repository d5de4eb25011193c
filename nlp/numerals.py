"""Numbers of items: 二十八, 12, ⑤."""

import cn2an

__all__ = ["numeral"]


def numeral(printed: str) -> int:
    """The value of an item's number in Arabic, Chinese or circled digits; 0 for what is none (一一)."""
    if printed.isascii():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    try:
        return int(cn2an.cn2an(printed, "normal"))
    except ValueError:
        return 0
