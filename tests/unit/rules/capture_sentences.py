# SPDX-License-Identifier: Apache-2.0
"""Ten notes in each of three languages, with how every part has to be read; docs/capture.md shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.rules.capture.reader import Reader
from planner.rules.capture.types import NEW, Known, Measure, Read, Reading, Score, Someone, Thing, Value

TODAY = date(2026, 11, 23)  # a Monday
OURS = ("Anna Visser", "Dana Whitfield", "Luis Ortega", "王明")
CONTACTS = ("E. Ruiz", "J. Paz", "Marta Ruiz", "陈丽华", "林志明")
ASSETS = (
    "Rectifier R1", "Rectifier R2", "Battery string B1", "CRAC 1", "CRAC 2",
    "Rectificador M1", "SAI V", "Grupo G1", "核心交换机 A", "核心交换机 B", "UPS 1", "整流器 R3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A note, what is read of it ("kind: value"), and what is found but left as text."""

    language: str
    text: str
    read: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


SENTENCES = (
    Sentence(
        "en",
        "Rectifier R2 at 91 % load, may take 3 stores down. !3x4 >AV order module Fri ~if >95 % switch to generator",
        ("asset: Rectifier R2", "reading: 91 %", "score: 3 × 4", "action: order module", "owner: Anna Visser",
         "due: 2026-11-27", "trigger: >95 %", "step: switch to generator"),
    ),
    Sentence("en", "R1 failed, R2 ok. #power", ("asset: Rectifier R1", "result: fail", "asset: Rectifier R2",
             "result: pass", "topic: power")),
    Sentence("en", "@E. Ruiz fears CRAC 2 may fail again in summer. !L4xI2",
             ("person: E. Ruiz", "asset: CRAC 2", "score: 4 × 2")),
    Sentence("en", ">me send the report by 27/11", ("action: send the report", "owner: Dana Whitfield",
             "due: 2026-11-27")),
    Sentence("en", ">AV replace fans next Tuesday", ("action: replace fans next Tuesday", "owner: Anna Visser"),
             ("due: next Tuesday",)),
    Sentence("en", ">LO quote two cells in two weeks !2×5", ("action: quote two cells", "owner: Luis Ortega",
             "due: 2026-12-07", "score: 2 × 5")),
    Sentence("en", "Met @Ruiz; load stays > 80 %, room at ~22 °C, see issue #204.", (), ("person: @Ruiz",)),
    Sentence("en", "B1 at 2.31 V. >AV clean terminals 31/02", ("asset: Battery string B1", "reading: 2.31 V",
             "action: clean terminals 31/02", "owner: Anna Visser"), ("due: 31/02",)),
    Sentence("en", "If R2 fails, R1 carries all stores alone. >XY check before Friday",
             ("action: XY check before Friday",), ("owner: XY", "due: Friday")),
    Sentence("en", "~when mains is lost: start the spare set >DW test it end of month",
             ("trigger: mains is lost", "step: start the spare set", "action: test it", "owner: Dana Whitfield",
              "due: 2026-11-30")),
    Sentence(
        "es",
        "Rectificador M1 al 88 % de carga, puede dejar 2 tiendas sin servicio. !3x4 >LO pedir módulo el viernes "
        "~si supera el 95 % pasar a generador",
        ("asset: Rectificador M1", "reading: 88 %", "score: 3 × 4", "action: pedir módulo", "owner: Luis Ortega",
         "due: 2026-11-27", "trigger: supera el 95 %", "step: pasar a generador"),
    ),
    Sentence("es", "G1 averiado. @J. Paz lo sabe. >yo enviar informe mañana",
             ("asset: Grupo G1", "result: fail", "person: J. Paz", "action: enviar informe", "owner: Dana Whitfield",
              "due: 2026-11-24")),
    Sentence("es", ">AV revisar filtros el próximo martes", ("action: revisar filtros", "owner: Anna Visser",
             "due: 2026-11-24")),
    Sentence("es", "SAI V correcto, batería a 27,4 V. #energía", ("asset: SAI V", "result: pass", "reading: 27,4 V",
             "topic: energía")),
    Sentence("es", ">LO limpiar rejillas en dos semanas !2x2", ("action: limpiar rejillas", "owner: Luis Ortega",
             "due: 2026-12-07", "score: 2 × 2")),
    Sentence("es", ">LO preparar la reunión del viernes", ("action: preparar la reunión del viernes",
             "owner: Luis Ortega"), ("due: viernes",)),
    Sentence("es", "Por la mañana M1 no falló; puede fallar si sube la carga.", ("asset: Rectificador M1",)),
    Sentence("es", ">AV cambiar ventilador 30 de febrero", ("action: cambiar ventilador 30 de febrero",
             "owner: Anna Visser"), ("due: 30 de febrero",)),
    Sentence("es", ">LO cerrar acta a fin de mes. Carga > 80 % desde el lunes.", ("action: cerrar acta",
             "owner: Luis Ortega", "due: 2026-11-30")),
    Sentence("es", ">AV pedir oferta en 15 días", ("action: pedir oferta en 15 días", "owner: Anna Visser"),
             ("due: en 15 días",)),
    Sentence(
        "zh",
        "整流器R3负载91%，可能影响3家门店。！3×4 ＞王明 订购模块 周五 ～如果超过95%，切换到发电机",
        ("asset: 整流器 R3", "reading: 91 %", "score: 3 × 4", "action: 订购模块", "owner: 王明", "due: 2026-11-27",
         "trigger: 超过95%", "step: 切换到发电机"),
    ),
    Sentence("zh", "核心交换机A故障，核心交换机B正常。#网络", ("asset: 核心交换机 A", "result: fail",
             "asset: 核心交换机 B", "result: pass", "topic: 网络")),
    Sentence("zh", "@陈丽华 确认UPS 1没有故障。", ("person: 陈丽华", "asset: UPS 1")),
    Sentence("zh", ">我 提交报告 下周二", ("action: 提交报告", "owner: Dana Whitfield", "due: 2026-12-01")),
    Sentence("zh", ">王明 更换风扇 两周后 !2x3", ("action: 更换风扇", "owner: 王明", "due: 2026-12-07",
             "score: 2 × 3")),
    Sentence("zh", ">王明 安排下周日常巡检", ("action: 安排下周日常巡检", "owner: 王明")),
    Sentence("zh", ">王明 周五前完成整改", ("action: 周五前完成整改", "owner: 王明"), ("due: 周五前",)),
    Sentence("zh", ">王明 月底 复测电池，两周一次", ("action: 复测电池，两周一次", "owner: 王明",
             "due: 2026-11-30")),
    Sentence("zh", "UPS 1溫度48 °C。>AV 訂購風扇 週五 ~一旦斷電，改用備用機", ("asset: UPS 1", "reading: 48 °C",
             "action: 訂購風扇", "owner: Anna Visser", "due: 2026-11-27", "trigger: 斷電", "step: 改用備用機")),
    Sentence("zh", ">王明 更换电池 2月30日", ("action: 更换电池 2月30日", "owner: 王明"), ("due: 2月30日",)),
)  # fmt: skip


