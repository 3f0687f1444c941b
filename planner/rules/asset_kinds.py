# SPDX-License-Identifier: Apache-2.0
"""Kinds of equipment and of places in three languages, so that a template finds what it is for (domain-model P7)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ANY_OTHER: Final = "other"
"""The kind of templates for equipment that no other template is for."""

# kind: English, Spanish, simplified and traditional Chinese; the first word of each is the one that is shown.
_WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "router": ("router, edge router, core router", "enrutador, router", "路由器", "路由器"),
    "switch": ("switch, ethernet switch", "conmutador, switch", "交换机", "交換器, 交換機"),
    "line": (
        "line, uplink, link, circuit, leased line, fibre, fiber, ring",
        "enlace, línea, circuito, anillo, fibra",
        "线路, 链路, 专线, 光纤, 环网",
        "線路, 鏈路, 專線, 光纖, 環網",
    ),
    "wireless_lan": (
        "access point, wlan controller, wi-fi, wifi, wlan",
        "punto de acceso, controlador wlan",
        "无线接入点, 无线控制器, 无线局域网",
        "無線基地台, 無線控制器, 無線區域網路",
    ),
    "rectifier": ("rectifier, dc power system, power system", "rectificador", "整流器, 开关电源", "整流器, 交換式電源"),
    "battery": ("battery, battery string, batteries", "batería, banco de baterías", "蓄电池, 电池", "蓄電池, 電池"),
    "ups": ("ups, uninterruptible power supply", "sai, ups", "不间断电源, ups", "不斷電系統, ups"),
    "generator": (
        "generator, genset, diesel generator",
        "grupo electrógeno, generador",
        "发电机, 柴油发电机, 油机",
        "發電機, 柴油發電機",
    ),
    "switchgear": (
        "switchgear, distribution board, transfer switch, ats, pdu",
        "cuadro eléctrico, cuadro de distribución, conmutación de red, pdu",
        "配电柜, 配电屏, 自动转换开关, 开关柜",
        "配電盤, 配電櫃, 自動切換開關",
    ),
    "radio": (
        "radio unit, base station, radio, bts, nodeb, enodeb, gnodeb, rru, bbu",
        "unidad de radio, estación base, radio",
        "射频单元, 基站, 无线设备",
        "射頻單元, 基地台, 無線設備",
    ),
    "microwave": (
        "microwave link, microwave, radio link",
        "radioenlace, microondas",
        "微波链路, 微波",
        "微波鏈路, 微波",
    ),
    "antenna": ("antenna, feeder", "antena", "天线, 天馈", "天線, 天饋"),
    "cooling": (
        "cooling unit, cooling, crac, crah, chiller, air conditioner, air conditioning",
        "climatización, enfriadora, aire acondicionado, refrigeración",
        "空调, 精密空调, 冷却, 冷水机",
        "空調, 精密空調, 冷卻, 冰水主機",
    ),
    "sensor": (
        "sensor, environment sensor, leak sensor, smoke detector",
        "sensor, detector",
        "传感器, 探测器",
        "感測器, 偵測器",
    ),
    "server": ("server, host, hypervisor", "servidor", "服务器", "伺服器"),
    "storage": (
        "storage, disk array, san, nas, tape library",
        "almacenamiento, cabina de discos",
        "存储, 磁盘阵列",
        "儲存, 儲存設備, 磁碟陣列",
    ),
    "firewall": ("firewall, security gateway", "cortafuegos, firewall", "防火墙", "防火牆"),
    "data_centre": (
        "data centre, data center, data room, server room, equipment room, computer room, room",
        "centro de datos, sala técnica, sala de servidores, cpd, sala",
        "数据中心, 机房",
        "資料中心, 機房",
    ),
    "radio_site": (
        "radio site, cell site, tower, mast, rooftop site",
        "emplazamiento de radio, torre, mástil",
        "基站站点, 铁塔, 站点",
        "基地台站點, 鐵塔",
    ),
    ANY_OTHER: ("other equipment, other", "otro equipo, otro", "其他设备, 其他", "其他設備"),
}
PLACES: Final = frozenset({"data_centre", "radio_site"})
"""Kinds of a whole place: their checks hang on the site, not on a piece of equipment."""

_LANGUAGES: Final = ("en", "es", "zh_CN", "zh_TW")
_LETTER = re.compile(r"[^\W_]+")


def word(kind: str, language: str) -> str:
    """A known kind in a language; any other text as it is."""
    words = _WORDS.get(kind)
    if words is None:
        return kind
    place = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    return words[place].split(",")[0].strip()


def known() -> tuple[str, ...]:
    """The kinds that are known by name."""
    return tuple(_WORDS)


def named(text: str) -> str:
    """The kind whose own word in some language a text is, "" otherwise; nothing is lost by keeping the kind instead."""
    return _OWN.get(_plain(text), "")


@lru_cache(maxsize=2048)
def kind_of(text: str | None) -> str:
    """The known kind that a text names in any language, else the text itself in one spelling; "" for none.

    The whole text counts first; then the longest name that stands in it as a word ("Core switch 1", "核心交换机").
    """
    plain = _plain(text)
    if not plain or plain in _NAMES:
        return _NAMES.get(plain, "")
    padded = f" {' '.join(_LETTER.findall(plain))} "
    found = [name for name in _NAMES if _stands_in(name, padded)]
    return _NAMES[max(found, key=len)] if found else plain


def _stands_in(name: str, padded: str) -> bool:
    """Whether a name is part of a text: Latin letters only as whole words, plurals with them."""
    if not name.isascii() and not _is_latin(name):
        return name in padded
    spaced = " ".join(_LETTER.findall(name))
    return f" {spaced} " in padded or f" {spaced}s " in padded


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())


def _plain(text: str | None) -> str:
    """One spelling: no accents, no wide letters, no capitals, single spaces; an underscore is a space."""
    flat = unicodedata.normalize("NFKD", (text or "").replace("_", " "))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())


def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, languages in _WORDS.items():
        for name in (kind, *(name for words in languages for name in words.split(","))):
            found.setdefault(_plain(name), kind)
    return found


_NAMES: Final = _names()
_OWN: Final = {
    _plain(name): kind
    for kind, languages in reversed(_WORDS.items())
    for name in (kind, *(words.split(",")[0] for words in languages))
}
