"""What the documents made of 问题台账 say: each sentence exactly, as of the day it was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Severity, has_errors
from wenming_docs.pipeline import Options, render_workspace

HERE = Path("台账.yaml")
HEAD = (
    "单位:\n  名称: 青石街道办事处\n  下级:\n    社区: 东门社区、西门社区\n创建:\n  荣誉: 全国文明城市\n"
    "  年度: 2026\n"
)
DOCUMENT_HEAD = "    标题: 题目\n"


def written(ledger: str, document: str, *, draft: bool = False) -> str:
    """The one document of a ledger, as Markdown without its seal; fails on any error."""
    text = f"{HEAD}{ledger}文稿:\n{document}"
    workspace = build_workspace(parse_source(text, HERE.name))
    outcome = render_workspace(workspace, HERE, Options(format="md", draft=draft))
    assert [f.message for f in outcome.findings if f.severity is Severity.ERROR] == []
    (found,) = outcome.documents
    return found.data.decode().partition("\n<!--")[0]


def errors(ledger: str, document: str) -> list[tuple[str, str]]:
    text = f"{HEAD}{ledger}文稿:\n{document}"
    outcome = render_workspace(build_workspace(parse_source(text, HERE.name)), HERE, Options(format="md"))
    return [(f.code, f.message) for f in outcome.findings if f.severity is Severity.ERROR]


def rows(*problems: str) -> str:
    """问题台账: ``发现日期 时限 销号 单位`` a problem, - for none."""
    lines = ["问题台账:"]
    for number, line in enumerate(problems, 1):
        lines.append(f"  - 点位: 第{number}巷")
        lines.append("    问题: 路灯不亮")
        for key, value in zip(("发现日期", "时限", "销号", "单位"), line.split(), strict=False):
            lines += [f"    {key}: {value}"] if value != "-" else []
    return "\n".join(lines) + "\n"


def sentence(ledger: str, period: str = "截至6月30日", more: str = "") -> str:
    """The opening of a 问题整改台账."""
    document = f"  - 文种: 问题整改台账\n{DOCUMENT_HEAD}    期间: {period}\n{more}"
    return written(ledger, document).split("\n\n")[1]


LATE, CLOSED = "6月1日 6月10日前", "6月1日 6月10日前 6月9日"
CLOSED_LATE, IN_TIME = "6月1日 6月10日前 6月12日", "6月1日 7月10日前"


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([IN_TIME], "共立项问题1个，未销号1个。"),
        ([LATE], "共立项问题1个，未销号1个，已逾期。"),
        ([LATE, LATE], "共立项问题2个，未销号2个，均已逾期。"),
        ([LATE, IN_TIME, IN_TIME], "共立项问题3个，未销号3个，其中逾期1个。"),
        ([CLOSED], "共立项问题1个，已全部销号。"),
        ([CLOSED, CLOSED_LATE], "共立项问题2个，已全部销号（其中逾期销号1个）。"),
        ([CLOSED, IN_TIME], "共立项问题2个，已销号1个，办结率50%；未销号1个。"),
        (
            [CLOSED, CLOSED_LATE, LATE],
            "共立项问题3个，已销号2个（其中逾期销号1个），办结率66.7%；未销号1个，已逾期。",
        ),
        (["7月1日"], "没有立项的问题。"),
    ],
)
def test_the_opening_sentence_in_every_case(problems: list[str], said: str) -> None:
    assert sentence(rows(*problems)) == f"截至2026年6月30日，{said}"


@pytest.mark.parametrize(
    ("period", "dated", "day"),
    [
        ("全年", "2026年12月18日", "12月18日"),
        ("全年", "2026年12月31日", "12月31日"),
        ("全年", "2027年1月8日", "12月31日"),
        ("全年", "2026年11月待签", "11月30日"),
        ("截至6月30日", "2026年6月28日", "6月28日"),
        ("6月", "2026年5月20日", "6月30日"),
    ],
)
def test_problems_are_never_told_as_of_a_day_after_the_documents_own(
    period: str, dated: str, day: str
) -> None:
    assert sentence(rows(CLOSED), period, f"    日期: {dated}\n").startswith(f"截至2026年{day}，共立项问题")


def test_a_document_has_one_day_for_its_problems_and_its_targets() -> None:
    facts = "工作目标:\n  - 指标: 整治巷道\n    目标: 36条\n"
    facts += "成果:\n  - 日期: 5月8日\n    数据:\n      整治巷道: 21条\n"
    document = (
        f"  - 文种: 工作总结\n{DOCUMENT_HEAD}    期间: 全年\n    日期: 2026年12月18日\n    章节:\n"
        "      - 标题: 指标\n        取: 目标完成情况\n      - 标题: 整改\n        取: 问题整改情况\n"
    )
    told = written(facts + rows(CLOSED, "12月10日", "12月20日"), document)
    assert "截至12月18日，整治巷道21条" in told
    assert "截至2026年12月18日，共立项问题2个" in told
    assert "12月31日" not in told


def test_a_period_with_a_beginning_tells_what_it_brought() -> None:
    ledger = rows(
        "5月6日 5月20日前 5月18日", "5月6日 5月20日前 6月4日", "6月2日 7月10日前", "7月2日 7月10日前"
    )
    said = "截至2026年6月30日，共立项问题3个，已销号2个（其中逾期销号1个），办结率66.7%；未销号1个。"
    assert sentence(ledger, "6月") == said + "6月新立项1个，销号1个。"
    assert sentence(ledger, "1—6月") == said
    assert sentence(rows("5月6日 5月20日前 6月4日"), "6月").endswith(
        "已全部销号（其中逾期销号1个）。6月没有新立项的问题，销号1个。"
    )


def test_a_document_about_some_units_says_so() -> None:
    ledger = rows(f"{IN_TIME} - 东门社区", f"{CLOSED} 西门社区")
    assert (
        sentence(ledger, more="    单位: 东门社区\n")
        == "截至2026年6月30日，东门社区共立项问题1个，未销号1个。"
    )


COURSE = """\
问题台账:
  - 编号: 7号
    点位: 东门巷口
    问题: 车辆占道
    来源: 暗访
    单位: 东门社区
    时限: 6月12日前
    经过:
      - 立项: 2026-06-05
      - 交办: 6月5日
      - 整改: 6月9日
      - 复核: 6月10日
      - 退回: 6月10日（没有划线）
      - 整改: 6月16日
      - 复核: 6月17日
      - 销号: 6月17日（书记签字）
    佐证: 照片/0617.jpg
