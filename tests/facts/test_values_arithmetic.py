from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.values import (
    Aggregation,
    BadValue,
    Quantity,
    add,
    completion_rate,
    handling_rate,
    is_met,
    percent_text,
)
from wenming_docs.findings import Origin, SourceText

SUMS = [
    ("26次", "3次", "29次"),
    ("0次", "3次", "3次"),
    ("共3场", "2场", "5场"),
    ("8900余条", "100条", "9000余条"),
    ("2万多份", "36000余份", "56000余份"),
    ("5.6万人", "1万余人", "6.6万余人"),
    ("0.5万份", "0.3万份", "8000份"),
    ("3.5亿元", "2亿元", "5.5亿元"),
    ("5万元", "3000元", "53000元"),
    ("近5万元", "3万元", "近8万元"),
    ("50人左右", "10人", "60人左右"),
    ("5处以上", "3处", "8处以上"),
    ("约80吨", "20余吨", "约100吨"),
    ("1—2场", "3场", "4—5场"),
    ("1—2场", "3余场", "4余场"),
    ("8处36块", "2处4块", "10处40块"),
    ("117户，256人", "3户，4人", "120户，260人"),
    ("26处1208.72㎡", "31处1521.96平方米", "57处2730.68㎡"),
    ("110余张（处）", "3张（处）", "113余张（处）"),
    ("发放手册2万册", "发放手册1万册", "发放手册3万册"),
    ("3次", "【待填】", "【待填】次"),
    ("x余辆", "3辆", "【待填】辆"),
    ("60件，已办结57件", "40件，已办结40件", "100件，已办结97件"),
    ("60件，已办结57件", "40件", "100件"),
    ("1231人，其中失业人员821人", "100人，其中失业人员30人", "1331人，其中失业人员851人"),
    ("1231人，其中失业人员821人", "100人", "1331人"),
    ("196期（授课176次，讲堂13次）", "4期（授课1次，讲堂3次）", "200期（授课177次，讲堂16次）"),
]


@pytest.mark.parametrize(("left", "right", "total"), SUMS)
def test_a_sum_says_no_more_than_its_parts(left: str, right: str, total: str) -> None:
    assert str(add([Quantity.parse(left), Quantity.parse(right)])) == total
    assert str(add([Quantity.parse(right), Quantity.parse(left)])) == total


@pytest.mark.parametrize("total", sorted({total for *_, total in SUMS}))
def test_a_printed_sum_is_a_quantity_again(total: str) -> None:
    assert str(Quantity.parse(total)) == total


@pytest.mark.parametrize(
    ("typed", "how", "message"),
    [
        (["3次", "2场"], Aggregation.SUM, "计量单位不一样，不能汇总：“场”、“次”"),
        (["8处36块", "3处"], Aggregation.SUM, "计量单位不一样，不能汇总：“处”、“处、块”"),
        (["几十人", "3人"], Aggregation.SUM, "“几十人”没有确数，不能汇总"),
        (["90%", "80%"], Aggregation.SUM, "“90%”是比率，不能相加"),
        (["每月2次", "每月3次"], Aggregation.SUM, "“每月2次”是平均数，不能相加"),
        (["12场，覆盖3个社区", "1场"], Aggregation.SUM, "“12场，覆盖3个社区”里有程序看不懂的话，不能汇总"),
        (["发放3册", "印刷2册"], Aggregation.SUM, "数量前面的话不一样（印刷、发放），不能相加"),
        (["10人", "9人"], Aggregation.DISTINCT, "这个指标要去重，几次的数不能由程序相加"),
        (["8处36块", "9处3块"], Aggregation.MAX, "几个数写在一起，分不出哪个最大"),
        ([], Aggregation.SUM, "没有可以汇总的数量"),
    ],
)
def test_what_cannot_be_added_is_refused_with_its_cure(
    typed: list[str], how: Aggregation, message: str
) -> None:
    with pytest.raises(BadValue) as caught:
        add([Quantity.parse(text) for text in typed], how)
    assert caught.value.message == message
    assert caught.value.hint


