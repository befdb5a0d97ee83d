from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.values import Amount, BadValue, Part, Quantity
from wenming_docs.facts.values.quantity import _read
from wenming_docs.findings import Origin, SourceText

HERE = Origin("plan.yaml", 12, 9, "成果[1].数据.清理小广告")


def amount(value: str | None, measure: str, **more: Any) -> Amount:
    return Amount(None if value is None else Decimal(value), measure, **more)


# typed → its amounts
SINGLE = {
    "278条": amount("278", "条"),
    "8900余条": amount("8900", "条", after="余"),
    "36000余份": amount("36000", "份", after="余"),
    "2万多份": amount("20000", "份", after="多", scale="万"),
    "20多万平方米": amount("200000", "平方米", after="多", scale="万"),
    "近5万元": amount("50000", "元", before="近", scale="万"),
    "近万人": amount("10000", "人", before="近", scale="万"),
    "近二千平方": amount("2000", "平方", before="近"),
    "约80吨": amount("80", "吨", before="约"),
    "50人左右": amount("50", "人", after="左右"),
    "上千人": amount("1000", "人", before="上"),
    "1208.72㎡": amount("1208.72", "㎡"),
    "5.6万人": amount("56000", "人", scale="万"),
    "6225万元": amount("62250000", "元", scale="万"),
    "3.5亿元": amount("350000000", "元", scale="亿"),
    "1,234人": amount("1234", "人"),
    "2000元资金": amount("2000", "元资金"),
    "15个核心指标": amount("15", "个核心指标"),
    "九百份": amount("900", "份"),
    "两万八千多亩": amount("28000", "亩", after="多", scale="万"),
    "贰百万元": amount("2000000", "元", scale="万"),
    "十余人": amount("10", "人", after="余"),
    "三个": amount("3", "个"),
    "5千克": amount("5", "千克"),
    "5个百分点": amount("5", "个百分点"),
    "百分之九十": amount("90", "%"),
    "1.5起/万户": amount("1.5", "起/万户"),
    "110余张(处)": amount("110", "张（处）", after="余"),
    "1—2场": amount("1", "场", upper=Decimal(2)),
    "10-15人": amount("10", "人", upper=Decimal(15)),
    "2—3万元": amount("20000", "元", upper=Decimal(30000), scale="万"),
    "十几人": amount(None, "人", before="十几"),
    "二三十人": amount(None, "人", before="二三十"),
    "数百人": amount(None, "人", before="数百"),
    "若干份": amount(None, "份", before="若干"),
    "【待填】": amount(None, "", unknown=True),
    "【待填：数】件": amount(None, "件", unknown=True),
    "x余辆": amount(None, "辆", unknown=True),
    "xx余份": amount(None, "份", unknown=True),
    "***余处": amount(None, "处", unknown=True),
    "20xx余处": amount(None, "处", unknown=True),
}

# typed → operator, amount, words before, what the percentage is of
TARGETS = {
    "≥90%": ("≥", amount("90", "%"), "", ""),
    ">=95%": ("≥", amount("95", "%"), "", ""),
    "90%以上": ("≥", amount("90", "%", after="以上"), "", ""),
    "达90%以上": ("≥", amount("90", "%", after="以上"), "", ""),
    "达到100%": ("≥", amount("100", "%"), "", ""),
    "不少于48次": ("≥", amount("48", "次"), "", ""),
    "全年不少于四次": ("≥", amount("4", "次"), "全年", ""),
    "每月不少于一次": ("≥", amount("1", "次"), "每月", ""),
    "每年撰写1篇以上": ("≥", amount("1", "篇", after="以上"), "每年撰写", ""),
    "至少有2盆以上": ("≥", amount("2", "盆", after="以上"), "", ""),
    "最少有一项": ("≥", amount("1", "项"), "", ""),
    "不少于十幅": ("≥", amount("10", "幅"), "", ""),
    "不超过3起": ("≤", amount("3", "起"), "", ""),
    "≤1.5起/万户": ("≤", amount("1.5", "起/万户"), "", ""),
    "人均时长超过40小时": (">", amount("40", "小时", before="超过"), "人均时长", ""),
    "员工人数的30%以上": ("≥", amount("30", "%", after="以上"), "", "员工人数"),
    "不低于我局总人数的30%": ("≥", amount("30", "%"), "", "我局总人数"),
    "2015年底完成3个社区": ("", amount("3", "个社区"), "2015年底完成", ""),
    "投诉率1.5起/万户": ("", amount("1.5", "起/万户"), "投诉率", ""),
}

