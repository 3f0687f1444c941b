# SPDX-License-Identifier: Apache-2.0
"""How plausible some bytes are as text in one old encoding, from 0 (surely not) to 1 (as people write).

The double-byte sets were laid out with their most used characters in one block, so the share of bytes in that
block already tells much; a short list of characters that fill company and address lists settles the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_BUSINESS_SIMPLIFIED = frozenset(
    "公司有限责任股份集团科技网络通信电子信息工程技术发展实业贸易进出口国际控股投资银行保险医院大学学校研究院所"
    "中国北京上海天津重庆广州深圳东莞佛山杭州宁波温州南京苏州无锡常州成都武汉西安长沙郑州济南青岛大连沈阳"
    "厦门福州合肥昆明贵阳南宁太原石家庄哈尔滨省市区县镇路街道号楼层室名称地址城市行业员工电话手机邮箱网站联系人"
    "姓职务部门客户级别备注经理总监主任工程师采购财务销售市场运维安全数据中心机房设备服务制造化工机械材料能源"
    "汽车航空物流运输港口铁路地铁政府教育医疗金融证券零售批发食品饮料农业林渔矿钢铁石油燃气水务环保建筑房地产"
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "年月日星期是否一二三四五六七八九十百千万亿元的新华为联合天地明伟丽芳强军建平文斌涛敏静超洪龙海山江河湖"
)
_BUSINESS_TRADITIONAL = frozenset(
    "公司有限責任股份集團科技網路通訊電子資訊工程技術發展實業貿易進出口國際控股投資銀行保險醫院大學學校研究院所"
    "中國臺灣台北新竹桃園臺中台南高雄基隆嘉義屏東宜蘭花蓮香港九龍澳門省市區縣鎮鄉路街道號樓層室名稱地址城市行業"
    "員工電話手機郵箱網站聯絡人姓職務部門客戶級別備註經理總監主任工程師採購財務銷售市場運維安全數據中心機房設備服務"
    "製造化工機械材料能源汽車航空物流運輸港口鐵路捷運政府教育醫療金融證券零售批發食品飲料農業林漁礦鋼鐵石油燃氣"
    "水務環保建築房地產王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘蔣蔡余杜葉程蘇"
    "魏呂丁任沈姚盧年月日星期是否一二三四五六七八九十百千萬億元的新華為聯合天地明偉麗芳強軍建平文斌濤敏靜超洪龍海"
)
_BUSINESS_JAPANESE = frozenset(
    "株式会社有限会社東京都大阪府京都横浜市区町村丁目番号電話会社名住所担当者部課長取締役社長様株式工業商事製作所"
    "電機産業技術開発銀行病院大学研究所佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田佐々木山口松本井上木村林"
)
_CJK_PUNCTUATION = frozenset("，。、；：（）《》“”‘’！？·—…　「」【】／－～％＆")
_LATIN_USUAL = frozenset("áéíóúüñÁÉÍÓÚÜÑàèìòùÀÈÒÙâêîôûÂÊÎÔÛäöÄÖßëïËÏçÇãõÃÕ")
_LATIN_NORDIC = frozenset("åÅøØæÆœŒ")
_NOT_NORDIC = frozenset("áíúýàìòùèÁÍÚÝÀÌÒÙÈ")
_INNER_ENDING = re.compile("[ìù][A-Za-z]")  # these end words in Italian and French, and are Slavic inside
_DOUBTFUL = 0.7
_BETWEEN = frozenset("–—’‘“”…•")
_BESIDE = frozenset("€£©®™°§«»¿¡ºª·\u00a0²³µ½±")
_ASCII_LETTER = re.compile(r"[A-Za-z]")


def score_encoding(name: str, data: bytes) -> float:
    """The plausibility of ``data`` in the named encoding (a key of SCORERS); the bytes must decode in it."""
    return SCORERS[name](data)


def _score_gb18030(data: bytes) -> float:
    return _score_double(data, "gb18030", _BUSINESS_SIMPLIFIED | _BUSINESS_TRADITIONAL, _weight_gb)


def _score_big5(data: bytes) -> float:
    return _score_double(data, "cp950", _BUSINESS_TRADITIONAL, _weight_big5)


def _score_shift_jis(data: bytes) -> float:
    """Japanese text has kana; half-width kana mostly mean that something else was misread."""
    text = data.decode("cp932")
    strange = [c for c in text if c > "\x7f"]
    full_kana = sum(1 for c in strange if "\u3041" <= c <= "\u30ff")
    half_kana = sum(1 for c in strange if "\uff61" <= c <= "\uff9f")
    if not strange or half_kana > 0.3 * len(strange):
        return 0.0
    known = sum(1 for c in strange if c in _BUSINESS_JAPANESE or c in _CJK_PUNCTUATION)
    share = (full_kana + known) / len(strange)
    lonely = _lonely_share(text)
    return max(0.0, min(1.0, 0.2 + share) * (1 - half_kana / len(strange)) - lonely)


def _score_cp1252(data: bytes) -> float:
    text = data.decode("cp1252")
    weights = list(_latin_weights(text))
    score = sum(weights) / len(weights) if weights else 0.0
    return min(score, _DOUBTFUL) if _looks_slavic(text) else score


def _looks_slavic(text: str) -> bool:
    """Letters beside each other that no western list mixes, but a misread Czech or Polish one does."""
    signs = set(text)
    return bool(signs & _LATIN_NORDIC and signs & _NOT_NORDIC) or bool(_INNER_ENDING.search(text))


def _latin_weights(text: str) -> Iterable[float]:
    """One weight for each character above ASCII, by what stands on both sides of it."""
    padded = f" {text} "
    for at, sign in enumerate(text, start=1):
        if sign <= "\x7f":
            continue
        before, after = padded[at - 1], padded[at + 1]
        inside = sum(1 for c in (before, after) if _ASCII_LETTER.match(c))
        crowded = before > "\x7f" and after > "\x7f"
        yield 0.0 if crowded else _latin_weight(sign, inside)


def _latin_weight(sign: str, inside: int) -> float:
    if sign in _LATIN_USUAL:
        return 1.0 if inside else 0.5
    if sign in _LATIN_NORDIC:
        return 0.85 if inside else 0.5
    if sign in _BETWEEN:
        return 0.95 if inside < 2 or sign in "’–" else 0.3
    if sign in _BESIDE:
        return 0.9 if inside < 2 else 0.3
    return 0.0


def _score_double(data: bytes, codec: str, business: frozenset[str], weight: Callable[[bytes], float]) -> float:
    text = data.decode(codec)
    signs = [c for c in text if c > "\x7f"]
    if not signs:
        return 0.0
    cache: dict[str, float] = {}
    total = 0.0
    for sign in signs:
        if sign not in cache:
            usual = sign in business or sign in _CJK_PUNCTUATION
            cache[sign] = 1.0 if usual else weight(sign.encode(codec, errors="replace"))
        total += cache[sign]
    familiar = sum(1 for c in signs if c in business) / len(signs)
    score = total / len(signs) * (0.6 + 0.4 * min(1.0, familiar * 2.5))
    return max(0.0, score - _lonely_share(text))


def _weight_gb(raw: bytes) -> float:
    """By the rows of the standard: rows 16-55 frequent, 56-87 less, symbols usable, extensions rare."""
    if len(raw) != 2 or raw[1] < 0xA1:
        return 0.1
    if 0xB0 <= raw[0] <= 0xD7:
        return 0.8
    if 0xD8 <= raw[0] <= 0xF7:
        return 0.4
    return 0.5 if raw[0] in {0xA1, 0xA3} else 0.0


def _weight_big5(raw: bytes) -> float:
    """By the levels of the standard: A4-C6 frequent, C9-F9 less, A1-A3 symbols."""
    if len(raw) != 2:
        return 0.0
    if 0xA4 <= raw[0] <= 0xC6:
        return 0.8
    if 0xC9 <= raw[0] <= 0xF9:
        return 0.2
    return 0.4 if 0xA1 <= raw[0] <= 0xA3 else 0.0


def _lonely_share(text: str) -> float:
    """Share of signs above ASCII that stand alone inside a Latin word: there they are misread accents."""
    signs = sum(1 for c in text if c > "\x7f")
    lonely = len(_LONELY.findall(text))
    return min(1.0, lonely / signs) if signs else 0.0


_LONELY = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[A-Za-z])|(?<=[A-Za-z])[^\x00-\x7f](?=[ ,;\t\r\n\"]|$)")

SCORERS: dict[str, Callable[[bytes], float]] = {
    "gb18030": _score_gb18030,
    "big5": _score_big5,
    "cp1252": _score_cp1252,
    "shift_jis": _score_shift_jis,
}
