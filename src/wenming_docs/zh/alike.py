"""Slips of the keyboard: 汉字 that sound or look alike, and names that differ by such a slip."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

_FIRST_ROW, _LAST_ROW, _CELLS = 0xB0, 0xD7, 94
_SYLLABLES = """
a啊 ai埃 an鞍 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian鞭 biao标 bie鳖
bin彬 bing兵 bo玻 bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 chang昌 chao超
che车 chen郴 cheng撑 chi吃 chong充 chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵
cong聪 cou凑 cu粗 cuan蹿 cui摧 cun村 cuo磋 da搭 dai呆 dan耽 dang当 dao刀 de德 deng蹬 di堤 dian颠
diao碉 die跌 ding丁 diu丢 dong东 dou兜 du督 duan端 dui堆 dun墩 duo掇 e蛾 en恩 er而 fa发 fan藩 fang坊
fei菲 fen芬 feng丰 fo佛 fou否 fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥 gei给 gen根 geng耕 gong工
gou钩 gu辜 gua刮 guai乖 guan棺 guang光 gui瑰 gun辊 guo锅 ha哈 hai骸 han酣 hang夯 hao壕 he呵 hei嘿
hen痕 heng哼 hong轰 hou喉 hu呼 hua花 huai槐 huan欢 huang荒 hui灰 hun荤 huo豁 ji击 jia嘉 jian歼
jiang僵 jiao蕉 jie揭 jin巾 jing荆 jiong炯 jiu揪 ju鞠 juan捐 jue撅 jun均 ka喀 kai开 kan刊 kang康
kao考 ke坷 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai块 kuan宽 kuang匡 kui亏 kun坤 kuo括 la垃 lai莱
lan蓝 lang琅 lao捞 le勒 lei雷 leng棱 li厘 lia俩 lian联 liang粮 liao撩 lie列 lin琳 ling玲 liu溜
long龙 lou楼 lu芦 luan峦 lun抡 luo萝 ma妈 mai埋 man瞒 mang芒 mao猫 me么 mei玫 men门 meng萌 mi眯
mian棉 miao苗 mie蔑 min民 ming明 miu谬 mo摸 mou谋 mu拇 na拿 nai氖 nan南 nang囊 nao挠 ne呢 nei馁
nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 nie捏 nin您 ning柠 niu牛 nong脓 nu奴 nuan暖 nuo挪 o哦 ou欧
pa啪 pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 piao飘 pie撇 pin拼 ping乒 po坡 pu扑
qi期 qia掐 qian牵 qiang枪 qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 qu趋 quan圈 que缺 qun裙 ran然
rang瓤 rao饶 re惹 ren壬 reng扔 ri日 rong戎 rou揉 ru茹 ruan软 rui蕊 run闰 ruo若 sa撒 sai腮 san三
sang桑 sao搔 se瑟 sen森 seng僧 sha莎 shai筛 shan珊 shang墒 shao梢 she奢 shen砷 sheng声 shi师 shou收
shu蔬 shua刷 shuai摔 shuan栓 shuang霜 shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 suan酸 sui虽 sun孙
suo蓑 ta塌 tai胎 tan坍 tang汤 tao掏 te特 teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu凸
tuan湍 tui推 tun吞 tuo拖 wa挖 wai歪 wan豌 wang汪 wei威 wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀
xiang相 xiao萧 xie楔 xin薪 xing星 xiong兄 xiu休 xu墟 xuan轩 xue靴 xun勋 ya压 yan焉 yang殃 yao邀 ye椰
yi一 yin茵 ying英 yo哟 yong拥 you幽 yu迂 yuan鸳 yue曰 yun耘 za匝 zai栽 zan咱 zang赃 zao遭 ze责 zei贼
zen怎 zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮 zhen珍 zheng蒸 zhi芝 zhong中 zhou舟 zhu珠
zhua抓 zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong鬃 zou邹 zu租 zuan钻 zui嘴 zun尊 zuo昨
"""
"""Each syllable with the first 汉字 that has it in GB 2312, whose first level is ordered by pinyin.

So the syllable of a 汉字 is that of the last one at or before it; ü counts as u.
"""
_LOOK_ALIKE = (
    "己已 已巳 未末 候侯 戊戌 日曰 人入 土士 宣宜 析折 拔拨 徽微 千干 大太 治冶 毫亳 暑署 辩辨 辩辫 拆折 "
    "官宫 厂广 由田 甲由 贝见 王玉 今令 免兔 乌鸟 名各 各冬 休体 住往 环坏 环还 防妨 赢羸 晴睛 情清 请情 "
    "精清 扬杨 泊伯 蓝篮 即既 复夏 徒徙 祟崇 斡干 幕慕 墓暮"
)
"""Pairs of 汉字 that look alike."""
_PAIRS = frozenset(pair[::way] for pair in _LOOK_ALIKE.split(" ") for way in (1, -1))
_TELLING = frozenset(
    "东西南北中上下左右前后内外大小新老旧高低正副男女甲乙丙丁国省市区县乡镇村街级全各每本总分"
    "一二三四五六七八九十百千万零〇两第初多少增减收发出入买卖"
)
"""Signs that tell names apart by meaning: 东门 and 西门, 省级 and 市级 are no slips of each other."""


def _order(sign: str) -> int | None:
    """The place of a 汉字 in GB 2312, level 1; None for any other."""
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if len(code) != 2 or not _FIRST_ROW <= code[0] <= _LAST_ROW:
        return None
    return (code[0] - _FIRST_ROW) * _CELLS + code[1]


@cache
def _sounds() -> tuple[list[int], list[str]]:
    """Where each syllable begins, and how it sounds to a careless ear (zh as z, ang as an)."""
    pairs = re.findall(r"([a-z]+)(\S)", _SYLLABLES)
    sounds = [re.sub("^([zcs])h", r"\1", re.sub("ng$", "n", syllable)) for syllable, _ in pairs]
    return [_order(first) or 0 for _, first in pairs], sounds


@cache
def _sound(sign: str) -> str:
    """How a common 汉字 sounds; "" for a rare one."""
    order = _order(sign)
    if order is None:
        return ""
    starts, sounds = _sounds()
    return sounds[bisect_right(starts, order) - 1]


def are_alike(left: str, right: str) -> bool:
    """Whether one 汉字 is easily typed for the other."""
    if left == right or (left in _TELLING and right in _TELLING):
        return False
    if left + right in _PAIRS:
        return True
    return _sound(left) != "" and _sound(left) == _sound(right)


def tell_apart(left: str, right: str) -> bool:
    """Whether two signs distinguish names by meaning (东, 西; 省, 市; 一, 二)."""
    return left in _TELLING and right in _TELLING


def is_slip(typed: str, name: str) -> bool:
    """Whether ``typed`` is ``name`` with one sign mistaken for one alike, or two neighbours swapped."""
    if len(typed) != len(name) or typed == name:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(typed, name, strict=True)) if a != b]
    if len(wrong) == 1:
        return are_alike(typed[wrong[0]], name[wrong[0]])
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first, second = wrong
    swapped = typed[first] == name[second] and typed[second] == name[first]
    return swapped and not tell_apart(name[first], name[second])
