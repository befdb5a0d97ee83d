"""A figure that the text tells quarter by quarter is not told again; one told in part still is."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.pipeline import Options, render_file

FACTS = """\
单位:
  名称: 青石街道办事处
  自称: 我街道
创建:
  荣誉: 文明城市
  年度: 2026
指标口径:
  居民满意率: 平均
任务:
  - 名称: 开展满意度调查
    牵头: 民生办
成果:
  - 期间: 一季度
    任务: 开展满意度调查
    数据:
      居民满意率: 88%
  - 期间: 二季度
    任务: 开展满意度调查
    数据:
      居民满意率: 92%
      入户调查: 600户
文稿:
  - 文种: 进展汇报
    期间: 上半年
    章节:
      - 标题: 民意调查
        取: 开展满意度调查
        文: {text}
"""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "居民满意率由【居民满意率·一季度】提高到【居民满意率·二季度】。",
            "居民满意率由88%提高到92%。入户调查600户。",
        ),
        ("一季度居民满意率【居民满意率·一季度】。", "一季度居民满意率88%。居民满意率为90%；入户调查600户。"),
        ("居民满意率【居民满意率】。", "居民满意率90%。入户调查600户。"),
    ],
)
def test_what_is_told_in_all_its_parts_is_told(text: str, printed: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(FACTS.format(text=text), encoding="utf-8")
    [document] = render_file(path, Options(format="md")).documents
    assert printed in document.data.decode()


MONTHLY = """\
单位:
  名称: 云山市医院
创建:
  荣誉: 文明城市
  年度: 2026
指标口径:
  候诊时间: 平均
任务:
  - 名称: 改善就医
    牵头: 门诊部
成果:
  - 期间: 4月
    任务: 改善就医
    数据:
      候诊时间: 26分钟
  - 期间: 5月
    任务: 改善就医
    数据:
      候诊时间: 24分钟
  - 期间: 6月
    任务: 改善就医
    数据:
      候诊时间: 19分钟
      接诊: 600人次
文稿:
  - 文种: 进展汇报
    期间: 上半年
    章节:
      - 标题: 就医
        取: 改善就医
        文: {text}
"""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "候诊时间由4月的【候诊时间·4月】降到6月的【候诊时间·6月】。",
            "候诊时间由4月的26分钟降到6月的19分钟。接诊600人次。",
        ),
        ("4月候诊时间【候诊时间·4月】。", "4月候诊时间26分钟。候诊时间23分钟；接诊600人次。"),
    ],
)
def test_two_periods_of_what_is_no_sum_tell_how_it_went(text: str, printed: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(MONTHLY.format(text=text), encoding="utf-8")
    [document] = render_file(path, Options(format="md")).documents
    assert printed in document.data.decode()
