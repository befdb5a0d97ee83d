"""Chinese text: numerals, dates, width, punctuation, likely meant words."""

from wenming_docs.zh.dates import (
    BadDate,
    ChineseDate,
    date_text,
    last_day,
    month_range,
    parse_date,
    ten_day_range,
    week_range,
)
from wenming_docs.zh.numerals import chinese_numeral, counting_word, half_width_digits, parse_chinese_number
from wenming_docs.zh.punctuation import (
    CLOSING,
    OPENING,
    PAUSES,
    SENTENCE_END,
    ends_sentence,
    has_cuts,
    pieces,
    strip_closing,
    unbalanced,
)
from wenming_docs.zh.suggest import nearest
from wenming_docs.zh.width import display_width, em_width

__all__ = [
    "CLOSING",
    "OPENING",
    "PAUSES",
    "SENTENCE_END",
    "BadDate",
    "ChineseDate",
    "chinese_numeral",
    "counting_word",
    "date_text",
    "display_width",
    "em_width",
    "ends_sentence",
    "half_width_digits",
    "has_cuts",
    "last_day",
    "month_range",
    "nearest",
    "parse_chinese_number",
    "parse_date",
    "pieces",
    "strip_closing",
    "ten_day_range",
    "unbalanced",
    "week_range",
]
