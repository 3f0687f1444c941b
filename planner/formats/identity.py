# SPDX-License-Identifier: Apache-2.0
"""What recognises the same company or person again: phone, e-mail, domain and name in one form each."""

from __future__ import annotations

import re
import unicodedata

_FREE_MAIL = (
    "gmail.com googlemail.com outlook.com outlook.es hotmail.com hotmail.es hotmail.fr live.com msn.com"
    " yahoo.com yahoo.es yahoo.fr yahoo.de yahoo.co.jp yahoo.com.tw yahoo.com.hk ymail.com icloud.com"
    " me.com mac.com aol.com proton.me protonmail.com pm.me zoho.com mail.com gmx.com gmx.de gmx.net"
    " gmx.at web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr"
    " telefonica.net movistar.es terra.es ono.com libero.it virgilio.it uol.com.br bol.com.br qq.com"
    " vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com"
    " 189.cn wo.cn aliyun.com 21cn.com tom.com hinet.net pchome.com.tw seed.net.tw naver.com daum.net"
    " yandex.ru yandex.com mail.ru hey.com fastmail.com"
)
FREE_MAIL = frozenset(_FREE_MAIL.split())
_COUNTRIES: dict[str, str] = {
    "spain": "ES", "españa": "ES", "西班牙": "ES", "germany": "DE", "deutschland": "DE", "alemania": "DE",
    "德国": "DE", "德國": "DE", "france": "FR", "francia": "FR", "法国": "FR", "法國": "FR", "portugal": "PT",
    "葡萄牙": "PT", "italy": "IT", "italia": "IT", "意大利": "IT", "義大利": "IT", "united kingdom": "GB",
    "uk": "GB", "great britain": "GB", "reino unido": "GB", "英国": "GB", "英國": "GB", "ireland": "IE",
    "irlanda": "IE", "netherlands": "NL", "países bajos": "NL", "荷兰": "NL", "荷蘭": "NL", "belgium": "BE",
    "bélgica": "BE", "austria": "AT", "österreich": "AT", "switzerland": "CH", "schweiz": "CH", "suiza": "CH",
    "瑞士": "CH", "sweden": "SE", "suecia": "SE", "norway": "NO", "noruega": "NO", "denmark": "DK",
    "dinamarca": "DK", "finland": "FI", "finlandia": "FI", "poland": "PL", "polonia": "PL", "china": "CN",
    "中国": "CN", "中國": "CN", "prc": "CN", "p.r. china": "CN", "taiwan": "TW", "taiwán": "TW", "台湾": "TW",
    "台灣": "TW", "臺灣": "TW", "hong kong": "HK", "香港": "HK", "macau": "MO", "macao": "MO", "澳门": "MO",
    "澳門": "MO", "singapore": "SG", "singapur": "SG", "新加坡": "SG", "malaysia": "MY", "malasia": "MY",
    "马来西亚": "MY", "馬來西亞": "MY", "japan": "JP", "japón": "JP", "日本": "JP", "south korea": "KR",
    "korea": "KR", "corea": "KR", "corea del sur": "KR", "韩国": "KR", "韓國": "KR", "united states": "US",
    "usa": "US", "u.s.a.": "US", "estados unidos": "US", "美国": "US", "美國": "US", "canada": "CA",
    "canadá": "CA", "加拿大": "CA", "mexico": "MX", "méxico": "MX", "墨西哥": "MX", "argentina": "AR",
    "chile": "CL", "colombia": "CO", "peru": "PE", "perú": "PE", "ecuador": "EC", "brazil": "BR",
    "brasil": "BR", "巴西": "BR", "uruguay": "UY", "india": "IN", "印度": "IN", "australia": "AU",
    "澳大利亚": "AU", "new zealand": "NZ", "nueva zelanda": "NZ",
}  # fmt: skip
_LONGEST = 400  # longer cells are notes; patterns never see them
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@([^\s@<>\"(),:;\\\[\]/]{1,253})")
_IN_BRACKETS = re.compile(r"<([^<>]+)>")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_EXTENSION = re.compile(r"(?i)[\s,;]*(?:ext|extension|ext\.|extensión|x|#|转|轉|分机|分機)[.:：\s]*\d{1,6}$")


def region_of(country: str) -> str | None:
    """The two-letter region of a country by its code or its English, Spanish or Chinese name, or None."""
    word = normalise_name(country)
    if len(word) == 2 and word.isascii() and word.isalpha() and word != "uk":
        return word.upper()
    return _COUNTRIES.get(word)


def normalise_phone(text: str, country: str = "") -> str | None:
    """The number as E.164 (+34600123123), or None when it is no possible number.

    Numbers without + or 00 are read as of ``country`` (code or name). An extension is left out: it does not
    identify, so the caller keeps the text as written.
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if not any(c.isdecimal() for c in plain):
        return None
    import phonenumbers

    plain = _EXTENSION.sub("", plain)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    try:
        number = phonenumbers.parse(plain, region_of(country))
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_email(text: str) -> str | None:
    """The address in lower case without display name or mailto:, or None when it is none."""
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _IN_BRACKETS.search(plain):
        plain = found.group(1).strip()
    plain = plain.removeprefix("mailto:").removeprefix("MAILTO:").strip().rstrip(".,;").casefold()
    matched = _EMAIL.fullmatch(plain)
    if matched is None or not _is_domain(matched.group(1)) or ".." in plain or plain.startswith("."):
        return None
    return plain


def normalise_domain(text: str) -> str | None:
    """The domain of a website or an address, in lower case, without www; None when there is none."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().casefold()
    if "@" in plain and "/" not in plain:
        return domain_of_email(plain)
    host = re.split(r"[/?#\s,;]", _SCHEME.sub("", plain), maxsplit=1)[0]
    host = host.rpartition("@")[2].partition(":")[0].strip(".").removeprefix("www.")
    return host if _is_domain(host) else None


def domain_of_email(text: str, *, for_identity: bool = False) -> str | None:
    """The domain of an e-mail address; for identity, domains of free mail do not count."""
    email = normalise_email(text)
    if email is None:
        return None
    domain = email.rpartition("@")[2]
    return None if for_identity and domain in FREE_MAIL else domain


def identity_domain(*texts: str) -> str | None:
    """The first domain among websites and addresses that can tell a company: never one of free mail."""
    for text in texts:
        domain = normalise_domain(text)
        if domain is not None and domain not in FREE_MAIL:
            return domain
    return None


def normalise_name(text: str) -> str:
    """A name for comparing: width and compatibility forms, case and spaces made equal; accents stay."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def _is_domain(host: str) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or labels[-1].isdecimal():
        return False
    return all(_LABEL.fullmatch(label) for label in labels)