SEVERAL = {
    "8处36块": (amount("8", "处"), amount("36", "块")),
    "八处三十六块": (amount("8", "处"), amount("36", "块")),
    "26处1208.72㎡": (amount("26", "处"), amount("1208.72", "㎡")),
    "117户,256人": (amount("117", "户"), amount("256", "人")),
    "50个文明示范家庭，50名文明示范市民": (amount("50", "个文明示范家庭"), amount("50", "名文明示范市民")),
}

# typed → main amount, word and amount of what was handled
PAIRS = {
    "60件，已办结57件": (amount("60", "件"), "已办结", amount("57", "件")),
    "60件已办结57件": (amount("60", "件"), "已办结", amount("57", "件")),
    "60件，全部办结": (amount("60", "件"), "全部办结", amount("60", "件")),
    "收到群众反映问题146件,已办结142件": (amount("146", "件"), "已办结", amount("142", "件")),
    "转办督办件120件,办结118件": (amount("120", "件"), "办结", amount("118", "件")),
    "接到投诉8件,办结率100%": (amount("8", "件"), "办结率", amount("100", "%")),
}

PARTED = {
    "1231人，其中失业人员821人": (amount("1231", "人"), (Part("失业人员", amount("821", "人")),)),
    "196期(授课176次,红色讲堂13次,再就业培训7次)": (
        amount("196", "期"),
        (
            Part("授课", amount("176", "次")),
            Part("红色讲堂", amount("13", "次")),
            Part("再就业培训", amount("7", "次")),
        ),
    ),
    "60件，已办结57件，正在办理3件": (amount("60", "件"), (Part("正在办理", amount("3", "件")),)),
}

EVERY_FORM = [*SINGLE, *TARGETS, *SEVERAL, *PAIRS, *PARTED]


@pytest.mark.parametrize("typed", SINGLE)
def test_one_amount_is_read_with_its_measure_and_roughness(typed: str) -> None:
    quantity = Quantity.parse(typed)
    assert quantity.amounts == (SINGLE[typed],)
    assert (quantity.remark, quantity.lead, quantity.parts, quantity.handled) == ("", "", (), None)


@pytest.mark.parametrize("typed", TARGETS)
def test_a_target_is_read_with_its_comparison_and_base(typed: str) -> None:
    quantity = Quantity.parse(typed)
    assert (quantity.operator, quantity.amounts[0], quantity.lead, quantity.base) == TARGETS[typed]
    assert (len(quantity.amounts), quantity.remark) == (1, "")


@pytest.mark.parametrize("typed", SEVERAL)
def test_several_amounts_of_one_fact_stay_together(typed: str) -> None:
    assert Quantity.parse(typed).amounts == SEVERAL[typed]


@pytest.mark.parametrize("typed", PAIRS)
def test_what_was_handled_is_read_beside_the_total(typed: str) -> None:
    quantity = Quantity.parse(typed)
    assert quantity.handled is not None
    assert (quantity.amounts[0], quantity.handled_word, quantity.handled) == PAIRS[typed]


@pytest.mark.parametrize("typed", PARTED)
def test_parts_are_read_with_their_names(typed: str) -> None:
    quantity = Quantity.parse(typed)
    assert (quantity.amounts[0], quantity.parts) == PARTED[typed]


@pytest.mark.parametrize("typed", EVERY_FORM)
def test_a_printed_quantity_reads_back_as_itself(typed: str) -> None:
    quantity = Quantity.parse(typed)
    again = Quantity.parse(str(quantity))
    assert str(again) == str(quantity)
    assert (again.amounts, again.parts, again.handled) == (quantity.amounts, quantity.parts, quantity.handled)


