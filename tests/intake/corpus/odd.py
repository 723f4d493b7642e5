"""Forms as nobody would have designed them: other marks, tables, pasted mails, logs that look like forms."""

from __future__ import annotations

from typing import Any

from tests.intake.corpus.case import Case, mail, multipart
from tests.intake.corpus.forms import ANSWERS, LOG, NAMES, STORY, story

TEXT = story("{label}: {value}")
FIELDS = {name: STORY[name] for name in NAMES}
HTML = "Content-Type: text/html; charset=utf-8"
LAYOUTS = [
    "１．{label}　：{value}",
    "{number}）{label}：{value}",
    "◎{label}／{value}",
    "{label} = {value}",
    "{label} - {value}",
    "★{label}★\n{value}",
    "「{label}」{value}",
    "{label}（必須）：{value}",
    "※{label}: {value}",
    "{label} → {value}",
    "=={label}==\n{value}",
    "--- {label} ---\n{value}",
    "{label}\n  {value}\n",
    "{label}.....: {value}",
    "■{label}■\n{value}\n",
    "{number}-1. {label}: {value}",
    "### {label}\n\n{value}\n",
    "【{label}】：{value}",
    "●【{label}】\n　{value}",
]


def cases() -> list[Case]:
    """All of them."""
    layouts = [
        Case(f"odd layout {one!r}", mail(story(one)), "mail-form", {**FIELDS, "values": STORY["values"]})
        for one in LAYOUTS
    ]
    return [*layouts, *_pasted(), *_pages(), *_logs(), *_folded(), *_boxes(), *_cert()]


def _form(name: str, data: bytes, format: str = "mail-form", **expected: Any) -> Case:
    return Case(name, data, format, {**FIELDS, **expected})


def _pasted() -> list[Case]:
    outlook = "FYI\n\n-----Original Message-----\nFrom: bob <bob@x.example.jp>\nSent: Wed, 23 Jun 1999\nTo: info@cc.example.jp\n\n"
    gmail = "---------- 転送 ---------\n差出人: bob <bob@x.example.jp>\n日時: 1999年6月20日\n件名: report\n宛先: <info@cc.example.jp>\n\n"
    signed = ("Content-Type: text/plain; charset=utf-8", "報告します。\n-- \n山田\nadmin@bsite.example.jp\n")
    ruled = "\n==========================\nBサイト株式会社 山田太郎\nTEL 03-0000-0000\nadmin@bsite.example.jp\nhttp://www.bsite.example.jp/\n======\n"
    return [
        _form("quoted twice", mail("".join(f">> {line}\n" for line in TEXT.splitlines()))),
        _form("pasted under headers", mail(outlook + TEXT)),
        _form("pasted under Japanese headers", mail(gmail + TEXT)),
        _form("the form attached to a signed greeting",
              multipart("multipart/mixed", signed, ("Content-Type: text/plain; charset=utf-8; name=form.txt", TEXT))),
        _form("a signature between rules", mail(TEXT + ruled), values={"192.168.100.1"}, site="Bサイト株式会社 山田太郎"),
        Case("a form sent by a web server", mail("Class: scan\nRequest: contact\nName: Yamada\nE-mail: yamada@bsite.example.jp\n",
             "From: noreply@cc.example.jp"), "mail-form", {"mail": "yamada@bsite.example.jp", "name": "Yamada"}),
        Case("an English form without headers", b"Subject: port scan\nClass: port scan\nRequest: contact\nCondition: disclose everything\n",
             "text-form", {"class": "port scan", "request": "contact", "level": "full"}),
    ]  # fmt: skip


def _pages() -> list[Case]:
    log = f"<pre>{LOG}</pre>"
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>\n" for label, value in ANSWERS.items())
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>\n" for label, value in ANSWERS.items())
    return [
        _form(
            "a table in HTML", mail(f"<html><body><table>{rows}</table>{log}</body></html>", HTML), times=STORY["times"]
        ),
        _form("a list in HTML", mail(f"<html><body><dl>{terms}</dl>{log}</body></html>", HTML), times=STORY["times"]),
        _form(
            "breaks in HTML", mail("<div>" + "<br>\n".join(TEXT.splitlines()) + "</div>", HTML), times=STORY["times"]
        ),
    ]


