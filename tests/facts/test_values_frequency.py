from __future__ import annotations

from decimal import Decimal

import pytest

from wenming_docs.facts.values import BadValue, Frequency
from wenming_docs.findings import Origin, SourceText

# typed → (lowest, highest) a year of each part; None is open or cannot be counted
FREQUENCIES: dict[str, list[tuple[int | None, int | None]]] = {
    "每月不少于2次": [(24, None)],
    "每月不少于一次": [(12, None)],
    "至少每月组织一次": [(12, None)],
    "每两个月至少1次": [(6, None)],
    "每两月": [(6, 6)],
    "每周五下午": [(52, 52)],
    "每周五上午开展": [(52, 52)],
    "每逢周五": [(52, 52)],
    "每周一期": [(52, 52)],
    "每周三次": [(156, 156)],
    "每周组织3次以上集中整治": [(156, None)],
    "每周二、周四": [(104, 104)],
    "每月5日、20日": [(24, 24)],
    "每月第一个星期六": [(12, 12)],
    "每月公示一次": [(12, 12)],
    "一周一调度": [(52, 52)],
    "双日一考核": [(182, 182)],
    "一周一调度、双日一考核、一周一通报": [(52, 52), (182, 182), (52, 52)],
    "每天一清扫、每周一大扫，每月一检查": [(365, 365), (52, 52), (12, 12)],
    "每天2次以上": [(730, None)],
    "每半小时清扫一次": [(17520, 17520)],
    "每季度一小结、每半年一汇总": [(4, 4), (2, 2)],
    "一个季度举办一次": [(4, 4)],
    "每半年更新一次": [(2, 2)],
    "每年1-2场": [(1, 2)],
    "每年开展两次": [(2, 2)],
    "全年不少于四次": [(4, None)],
    "2次/月": [(24, 24)],
    "定期": [(None, None)],
    "不定期": [(None, None)],
    "常态化": [(None, None)],
    "每月一次、不定期抽查": [(12, 12), (None, None)],
    "开展1次": [(None, None)],
    "每月三五次": [(None, None)],
    "每三五天一次": [(None, None)],
    "每月百一次": [(None, None)],
    "【待填】": [(None, None)],
}


@pytest.mark.parametrize("typed", FREQUENCIES)
def test_a_frequency_is_counted_by_the_year(typed: str) -> None:
    frequency = Frequency.parse(typed)
    assert [(entry.low, entry.high) for entry in frequency.entries] == FREQUENCIES[typed]


@pytest.mark.parametrize("typed", FREQUENCIES)
def test_a_frequency_prints_as_typed(typed: str) -> None:
    printed = str(Frequency.parse(typed))
    assert (printed, str(Frequency.parse(printed))) == (typed, typed)


def test_per_year_is_none_only_if_nothing_can_be_counted() -> None:
    assert Frequency.parse("每月一次、不定期抽查").per_year() == (Decimal(12), None)
    assert Frequency.parse("不定期").per_year() is None


def test_an_empty_frequency_is_refused_and_a_full_one_keeps_its_place() -> None:
    with pytest.raises(BadValue, match="频次是空的"):
        Frequency.parse("  ")
    place = Origin("plan.yaml", 30, 13)
    assert Frequency.parse(SourceText("每月 2 次", [place])).origins == (place,)
    assert str(Frequency.parse("每月 2 次")) == "每月2次"