def known(language: str, today: date = TODAY) -> Known:
    """What the notes are read against; ids are names, so that facts can be read."""
    return Known(
        today=today,
        language=language,
        order="dmy" if language == "es" else "",
        contacts=tuple(Someone(id=name, name=name) for name in CONTACTS),
        ours=tuple(Someone(id=name, name=name) for name in OURS),
        assets=tuple(Thing(id=name, name=name) for name in ASSETS),
        me_id="Dana Whitfield",
    )


def read(sentence: Sentence) -> Read:
    """A note as it is read on that Monday."""
    return Reader(known(sentence.language)).read(sentence.text)


def found(reading: Read) -> tuple[str, ...]:
    """What was read, in the words of the table."""
    return tuple(f"{one.kind}: {shown(one.value)}" for one in _in_order(reading) if one.value is not None)


def left(reading: Read) -> tuple[str, ...]:
    """What was found but left as text."""
    return tuple(f"{one.kind}: {one.text.strip()}" for one in _in_order(reading) if one.value is None)


def _in_order(reading: Read) -> list[Reading]:
    return sorted(reading.readings, key=lambda one: (one.start, -one.end))


def shown(value: Value) -> str:
    """A value in a word."""
    if isinstance(value, Score):
        return f"{value.likelihood} × {value.impact}"
    if isinstance(value, Measure):
        return f"{value.value} {value.unit}"
    return value.isoformat() if isinstance(value, date) else value.removeprefix(NEW)
