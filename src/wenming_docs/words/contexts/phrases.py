"""The words of official prose beside a figure: what a number looks like, and which words narrow whose it is.

Two lists matter: :data:`NOBODY` may stand before a figure of the whole office; :data:`OTHER` and
:data:`EACH` make it a part's, an occasion's, somebody else's. A word on neither list counts as a
subject nobody knows, and the figure is let be.
"""

from __future__ import annotations

from wenming_docs.zh.lazy import lazy_pattern

CHINESE = "〇零一二两三四五六七八九十百千万亿"
_MEASURES = (
    "平方公里|平方米|立方米|公里|千米|公斤|小时|分钟|个百分点|人次|册次|台次|车次|户次|万元|元|㎡|%|"
    "[个条处份次人名户家件块篇期场支辆吨亩米张幅起项只台套册本盆棵株座栋盏面把桶车袋箱瓶包间所层类门种批组对队节课"
    "天年月票宗例轮趟遍口头匹升扇尾首曲杆副双顶席艘架根孔眼幢床封幕帧款枚颗粒道]"
)
NUMBER = (
    r"(?P<before>将近|接近|近|大约|约|超过|超|逾|突破)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|[{CHINESE}]{{2,}}"
    r"|[两三四五六七八九](?=[个户家场条件处份项所名]))"
    r"(?P<scale>[万亿千百])?(?P<inner>[余多来])?"
    rf"(?P<measure>{_MEASURES})?(?P<after>左右|上下|以上|之多|有余|多(?=[，、）]|$))?(?![\d—－~～])"
)
"""A number as prose has it; its parts by name."""

PARTNER = lazy_pattern(r"[^\d，]{0,12}(?:联合|合作)")
"""Done with others (与高校联合): a part perhaps, but never more than all."""
OUTSIDERS = lazy_pattern("(?:志愿者|党员|群众|居民|村民|市民|学生|家长|商户|农户|社会力量)+")
"""Those who help: alone before a figure they are some of them, 组织志愿者 are all."""
PEOPLE = (
    "环卫工人|志愿者|党员|干部|群众|居民|村民|市民|职工|教职工|师生|学生|教师|老师|家长|患者|读者|农户|商户|纳税人|旅客|游客|农民"
    "|医护人员|医务人员|医生|护士|员工|队员|工作人员|社会力量"
    "|[导劝巡保宣讲管监安信协辅教操网护][一-鿿]员|(?:护学|劝导|值勤|执勤)岗"
)
"""Whoever does the work of an office or has the good of it, said of all of them."""

LEAD = (
    rf"(?:的(?:{PEOPLE}|家庭|人员|对象|单位)|(?:困难)?(?:群众|家庭))?(?:活动|工作|队伍)?"
    r"(?:总数|总量|数量|总?[人户场次件条间套册]数|数)?"
    r"(?:(?:发展|增加|增长|上升|提高|提升|扩大|扩充|壮大)[到至]|增至|升至|(?:保持|稳定|维持)在"
    r"|共计|总共|一共|合计|总计|累计|先后|已经|已达|达到|达|共|了|已|有|为|是|就|出|：|:|（|\s)*"
)
"""What may stand between a name and its figure without making it a figure of something else."""