def test_other_ways_to_aggregate() -> None:
    people = [Quantity.parse(text) for text in ("10人", "13人", "9人")]
    rates = [Quantity.parse(text) for text in ("90%", "80%")]
    got = {how: str(add(people, how)) for how in (Aggregation.LAST, Aggregation.MEAN, Aggregation.MAX)}
    assert got == {Aggregation.LAST: "9人", Aggregation.MEAN: "10.67人", Aggregation.MAX: "13人"}
    assert str(add(rates, Aggregation.MEAN)) == "85%"
    assert [str(add(people[:1], how)) for how in Aggregation] == ["10人"] * 5
    assert [str(how) for how in Aggregation] == ["相加", "期末数", "平均", "最大", "去重"]


@pytest.mark.parametrize("how", [Aggregation.SUM, Aggregation.LAST, Aggregation.MEAN, Aggregation.MAX])
def test_an_aggregate_remembers_every_place_it_comes_from(how: Aggregation) -> None:
    places = [Origin("plan.yaml", line, 5) for line in (3, 8)]
    quantities = [
        Quantity.parse(SourceText(f"{line}次", [place])) for line, place in zip((3, 8), places, strict=True)
    ]
    assert set(add(quantities, how).origins) == set(places)


rough = st.sampled_from(["{}条", "{}余条", "近{}条", "约{}条", "{}条左右", "{}条以上"])
typed_amounts = st.builds(lambda form, number: form.format(number), rough, st.integers(1, 99_999))


@given(st.lists(typed_amounts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_a_sum_does_not_matter(typed: list[str], random: Random) -> None:
    shuffled = list(typed)
    random.shuffle(shuffled)
    total = add([Quantity.parse(text) for text in typed])
    again = add([Quantity.parse(text) for text in shuffled])
    assert (str(again), again.amounts) == (str(total), total.amounts)


@given(st.lists(typed_amounts, min_size=2, max_size=6))
def test_a_sum_is_exact_only_if_all_its_parts_are(typed: list[str]) -> None:
    quantities = [Quantity.parse(text) for text in typed]
    assert add(quantities).approximate == any(quantity.approximate for quantity in quantities)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=6))
def test_exact_numbers_add_exactly(numbers: list[int]) -> None:
    total = add([Quantity.parse(f"{number}元") for number in numbers])
    assert str(total) == f"{sum(numbers)}元"
    assert [amount.value for amount in total.amounts] == [sum(numbers)]


# done, target → completion in percent, reached or not; None where the numbers cannot tell
@pytest.mark.parametrize(
    ("done", "target", "rate", "met"),
    [
        ("26次", "不少于48次", "54.2%", False),
        ("48次", "48次以上", "100%", True),
        ("48次", "超过40次", "120%", True),
        ("40次", "超过40次", "100%", False),
        ("26余次", "48次", None, None),
        ("8900余条", "8000条", None, True),
        ("近9000条", "8000条", None, None),
        ("92%", "≥90%", None, True),
        ("2起", "≤3起", None, True),
        ("4起", "≤3起", None, False),
        ("1200㎡", "1000平方米", "120%", True),
        ("50人", "30场", None, None),
        ("【待填】", "3次", None, None),
        ("3次", "每月2次", None, None),
        ("3次", "约5次", None, None),
        ("48次", "0次", None, True),
        ("8处36块", "8处", "100%", True),
    ],
)
def test_done_against_target(done: str, target: str, rate: str | None, met: bool | None) -> None:
    have, want = Quantity.parse(done), Quantity.parse(target)
    got = completion_rate(have, want)
    assert (None if got is None else percent_text(got), is_met(have, want)) == (rate, met)


def test_the_handling_rate_needs_two_exact_numbers() -> None:
    rates = {
        "60件，已办结57件": Decimal(95),
        "60件，全部办结": Decimal(100),
        "8件，办结率100%": Decimal(100),
        "60件": None,
        "60余件，已办结57件": None,
        "60件，已办结50余件": None,
        "117户，256人，已办结3户": None,
        "0件，已办结0件": None,
    }
    assert {typed: handling_rate(Quantity.parse(typed)) for typed in rates} == rates


def test_percent_text_has_one_decimal_at_most_and_never_rounds_up_to_all() -> None:
    rates = {
        "54.16": "54.2%",
        "95": "95%",
        "95.04": "95%",
        "99.97": "99.9%",
        "100": "100%",
        "0": "0%",
        "133.333": "133.3%",
    }
    assert {rate: percent_text(Decimal(rate)) for rate in rates} == rates
