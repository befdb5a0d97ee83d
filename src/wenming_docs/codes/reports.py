"""上期安排: what the report before planned, and what this one says of it."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_LEADER = "签发人的习惯：上期说要办的，这一期都有交代"
_BEFORE = (
    "文稿:\n  - 文种: 进展汇报\n    期间: 1—6月\n    下一步:\n      - 方面: 停车治理\n"
    "        时限: 9月底前\n        事项: 挖潜增设停车位\n  - 文种: 进展汇报\n    期间: 1—9月\n"
)

CODES = (
    Code(
        "F180",
        Severity.WARNING,
        "`上期安排`里的事项，上一期的`下一步`里没有",
        "照上一期`事项`（或`方面`）的原话写",
        why="领导拿着上一期逐条对。换了说法，就分不清是办完了还是换了一件事。",
        wrong=_BEFORE + "    上期安排:\n      - 增加停车泊位: 已在北园社区增设42个。",
        right=_BEFORE + "    上期安排:\n      - 挖潜增设停车位: 已在北园社区增设42个。",
        source=_LEADER,
    ),
    Code(
        "F181",
        Severity.WARNING,
        "`上期安排`里同一件事写了两遍",
        "合成一条",
        why="一件事两个说法，不知道听哪一个。",
        wrong=_BEFORE + "    上期安排:\n      - 挖潜增设停车位: 已增设42个。\n"
        "      - 挖潜增设停车位: 正在选址。",
        right=_BEFORE + "    上期安排:\n      - 挖潜增设停车位: 已增设42个，其余正在选址。",
        source=_LEADER,
    ),
    Code(
        "F182",
        Severity.NOTICE,
        "上一期的`下一步`过了时限，这一期又列进`下一步`，没有说明",
        "在`上期安排`里写明办到哪一步、为什么没办完",
        why="同一件事一期一期往后推，又不说缘由，等于没有时限。",
        wrong=_BEFORE
        + "    下一步:\n      - 方面: 停车治理\n        时限: 11月底前\n        事项: 挖潜增设停车位",
        right=_BEFORE + "    上期安排:\n      - 挖潜增设停车位: 已增设42个，还有两处地块产权未厘清。\n"
        "    下一步:\n      - 方面: 停车治理\n        时限: 11月底前\n        事项: 挖潜增设停车位",
        source=_LEADER,
    ),
)