"""


@pytest.mark.parametrize(
    ("day", "row"),
    [
        ("6月5日", "整改中<br>6月5日交办 | 0 |"),
        ("6月10日", "退回重新整改<br>6月5日交办<br>6月9日整改<br>6月10日复核、退回（没有划线） | 5 |"),
        (
            "6月16日",
            "已整改，待复核（逾期4天）<br>6月5日交办<br>6月9日整改<br>6月10日复核、退回（没有划线）"
            "<br>6月16日整改 | 11 |",
        ),
        (
            "6月30日",
            "逾期5天销号<br>6月5日交办<br>6月9日整改<br>6月10日复核、退回（没有划线）<br>6月16日整改"
            "<br>6月17日复核、销号（书记签字） | 6月17日 | 12 |",
        ),
    ],
)
def test_the_ledger_shows_a_problem_as_it_stood_that_day(day: str, row: str) -> None:
    text = written(COURSE, f"  - 文种: 问题整改台账\n{DOCUMENT_HEAD}    期间: 截至{day}\n")
    assert "| 1 | 7号 | 东门巷口 | 车辆占道 | 暗访 | 2026年6月5日 | 东门社区 | 6月12日前 | " + row in text


def test_only_columns_that_somebody_filled_and_none_that_is_left_out() -> None:
    document = f"  - 文种: 问题整改台账\n{DOCUMENT_HEAD}    期间: 截至6月16日\n"
    head = written(rows("6月1日"), document).splitlines()[4]
    assert head == "| 序号 | 点位 | 问题 | 发现日期 | 整改情况 | 挂账天数 |"
    bare = written(COURSE, f"{document}    不写: 来源、整改情况、挂账天数\n").splitlines()[4]
    assert bare == "| 序号 | 编号 | 点位 | 问题 | 立项日期 | 责任单位 | 整改时限 |"


def test_without_a_day_no_days_are_counted() -> None:
    document = (
        f"  - 文种: 实施方案\n{DOCUMENT_HEAD}    日期: 2026年7月待签\n    章节:\n      - 取: 问题台账\n"
    )
    text = written(rows("6月1日", "6月1日 6月10日前 6月9日"), document)
    assert "| 序号 | 点位 | 问题 | 发现日期 | 整改时限 | 整改情况 | 销号日期 |" in text
    assert "注：" not in text


def test_what_is_due_shows_the_days_left_or_over() -> None:
    ledger = rows("6月1日 7月5日前", CLOSED, "6月1日 6月30日前", "6月1日 6月29日前", "6月1日 长期坚持")
    text = written(ledger, f"  - 文种: 限时整改一览表\n{DOCUMENT_HEAD}    期间: 截至6月30日\n")
    assert "\n\n截至2026年6月30日，未销号的问题4个，其中逾期1个。\n\n" in text
    cells = [line.split(" | ")[1:] for line in text.splitlines() if line[:3] in ("| 1", "| 2", "| 3", "| 4")]
    assert [(row[0], row[-1].rstrip(" |")) for row in cells] == [
        ("第1巷", "剩余5天"),
        ("第3巷", "当日到期"),
        ("第4巷", "逾期1天"),
        ("第5巷", "—"),
    ]


def test_a_circular_tells_units_as_declared_and_what_is_overdue() -> None:
    ledger = rows(f"{LATE} - 西门社区", f"{CLOSED} 东门社区", f"{IN_TIME} - 西门社区、东门社区")
    closing = "    结语: 请西门社区于7月5日前整改到位。\n"
    document = f"  - 文种: 督查通报\n{DOCUMENT_HEAD}    日期: 2026年6月30日\n{closing}"
    assert written(ledger, document) == (
        "# 题目\n\n现将督查情况通报如下：\n\n"
        "截至2026年6月30日，共立项问题3个，已销号1个，办结率33.3%；未销号2个，其中逾期1个。\n\n"
        "各单位问题整改情况如下：\n\n"
        "| 责任单位 | 发现问题 | 已销号 | 未销号 | 逾期未销号 | 办结率 |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| 东门社区 | 2 | 1 | 1 | 0 | 50% |\n"
        "| 西门社区 | 2 | 0 | 2 | 1 | 0% |\n"
        "| 合计 | 3 | 1 | 2 | 1 | 33.3% |\n\n"
        "注：几个单位共同整改的问题，各单位都计入，合计只计一次。\n\n"
        "逾期未销号的问题有1个：\n\n"
        "| 序号 | 点位 | 问题 | 责任单位 | 整改时限 | 逾期天数 |\n"
        "| :---: | --- | --- | --- | --- | --- |\n"
        "| 1 | 第1巷 | 路灯不亮 | 西门社区 | 6月10日前 | 20 |\n\n"
        "请西门社区于7月5日前整改到位。\n\n青石街道办事处  \n2026年6月30日"
    )


def test_a_notice_goes_to_its_unit_or_to_the_only_one() -> None:
    ledger = rows(f"{LATE} - 西门社区", f"{CLOSED} 东门社区")
    bare = f"  - 文种: 整改通知单\n{DOCUMENT_HEAD}    日期: 2026年6月30日\n"
    expected = (
        "# 题目\n\n西门社区：\n\n"
        "截至2026年6月30日，你单位未销号的问题有1个，已逾期，现列表通知如下，请逐项整改到位。\n\n"
        "| 序号 | 点位 | 问题 | 整改时限 | 剩余时间 |\n| :---: | --- | --- | --- | --- |\n"
        "| 1 | 第1巷 | 路灯不亮 | 6月10日前 | 逾期20天 |\n\n青石街道办事处  \n2026年6月30日"
    )
    assert written(ledger, bare) == expected
    assert written(ledger, f"{bare}    单位: 西门社区\n") == expected
    both = rows(f"{LATE} - 西门社区", f"{LATE} - 东门社区")
    assert written(both, f"{bare}    主送: 西门社区\n") == expected
    assert errors(both, bare) == [("F141", "未销号的问题涉及2个单位，不知道通知单发给哪个")]
    closed = f"{bare}    单位: 东门社区\n"
    assert errors(ledger, closed) == [
        ("F143", "到2026年6月30日，“东门社区”没有未销号的问题，不用发整改通知单")
    ]


def test_figures_about_problems_in_prose() -> None:
    ledger = rows(f"{LATE} - 西门社区", f"{CLOSED} 东门社区", f"{CLOSED_LATE} 东门社区")
    text = written(
        ledger,
        f"  - 文种: 进展汇报\n{DOCUMENT_HEAD}    期间: 1—6月\n    章节:\n      - 标题: 整改\n        文: |\n"
        "          立项【问题·个数】个，销号【问题·销号数】个、未销号【问题·未销号数】个、"
        "逾期【问题·逾期数】个，\n          办结率【问题·办结率】，按期办结率【问题·按期办结率】，"
        "东门社区办结率【问题·东门社区·办结率】。\n",
    )
    assert "立项3个，销号2个、未销号1个、逾期1个，" in text
    assert "办结率66.7%，按期办结率33.3%，东门社区办结率100%。" in text


def report(text: str, period: str = "1—6月") -> str:
    section = f"    章节:\n      - 标题: 整改\n        文: {text}\n"
    return f"  - 文种: 进展汇报\n{DOCUMENT_HEAD}    期间: {period}\n{section}"


def test_a_period_asks_for_what_was_opened_and_closed_in_it() -> None:
    ledger = rows("5月1日 5月20日前 6月3日 东门社区", f"{CLOSED} 西门社区", "6月20日 7月9日前 7月5日", LATE)
    text = (
        "5月立项【问题·5月·个数】个，销号【问题·5月·销号数】个，月末未销号【问题·5月·未销号数】个，"
        "逾期【问题·5月·逾期数】个；6月立项【问题·6月·个数】个，销号【问题·6月·销号数】个，"
        "东门社区【问题·东门社区·6月·销号数】个，月末办结率【问题·6月·办结率】。"
    )
    expected = (
        "5月立项1个，销号0个，月末未销号1个，逾期1个；6月立项3个，销号2个，东门社区1个，月末办结率50%。"
    )
    assert expected in written(ledger, report(text))
    assert "上半年立项3个" in written(ledger, report("上半年立项【问题·上半年·个数】个。", "截至6月10日"))


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "问题·乱写·个数",
            "【问题·乱写·个数】里的“乱写”不是单位，也不是期间",
            "这里写单位的名称，或期间（6月、上半年）",
        ),
        (
            "问题·东门·个数",
            "【问题·东门·个数】里的“东门”不是单位，也不是期间",
            "是不是想写【问题·东门社区·……】",
        ),
        ("问题·13月·个数", "【问题·13月·个数】：", ""),
        (
            "问题·9月·个数",
            "【问题·9月·个数】：这份文稿算到2026年6月30日，“9月”还没有到",
            "改期间，或改这份文稿的“期间”“日期”",
        ),
        (
            "问题·5月·6月·个数",
            "【问题·5月·6月·个数】问了不止一样",
            "分开写成两个【】，一个里只写一个单位、一个期间",
        ),
        ("问题·个数·销号数", "【问题·个数·销号数】问了不止一样", ""),
        (
            "测评·6月·得分",
            "【测评·6月·得分】看不懂：测评体系的数不分单位，也不分期间",
            "是不是想写【测评·得分】",
        ),
        ("测评·得份", "【测评·得份】看不懂", "是不是想写【测评·得分】"),
        ("问题·6月·整改数", "【问题·6月·整改数】里的“整改数”看不懂", ""),
    ],
)
def test_a_part_nobody_knows_is_never_zero(name: str, message: str, hint: str) -> None:
    workspace = build_workspace(
        parse_source(f"{HEAD}{rows(f'{LATE} - 东门社区')}文稿:\n{report(f'立项【{name}】个。')}", HERE.name)
    )
    outcome = render_workspace(workspace, HERE, Options(format="md"))
    (found,) = [f for f in outcome.findings if f.severity is Severity.ERROR]
    assert (found.code, found.message[: len(message)]) == ("F020", message)
    assert not hint or found.hint == hint


def test_a_day_nobody_wrote_is_in_no_period() -> None:
    ledger = rows("- 6月10日前", CLOSED)
    assert errors(ledger, report("立项【问题·6月·个数】个。")) == [
        ("F020", "【问题·6月·个数】算不出来：有1个问题没有写发现日期")
    ]


def test_a_report_takes_the_sentence_and_says_the_day_once() -> None:
    text = written(
        rows(f"{LATE} - 西门社区"),
        f"  - 文种: 进展汇报\n{DOCUMENT_HEAD}    期间: 1—6月\n    章节:\n"
        "      - 取: 问题整改情况、分单位问题、逾期问题\n",
    )
    assert (
        "## 一、问题整改情况\n\n截至2026年6月30日，共立项问题1个，未销号1个，已逾期。\n\n各单位问题" in text
    )
    assert text.count("截至") == 1


def test_the_author_s_own_words_win() -> None:
    own = "    引言: 督查发现问题【问题·个数】个。\n"
    document = f"  - 文种: 督查通报\n{DOCUMENT_HEAD}    日期: 2026年6月30日\n{own}"
    text = written(rows(f"{LATE} - 西门社区"), document)
    assert "督查发现问题1个。\n\n截至2026年6月30日，各单位问题整改情况如下：" in text
    assert "现将" not in text


def test_a_day_nobody_wrote_is_asked_for_and_never_today() -> None:
    pending = f"  - 文种: 问题整改台账\n{DOCUMENT_HEAD}    日期: 2026年7月待签\n"
    assert errors(rows(LATE), pending) == [("F142", "不知道“问题整改台账”的问题算到哪一天")]
    draft = written(rows(LATE), f"  - 文种: 问题整改台账\n{DOCUMENT_HEAD}", draft=True)
    assert "截至【待填：截至日期】，共立项问题1个，未销号1个。" in draft


def test_a_document_asked_for_on_a_day_tells_that_day() -> None:
    workspace = build_workspace(parse_source(HEAD + rows("6月1日 6月10日前"), HERE.name))

    def asked(**chosen: str | date) -> str:
        options = replace(Options(kind="限时整改一览表", format="md"), **chosen)
        (found,) = render_workspace(workspace, HERE, options).documents
        return found.data.decode().split("\n\n")[1]

    assert asked(as_of=date(2026, 6, 11)) == "截至2026年6月11日，未销号的问题1个，已逾期。"
    assert asked(period="截至6月10日", as_of=date(2026, 6, 11)) == "截至2026年6月10日，未销号的问题1个。"
    today = Options(kind="限时整改一览表", today=date(2026, 6, 11))
    assert [f.code for f in render_workspace(workspace, HERE, today).findings if has_errors([f])] == ["F040"]