PRINTED = {
    "8900 余条": "8900余条",
    " 48次 ": "48次",
    "117户,256人": "117户，256人",
    "1,234人": "1,234人",
    "110余张(处)": "110余张（处）",
    "４８次": "48次",
    ">=95%": "≥95%",
    "九百份": "九百份",
    "x余辆": "x余辆",
    "【待填：a, b】件": "【待填：a, b】件",
}


def test_printing_repairs_only_what_is_harmless() -> None:
    assert {typed: str(Quantity.parse(typed)) for typed in PRINTED} == PRINTED


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "数量是空的", "写成“48次”这样，不知道的写【待填】"),
        ("统一组织", "“统一组织”里没有数量", "写上数和计量单位，例如“48次”；还不知道的写【待填】"),
        ("疑难问题多个", "“疑难问题多个”里没有数量", "写上数和计量单位，例如“48次”；还不知道的写【待填】"),
        ("全区第3名", "“全区第3名”是名次，不是数量", "名次写进“事”或“荣誉”，数量里写“48次”这样的数"),
        ("一百五多条", "“一百五”不是写全的数", "用阿拉伯数字写，例如 150"),
        ("1，234人", "“1，234人”里的逗号是全角的，分不清是一个数还是两个数", "数字中间不用逗号"),
        ("次" * 600, "数量太长，有600个字", "这里只写“48次”这样的数量，别的写到“内容”里"),
    ],
)
def test_what_is_no_quantity_is_refused_with_its_cure(typed: str, message: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        Quantity.parse(typed)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_words_that_are_not_understood_are_kept_as_a_remark() -> None:
    quantity = Quantity.parse("12场，覆盖3个社区")
    assert (quantity.amounts, quantity.remark, str(quantity)) == (
        (amount("12", "场"),),
        "，覆盖3个社区",
        "12场，覆盖3个社区",
    )


def test_a_quantity_keeps_its_place_and_its_spelling() -> None:
    quantity = Quantity.parse(SourceText(" 117户,256人", [HERE]))
    assert (quantity.text, quantity.origins) == ("117户,256人", (HERE,))
    assert pickle.loads(pickle.dumps(quantity)) == quantity


def test_single_is_the_one_known_amount() -> None:
    assert Quantity.parse("48次").single == amount("48", "次")
    assert Quantity.parse("8处36块").single is None
    assert Quantity.parse("【待填】次").single is None


def test_approximate_and_unknown_are_told_apart() -> None:
    told = {
        t: (Quantity.parse(t).approximate, Quantity.parse(t).unknown)
        for t in ("3次", "3余次", "几十次", "xx次")
    }
    assert told == {
        "3次": (False, False),
        "3余次": (True, False),
        "几十次": (True, False),
        "xx次": (False, True),
    }


@given(st.text(alphabet="0123456789一二十百万余多近约件次，、（）其中已办结%.—x【】待填 ", max_size=20))
def test_any_text_is_a_quantity_that_prints_as_typed_or_is_refused(typed: str) -> None:
    try:
        quantity = Quantity.parse(typed)
    except BadValue as error:
        assert error.message
        assert error.hint
    else:
        assert quantity.amounts
        assert str(quantity).replace(" ", "") == typed.strip().replace(" ", "")


@given(
    st.integers(1, 10**9 - 1),
    st.sampled_from(("", "余", "多", "来")),
    st.sampled_from("件个次条人户场处块份册本名家辆吨套盏座所张面根棵株期批栋幅万亿对"),
)
def test_plain_quantities_read_like_all_others(number: int, after: str, measure: str) -> None:
    text = f"{number}{after}{measure}"
    assert Quantity.parse(text) == replace(_read(text), text=SourceText(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("两三处", "两三"),
        ("三两处", "三两"),
        ("十五六处", "十五六"),
        ("一两百人", "一两百"),
        ("三五次", "三五"),
    ],
)
def test_neighbouring_digits_name_no_number(text: str, word: str) -> None:
    """两三处 is two or three, not twenty-three: nothing may be added to it."""
    [amount] = Quantity.parse(SourceText(text)).amounts
    assert (amount.value, amount.before, amount.approximate) == (None, word, True)
