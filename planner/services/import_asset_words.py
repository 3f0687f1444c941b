# SPDX-License-Identifier: Apache-2.0
"""How lists of equipment name their columns and their words: English, Spanish and Chinese of both scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

ASSET_HEADERS: Final[dict[str, str]] = {
    "name": "asset name|equipment name|device name|asset|equipment|device|host name|hostname|node|element|name|tag"
    "|asset tag|nombre del equipo|nombre equipo|nombre del activo|equipo|activo|dispositivo|nodo|nombre"
    "|设备名称|资产名称|设备|资产|网元名称|网元|主机名|节点|名称|設備名稱|資產名稱|設備|資產|網元名稱|網元|主機名稱|節點|名稱",
    "account": "account|account name|customer|customer name|company|client|customer number|customer no|account id"
    "|cuenta|cliente|empresa|número de cliente|客户|客户名称|公司|客户编号|客戶|客戶名稱|客戶編號",
    "site": "site|site name|location|place|plant|building|room|store|branch|station|site id"
    "|sitio|emplazamiento|sede|ubicación|localización|sala|planta|nombre del sitio|centro"
    "|站点|站点名称|地点|位置|机房|场所|局点|门店|據點|站點|站點名稱|地點|機房|場所|門市",
    "kind": "kind|type|equipment type|device type|asset type|category|class|family"
    "|tipo|tipo de equipo|tipo equipo|categoría|clase|familia"
    "|类型|设备类型|类别|资产类型|种类|類型|設備類型|類別|資產類型|種類",
    "model": "model|model number|model no|product|product name|part number|type designation|hardware model"
    "|modelo|modelo del equipo|producto|referencia|型号|设备型号|产品型号|规格型号|型號|設備型號|產品型號|規格型號",
    "serial": "serial number|serial no|serial|sn|s n|serial nr|barcode|número de serie|nº de serie|n serie|serie"
    "|序列号|设备序列号|序号|编号|条码|序列號|設備序號|產品序號|序號|條碼",
    "version": "version|software version|firmware|firmware version|sw version|release|os version|software"
    "|versión|versión de software|versión software|版本|软件版本|固件版本|系统版本|軟體版本|韌體版本|系統版本",
    "installed_on": "in use since|installed on|installed|installation date|install date|commissioned|in service since"
    "|start of service|en uso desde|fecha de instalación|instalado|instalación|puesta en servicio"
    "|安装日期|启用日期|投运日期|上线日期|使用起始日|安裝日期|啟用日期|上線日期",
    "end_of_support": "end of support|eos|eosl|end of life|eol|support until|supported until|support ends"
    "|fin de soporte|fin del soporte|soporte hasta|fin de vida|fin de servicio"
    "|停止支持日期|支持截止日期|停止服务|停止服务日期|维保截止|生命周期结束|停止支援日期|支援截止日期|停止服務日期|維護截止",
    "criticality": "criticality|criticality 1-5|criticality 1–5|critical|importance|priority"
    "|criticidad|importancia|prioridad|重要性|关键性|重要程度|重要级别|關鍵性|重要程度|重要級別",
    "redundancy": "redundancy|redundant|redundancy yes/no|backup available|n+1"
    "|redundancia|redundante|冗余|是否冗余|有无冗余|備援|是否備援|冗餘",
    "spare_place": "spare part kept at|spare place|spare|spares|spare part|spare location|spare parts"
    "|repuesto en|lugar del repuesto|repuesto|repuestos|recambio|recambios"
    "|备件存放处|备件位置|备件|備品存放處|備品位置|備件|備品",
    "notes": "notes|note|comments|comment|remarks|remark|description|memo|observations"
    "|notas|nota|comentarios|comentario|observaciones|descripción"
    "|备注|说明|注释|描述|備註|備注|說明|註釋|描述",
    "audience": "audience|for whom|visibility|público|para quién|visibilidad|受众|可见范围|對象|可見範圍",
}
AUDIENCES: Final[dict[str, str]] = {
    "internal": "internal|us|interno|interna|内部|內部",
    "team_lead": "team lead|lead|jefe de equipo|团队负责人|團隊負責人",
    "customer": "customer|client|shared|shareable|cliente|客户|客戶",
}
FLAGS: Final[dict[bool, str]] = {
    True: "yes|y|true|1|x|redundant|n+1|2n|1+1|dual|sí|si|s|verdadero|redundante|是|有|冗余|双|備援|冗餘|雙",
    False: "no|n|false|0|none|single|not redundant|falso|ninguna|sin redundancia|simple|否|没有|单|沒有|單",
}
LEVELS: Final[dict[int, str]] = {
    5: "critical|very high|crítica|crítico|muy alta|muy alto|极高|很高|关键|極高|關鍵",
    4: "high|alta|alto|高",
    3: "medium|normal|moderate|media|medio|moderada|中|中等|普通",
    2: "low|baja|bajo|低",
    1: "very low|muy baja|muy bajo|很低|极低|極低",
}


def level_of(text: str) -> int | None:
    """The step from 1 to 5 that a word names in any of our languages."""
    return _levels().get(_plain(text))


def flag_of(text: str) -> bool | None:
    """Yes or no in any of our languages, None for other words."""
    return _flags().get(_plain(text))


@cache
def _levels() -> Mapping[str, int]:
    return {_plain(word): level for level, words in LEVELS.items() for word in words.split("|")}


@cache
def _flags() -> Mapping[str, bool]:
    return {_plain(word): flag for flag, words in FLAGS.items() for word in words.split("|")}


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())