OTHER = lazy_pattern(  # a feast is an occasion where it ends a clause: 围绕暑期设计活动 is none
    r"其中|仅|人均|户均|日均|月均|平均|当[天日晚]|一天|单日|首[日次批场]|单次|一次性|高峰|最[多高少低]"
    r"|[^，。；]{0,6}期间|(?:活动|行动|仪式|会议|培训|现场)(?:中|上)|现场|批"
    r"|(?:汛|节|雨|雪|假|会)[前后期]|前后|前夕|(?:过|之|结束|以)后|(?<![底日月旬])[之以]前"
    r"|(?<![底日月旬目\d])前，|来临|到来|历时|为期|乡贤|爱心人士|捐[款资]|出资"
    r"|(?:[寒暑]假|[春暑][期运]|[春夏秋冬雨旱汛]季|高温|元宵|清明|端午|中秋|国庆|元旦|重阳|五一"
    r"|(?:[一-鿿]{2}(?<![环细情关章])|春)节)(?:里|内|日|当日)?(?=，)"
    r"|第[一二三四五六七八九十\d]+(?:次|轮|期|场|个|天|周|阶段)"
    r"|(?:清理|集中|活动|行动|服务|宣传|开放)日|试点|先行|抽[查检样]|随机|剩余|下一?步|接下来|今后"
)
_SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]"
)
_TITLE = (
    "老师|医生|护士长?|师傅|阿姨|大爷|大妈|大叔"
    "|大姐|奶奶|爷爷|同学|女士|先生|民警|教授|主任|书记|校长|院长|站长|队长"
)
PERSON = lazy_pattern(
    rf"{_SURNAME}[一-鿿]{{0,2}}(?:{_TITLE})"
    rf"|(?:班主任|社工|退役军人|{PEOPLE}|{_TITLE})(?![文常方易段万高]|周[末一二三四五六日]){_SURNAME}(?:某[某甲乙丙丁]?|[一-鿿]{{1,2}})"
)
"""One person by name: 班主任陈某, 张医生. What follows in the sentence may be that person's alone."""
EACH = lazy_pattern(
    r"每|逐[月季年周]|分别|比|较|增加|减少|提高|下降|增长|多出|一人|个人|邀请|带头|联合|合作|剩|尚|差"
    r"|[\d一二两三四五六七八九十百余多](?:名|人次?|位|支)"
)
NOBODY = lazy_pattern(
    rf"(?:{PEOPLE}|为困难(?:{PEOPLE}|家庭)"
    r"|共计|总共|一共|合计|总计|累计|先后|已经|已|共|就|都|也|还|并|年度|据统计|经统计|后来又说|又说|年内|到|至|截至"
    r"|以来|来|内|里|度|各(?:社区|村|科室|单位|部门|级|组|街道|乡镇)|全(?![市县区省国校])[一-鿿]{1,2}"
    r"|我[一-鿿]?|本[一-鿿]|上下|辖区|范围|广大|各方|同志|牵头|负责|统筹|工程|项目|行动|活动|工作"
    r"|组织|发动|动员|引导|带领|协同|会同|一道|一起|共同|齐心|集中|全面|全力|持续|深入|扎实|大力|有序|及时|主动"
    r"|积极|稳步|不断|认真|严格|依法|成功|陆续|相继|广泛|如期|按期|按时|顺利|圆满|超额|逐[一-鿿]"
    r"|上门|入户|(?:进村|走村|走街)入户|挨家挨户|走街串巷|年初|方案|确定|定下|提出|下达|既定|原定|制定|总体|整体"
    r"|实际|完成|实现|目标|计划|任务|力争|确保|争取|要求?|将|把|拟|安排|预计|全部|和|与|及|、|的|是|为|等|以)+"
)
"""Words before a figure that name nobody in particular: the figure is the office's whole."""
ATTACHED = lazy_pattern(
    r"(?:未|待|需|应|再|又|另|还|参与|参加|通过|用于|除|新增|新招募|招募|新发展|发展|其他|多|少|不|停止|开始|暂停"
    r"|恢复|候选|提前)$"
)
_GOAL = r"不少于|不低于|不下于|至少|目标|计划|确定|定下|提出|下达|既定|原定|制定"
GOAL = lazy_pattern(_GOAL)
AHEAD = lazy_pattern(rf"{_GOAL}|不超过|以上|以内|力争|确保|争取|拟|将(?!近)|要(?!求)|下一步")

_RELATIVE = (
    r"去年|上年|前年|同期|往年|以往|历年|明年|来年|次年|上月|上个月|上一?季度|上周|下周|昨天|今天|近日|日前"
    r"|(?:近|[前后])[一二三四五六七八九十两\d]+[年个]|[\d一二三](?:月|季度)?[、和与及]第?[\d一二三四]{1,2}(?:月|季度)"
    r"|(?<![\d第一二三四五六七八九十])(?:\d{1,2}|[两三四五六七八九]|十[一二三四五六七八九]?)年(?!级|度|来)"
    r"|\d{1,2}月[初中](?!旬)|[本当](?:周|月|季度?)|(?!一年来)[二三四五六七八九十两\d]+年来|过去"
)
_NOW = r"本期|今年以来|今年|年初以来|一年来|半年来|截至目前|目前|本年度"
_SPAN = (
    r"(?:\d{4}年)?(?:\d{1,2}月?(?:\d{1,2}日)?[—－至到-]\d{1,2}月(?:\d{1,2}日)?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|\d{1,2}日|[上中下]旬|[底末])?"
    r"|上半年|下半年|前三季度|第?[一二三四]季度|全年)|\d{4}年"
)
TIME = lazy_pattern(rf"(?P<other>{_RELATIVE})|(?P<now>{_NOW})|(?P<span>{_SPAN})(?!前|以前|之前|底前|\d)")
DUE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末初])?(?:以前|之前|前|底前)"

GAP = lazy_pattern(
    "(?:了|出了|出|到|的|共|累计|各类|各种|积存|老旧|破旧|破损|陈旧|陈年|废旧|有关|相关"
    f"|(?:{PEOPLE})(?:送来|赠送|反映|提出)的)*"
)
"""Words between a verb and its object that leave none of it out: what is cleared away was lying about."""
_TARGET = "(?:的?(?:全年|年度)?(?:目标|计划|任务)(?:数|值|量)?|的(?=总?数))?"
FIGURE = lazy_pattern(rf"{_TARGET}{LEAD}(?:不少于|不低于|至少)?{NUMBER}")
PLAIN_FIGURE = lazy_pattern(rf"{LEAD}{NUMBER}")
FIGURE_BEFORE = lazy_pattern(rf"{NUMBER}的?(?:各类|各种)?$")
SO_FAR = lazy_pattern("(?:全年|年内|今年|目前|现已|已经|已|共|累计|先后)*")

SAME = (
    ("开展", "组织", "举办", "举行", "进行", "完成"),
    ("发放", "印发", "派发", "分发"),
    ("受理", "收到", "接到", "接收"),
    ("查处", "查办"),
    ("建成", "建设", "新建"),
)
"""Verbs that say the same of one object, where the facts know that object once."""
