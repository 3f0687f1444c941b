# SPDX-License-Identifier: Apache-2.0
"""Lists as companies keep them: several hundred invented accounts and people in three languages, in any encoding."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

_SPANISH = (
    "Aceros",
    "Almacenes",
    "Autopistas",
    "Bodegas",
    "Cerámicas",
    "Energía",
    "Ferrocarriles",
    "Puertos",
    "Señales",
)
_SPANISH_ENDS = ("del Ebro", "Peñalara", "de Levante", "Muñoz", "Cantábrico", "São Pedro", "Ávila", "La Coruña")
_GERMAN = ("Müller Logistik", "Größner Werke", "Österbro Metall", "Jäger Kälte", "Süßwaren Köhler", "Förde Netz")
_CHINESE = ("海岚", "华纬", "北辰", "长青", "金桥", "东港", "云川", "明德", "瑞丰", "中联")
_CHINESE_ENDS = ("物流有限公司", "电子科技有限公司", "铁路信号有限公司", "食品集团", "能源股份有限公司", "医院")
_ENGLISH = ("Vantage", "Harbour", "Northern", "Copper", "Meridian", "Saltmarsh", "Beacon")
_ENGLISH_ENDS = ("Rail Ltd", "Foods plc", "Ferries", "Grid Services", "Retail Group")
_PLACES = (("España", "Málaga"), ("Alemania", "München"), ("中国", "上海"), ("United Kingdom", "Leeds"))

SPANISH_HEAD = (
    "Nº de cliente", "Nombre de la empresa", "Categoría", "Sector", "País", "Ciudad", "Página web", "Teléfono",
    "Nº empleados", "Filial de", "Responsable", "Cliente desde", "Observaciones",
)  # fmt: skip
CHINESE_HEAD = (
    "客户编号", "客户名称", "客户级别", "所属行业", "国家", "城市", "公司网站", "联系电话", "员工人数", "母公司",
    "负责人", "合作开始日期", "备注",
)  # fmt: skip
ENGLISH_HEAD = (
    "Customer No.", "Company", "Grade", "Industry", "Country", "City", "Website", "Phone", "Employees",
    "Subsidiary of", "Account manager", "Customer since", "Notes",
)  # fmt: skip


def companies(count: int, script: str, seed: int = 5) -> list[list[str]]:
    """Rows in the order of the heads; every fifth is a subsidiary, sometimes of a company further down."""
    pick = random.Random(seed)
    names = [f"{_name(pick, script)} {n}" for n in range(count)]
    rows: list[list[str]] = []
    for n, name in enumerate(names):
        country, city = _PLACES[pick.randrange(4)] if script == "all" else _PLACES[{"zh": 2, "es": 0, "en": 3}[script]]
        parent = names[(n * 7 + 3) % count // 5 * 5] if n % 5 else ""
        rows.append(
            [
                f"K-{n:04}", name, pick.choice(("S", "A", "B", "C", "")),
                pick.choice(_of(script, ("Energía", "物流", "Food"))), country, city,
                f"https://www.firma{n}.example.com/", f"+34 91 {pick.randrange(1_000_000, 9_999_999)}",
                f"{pick.randrange(1, 90)}.{pick.randrange(101, 999)}", "" if parent == name else parent,
                pick.choice(_of(script, ("Elena Ruiz", "王伟", "Dana Whitfield"))),
                f"{pick.randrange(13, 29)}/{pick.randrange(1, 13):02}/20{pick.randrange(10, 26)}",
                pick.choice(_of(script, ("Visita anual; pregunta por el SAI", "需要双语报告", ""))),
            ]
        )  # fmt: skip
    return rows


def _of(script: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that this script's old encoding can write."""
    return texts if script in {"all", "zh"} else tuple(t for t in texts if not any(c > "\u2e7f" for c in t))


def _name(pick: random.Random, script: str) -> str:
    kinds = {
        "es": (_SPANISH, _SPANISH_ENDS),
        "zh": (_CHINESE, _CHINESE_ENDS),
        "en": (_ENGLISH, _ENGLISH_ENDS),
    }
    if script == "all":
        script = pick.choice(("es", "zh", "en", "de"))
    if script == "de":
        return f"{pick.choice(_GERMAN)} GmbH"
    first, last = kinds[script]
    return f"{pick.choice(first)}{'' if script == 'zh' else ' '}{pick.choice(last)}"


def write(
    path: Path,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """A CSV file as a spreadsheet program writes it in that encoding."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
