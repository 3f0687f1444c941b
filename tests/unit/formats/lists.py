# SPDX-License-Identifier: Apache-2.0
"""Real-looking account lists of a few lines in several languages; every company is invented."""

from __future__ import annotations

import random

SPANISH = (
    ("Cliente", "Ciudad", "Teléfono", "Sector", "Última revisión"),
    (
        "Aceros Muñoz S.L.", "Transportes Ibáñez", "Clínica San Martín", "Logística Peñarrubia", "Óptica Durán",
        "Compañía Eléctrica del Sur", "Viñedos Güell", "Frigoríficos Cantábrico", "Autobuses Ordóñez",
        "Cerámicas Jiménez e Hijos", "Panadería El Ángel", "Informática Núñez", "Química Rincón",
    ),
    ("Málaga", "Cádiz", "León", "Logroño", "A Coruña", "Bogotá", "Medellín", "Querétaro", "Córdoba", "Asunción"),
    ("Alimentación", "Energía", "Educación", "Telecomunicación", "Automoción"),
)  # fmt: skip
GERMAN = (
    ("Kunde", "Stadt", "Telefon", "Branche", "Nächste Prüfung"),
    (
        "Müller Maschinenbau GmbH", "Bäckerei Grün", "Straßenbau Köhler", "Gerüstbau Döring", "Röntgen Schäfer KG",
        "Stadtwerke Lüneburg", "Großhandel Weiß", "Möbelhaus Jäger", "Kühlhaus Böhm", "Brückner & Söhne",
    ),
    ("München", "Köln", "Düsseldorf", "Nürnberg", "Würzburg", "Zürich", "Lübeck", "Göttingen"),
    ("Behörde", "Gesundheit", "Rüstung", "Fördertechnik", "Präzision"),
)  # fmt: skip
FRENCH = (
    ("Société", "Ville", "Téléphone", "Activité", "Dernière visite"),
    (
        "Établissements Lefèvre", "Crédit Coopératif du Rhône", "Hôpital Sainte-Hélène", "Pâtisserie Brûlée",
        "Société Générale de Béton", "Chaînes & Câbles", "Forêts d'Auvergne", "Mécanique Noël", "Façades Béranger",
    ),
    ("Orléans", "Besançon", "Saint-Étienne", "Nîmes", "Genève", "Liège", "Montréal", "Québec"),
    ("Énergie", "Santé", "Télécom", "Métallurgie", "Hôtellerie"),
)  # fmt: skip
SIMPLIFIED = (
    ("客户名称", "城市", "电话", "行业", "下次回访日期"),
    (
        "蓝岭精密机械有限公司", "青禾食品集团股份有限公司", "东澜港口物流有限公司", "启衡软件技术有限公司", "云杉医院",
        "华澄新能源科技有限公司", "北川水务集团", "星桥银行股份有限公司", "鼎岳建筑工程公司", "瑞岚纺织品进出口公司",
        "海棠零售连锁", "明舟汽车零部件厂", "广源钢铁", "天枢数据中心", "远帆航空服务有限公司",
    ),
    ("北京", "上海", "深圳", "苏州", "成都", "武汉", "西安", "哈尔滨", "厦门", "呼和浩特"),
    ("制造业", "金融", "医疗", "教育", "交通运输", "能源"),
)  # fmt: skip
TRADITIONAL = (
    ("客戶名稱", "城市", "電話", "產業", "下次拜訪日期"),
    (
        "藍嶺精密機械有限公司", "青禾食品集團股份有限公司", "東瀾港口物流有限公司", "啟衡軟體技術有限公司", "雲杉醫院",
        "華澄新能源科技股份有限公司", "北川水務集團", "星橋銀行股份有限公司", "鼎岳建築工程公司", "瑞嵐紡織貿易公司",
        "海棠零售連鎖", "明舟汽車零件廠", "廣源鋼鐵", "天樞資料中心", "遠帆航空服務有限公司",
    ),
    ("臺北市", "高雄市", "新竹縣", "香港", "桃園市", "臺中市", "花蓮縣", "屏東縣"),
    ("製造業", "金融業", "醫療", "教育", "交通運輸", "能源"),
)  # fmt: skip
JAPANESE = (
    ("会社名", "都市", "電話番号", "業種", "次回訪問日"),
    (
        "株式会社あおぞら製作所", "みなとロジスティクス株式会社", "さくら病院", "北斗ソフトウェア株式会社",
        "ひかり電機工業", "株式会社タカミネ", "やまびこ銀行", "カワセミ食品株式会社", "つばめ運輸",
    ),
    ("東京都", "大阪市", "横浜市", "さいたま市", "名古屋市", "つくば市"),
    ("サービス業", "メーカー", "医療", "システム開発", "エネルギー"),
)  # fmt: skip
LANGUAGES = {
    "es": SPANISH,
    "de": GERMAN,
    "fr": FRENCH,
    "zh-Hans": SIMPLIFIED,
    "zh-Hant": TRADITIONAL,
    "ja": JAPANESE,
}


def account_list(language: str, seed: int, delimiter: str = ",") -> str:
    """A header and two to seven rows, always the same for one seed."""
    header, names, cities, sectors = LANGUAGES[language]
    dice = random.Random(f"{language}{seed}")
    rows = [
        (
            dice.choice(names),
            dice.choice(cities),
            f"+{dice.randint(30, 99)} {dice.randint(100000, 999999)}",
            dice.choice(sectors),
            f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        )
        for _ in range(2 + seed % 6)
    ]
    return "".join(delimiter.join(row) + "\r\n" for row in (header, *rows))
