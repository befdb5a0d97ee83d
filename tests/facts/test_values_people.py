from __future__ import annotations

import pytest

from wenming_docs.facts.values import BadValue, Person, parse_names, parse_people
from wenming_docs.findings import Origin, SourceText

HERE = Origin("plan.yaml", 7, 5, "领导小组.组长")

# typed → for each person: printed, name, posts, flags (兼, 集体, 缺名), honorific
PEOPLE = {
    "某甲（街道党工委书记）、某乙（街道党工委副书记、办事处主任）": [
        ("某甲（街道党工委书记）", "某甲", ("街道党工委书记",), "", ""),
        ("某乙（街道党工委副书记、办事处主任）", "某乙", ("街道党工委副书记", "办事处主任"), "", ""),
    ],
    "刘 勇(街道党工委副书记,办事处主任)": [
        ("刘勇（街道党工委副书记、办事处主任）", "刘勇", ("街道党工委副书记", "办事处主任"), "", "")
    ],
    "某丙（兼）": [("某丙（兼）", "某丙", (), "兼", "")],
    "某丙（副主任、兼）": [("某丙（副主任、兼）", "某丙", ("副主任",), "兼", "")],
    "某丙（兼办公室主任）": [("某丙（兼办公室主任）", "某丙", ("兼办公室主任",), "兼", "")],
    "某丁同志": [("某丁同志", "某丁", (), "", "同志")],
    "何师傅（居民志愿者）": [("何师傅（居民志愿者）", "何师傅", ("居民志愿者",), "", "师傅")],
    "各科室负责人、各社区书记": [
        ("各科室负责人", "各科室负责人", (), "集体", ""),
        ("各社区书记", "各社区书记", (), "集体", ""),
    ],
    "xx（党工委书记）": [("xx（党工委书记）", "xx", ("党工委书记",), "缺名", "")],
    "***": [("***", "***", (), "缺名", "")],
    "【待填：姓名】（街道党工委书记）": [
        ("【待填：姓名】（街道党工委书记）", "【待填：姓名】", ("街道党工委书记",), "缺名", "")
    ],
    "张　洋": [("张洋", "张洋", (), "", "")],
    "某甲乙 某丙丁 张 洋": [
        ("某甲乙", "某甲乙", (), "", ""),
        ("某丙丁", "某丙丁", (), "", ""),
        ("张洋", "张洋", (), "", ""),
    ],
    "某甲\n黄 伟\n局机关各股室负责人": [
        ("某甲", "某甲", (), "", ""),
        ("黄伟", "黄伟", (), "", ""),
        ("局机关各股室负责人", "局机关各股室负责人", (), "集体", ""),
    ],
    "某甲（书记）某乙（主任）": [
        ("某甲（书记）", "某甲", ("书记",), "", ""),
        ("某乙（主任）", "某乙", ("主任",), "", ""),
    ],
    "欧阳 明": [("欧阳明", "欧阳明", (), "", "")],
    "": [],
}


def told(person: Person) -> tuple[str, str, tuple[str, ...], str, str]:
    flags = (("兼", person.concurrent), ("集体", person.collective), ("缺名", person.unnamed))
    set_flags = "".join(word for word, is_set in flags if is_set)
    return str(person), str(person.name), tuple(map(str, person.posts)), set_flags, person.honorific


@pytest.mark.parametrize("typed", PEOPLE)
def test_people_are_read_with_their_posts(typed: str) -> None:
    people = parse_people(typed)
    assert [told(person) for person in people] == PEOPLE[typed]


@pytest.mark.parametrize("typed", PEOPLE)
def test_printed_people_read_back_as_themselves(typed: str) -> None:
    people = parse_people(typed)
    again = parse_people("、".join(map(str, people)))
    assert [told(person) for person in again] == [told(person) for person in people]


def test_layout_blanks_stay_in_the_text_and_every_part_knows_its_place() -> None:
    (person,) = parse_people(SourceText("张　洋（主任）", [HERE]))
    assert (person.text, person.origins) == ("张　洋（主任）", (HERE,))
    assert (person.name.origins, person.posts[0].origins) == ((HERE,), (HERE,))


@pytest.mark.parametrize(
    ("typed", "message"),
    [("某甲（书记", "“（”不成对"), ("某甲书记）", "“）”不成对"), ("某甲（）", "括号里没有写职务")],
)
def test_a_broken_bracket_is_refused(typed: str, message: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_people(typed)
    assert caught.value.message == message
    assert caught.value.hint


def test_names_are_cut_outside_brackets_and_keep_their_origin() -> None:
    names = parse_names(SourceText("城管办、宣传办，东门社区；\n街道（东、西区）、《甲、乙方案》。", [HERE]))
    assert names == ("城管办", "宣传办", "东门社区", "街道（东、西区）", "《甲、乙方案》")
    assert {name.origins for name in names} == {(HERE,)}


def test_no_names_are_no_names() -> None:
    assert parse_names(" 、 ") == ()


def test_an_unpaired_bracket_among_names_is_refused() -> None:
    with pytest.raises(BadValue, match="“《”不成对"):
        parse_names("《甲、乙")