def _logs() -> list[Case]:
    http = (
        "分類: スキャン\nログ:\nGET /cgi-bin/phf HTTP/1.0\nHost: www.bsite.example.jp\nDate: Wed, 23 Jun 1999\nType: text/html\n"
        "Other: x\n要望: 連絡\n"
    )
    table = (
        "Content-Type: text/csv; name=a.csv",
        "time,src_ip,dst_ip\n1999-06-23T12:34:00+09:00,198.51.100.7,203.0.113.9\n",
    )
    after = f"{LOG}\n\nなお、全ての情報を開示していただいて構いません。\n"
    return [
        Case("a log that looks like a form", mail(http), "mail-form", {"class": "スキャン", "request": "連絡", "remarks": "", "occurred": ""}),
        _form("a table beside the form", multipart("multipart/mixed", ("Content-Type: text/plain; charset=utf-8", TEXT), table),
              roles={"198.51.100.7": "source", "203.0.113.9": "target"}),
        _form("the log beside its label", mail(TEXT.replace("ログ:\n", "ログ: ")), times=STORY["times"]),
        _form("words after the log", mail(TEXT.replace("要望:", "\n以上がログです。\n\n要望:"))),
        Case("consent in words after the log", mail(after), "mail", {"level": "full", "times": STORY["times"]}),
        _form("a Shift_JIS file", TEXT.replace("\n", "\r\n").encode("cp932"), "text-form"),
        _form("a UTF-16 file", TEXT.encode("utf-16"), "text-form"),
        _form("an EUC-JP file", TEXT.encode("euc-jp"), "text-form"),
    ]  # fmt: skip


def _folded() -> list[Case]:
    condition = TEXT.replace("全ての情報を開示", "全ての情報を\n    開示")
    listed = TEXT.replace("全ての情報を開示してほしい", "\n・ログは開示してよい\n・組織名は伏せてほしい")
    return [
        _form("a folded condition", mail(condition), condition="全ての情報を\n開示してほしい", level="full"),
        _form("a condition in a list", mail(listed), condition="・ログは開示してよい\n・組織名は伏せてほしい", level="logs"),
        Case("an answer in a reply", mail("条件: 全ての情報を開示してかまいません\n\n> よろしくお願いします\n", "Subject: Re: [IRCON#12] x"),
             "mail", {"condition": "全ての情報を開示してかまいません", "level": "full", "references": (12,)}),
        Case("nothing answered", mail("分類:\n発生日時:\n発見方法:\n要望:\n条件:\nその他:\n"), "mail-form",
             {**dict.fromkeys(NAMES, ""), "level": "none"}),
    ]  # fmt: skip


def _boxes() -> list[Case]:
    body = (
        "■種別\n　□フィッシング　□改ざん　■スキャン　□DoS　□その他（　　　　）\n■発生日時\n　1999年6月23日 12時34分\n"
        "■開示条件\n　□全て開示可　■匿名であれば開示可　□開示不可\n■ご要望\n　■調査　■調整　□情報提供のみ\n"
    )
    other = "条件:\n□全て開示可\n□ログのみ\n■その他（社名は伏せること）\n要望: なし\n分類: スキャン\n"
    return [
        Case("boxes under marked labels", mail(body), "mail-form", {"class": "スキャン", "occurred": "1999年6月23日 12時34分",
             "condition": "匿名であれば開示可", "request": "調査\n調整", "level": "facts"}),
        Case("the other box", mail(other), "mail-form", {"condition": "その他（社名は伏せること）", "remarks": "", "request": "なし"}),
        Case("crosses in brackets", mail("条件： (x) 全て開示可  ( ) 開示不可\n要望： 連絡\n分類： スキャン"), "mail-form",
             {"condition": "全て開示可", "request": "連絡"}),
    ]  # fmt: skip


def _cert() -> list[Case]:
    body = f"""1.0. General Contact Information
 1.1.  Your name:  Taro Yamada
 1.2.  Your organization name:  B Site Inc.
 1.3.  Your email address: admin@bsite.example.jp
2.0. Affected hosts
 2.1.  Affected host(s): www.bsite.example.jp
 2.2.  Time zone: JST (GMT+0900)
3.0. Source(s) of the attack
 3.1.  Source: 192.168.100.1
 3.2.  Have they been contacted? No
4.0 Description
 4.1. Type of incident: port scan
 4.2. Date of incident: June 23, 1999 12:34
 4.3. Discovered by: watching logs
5.0 What assistance do you want
 5.1. Request: please contact the source
 5.2. Disclosure: You may disclose our logs but not our name.
6.0 Logs
{LOG}
"""
    expected = {
        "site": "B Site Inc.", "class": "port scan", "occurred": "June 23, 1999 12:34", "found_by": "watching logs", "level": "logs",
        "request": "please contact the source", "condition": "You may disclose our logs but not our name.", "times": STORY["times"],
        "values": {"192.168.100.1", "www.bsite.example.jp"}, "zones": {"stated"},
    }  # fmt: skip
    return [Case("the numbered English form", mail(body), "mail-form", expected)]
