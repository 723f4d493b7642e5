"""A second round of layouts, written after the first had been read: what people make of a form in a mail program."""

from __future__ import annotations

from typing import Any

from tests.intake.corpus.case import Case, mail

_HEAD = ("From: Tanaka <tanaka@fsite.example.jp>", "Date: Thu, 18 Jun 2026 15:00:00 +0900")
_HTML = (*_HEAD, "Content-Type: text/html; charset=utf-8")


def _case(told: str, body: str, expected: dict[str, Any]) -> Case:
    return Case(f"layouts: {told}", mail(body, *_HEAD), "mail-form", expected)


def cases() -> list[Case]:
    """All of them."""
    return [*_japanese(), *_english(), *_in_html()]


def _japanese() -> list[Case]:
    return [
        _case("bilingual", "分類 (Category)：侵入 (Intrusion)\n発生日時 (Date)：2026/06/17 10:00\n発見方法 (How found)：監視\n条件 (Disclosure)：不可\n", {"class":"侵入 (Intrusion)","occurred":"2026/06/17 10:00","found_by":"監視","condition":"不可","refused":True}),
        _case("slash bilingual", "分類 / Category: スキャン\n日時 / Date: 2026-06-17\n要望 / Request: 連絡\n条件 / Condition: なし\n", {"class":"スキャン","occurred":"2026-06-17","request":"連絡","condition":"なし"}),
        _case("angle wide", "＜分類＞　改ざん\n＜発生日時＞　６月１７日\n＜発見方法＞　外部からの指摘\n＜要望＞　特になし\n＜開示＞　可\n", {"class":"改ざん","occurred":"６月１７日","found_by":"外部からの指摘","request":"特になし","condition":"可","klass":"defacement"}),
        _case("list answers", "■分類\n・スキャン\n・不正ログインの試み\n\n■発生日時\n・6月17日 3時\n・6月18日 4時\n\n■要望\n・連絡してほしい\n", {"class":"・スキャン\n・不正ログインの試み","occurred":"・6月17日 3時\n・6月18日 4時","request":"・連絡してほしい"}),
        _case("tab separated", "分類\tフィッシング\n発生日時\t2026/06/17\n発見方法\t顧客からの通報\n依頼事項\t閉鎖依頼\n開示条件\t全て可\n", {"class":"フィッシング","occurred":"2026/06/17","found_by":"顧客からの通報","request":"閉鎖依頼","condition":"全て可","klass":"phishing"}),
        _case("letters numbers", "A-1 分類：マルウェア\nA-2 発生日時：6/17\nB-1 発見方法：アンチウイルス\nC-1 要望：助言\nC-2 条件：匿名\n", {"class":"マルウェア","occurred":"6/17","found_by":"アンチウイルス","request":"助言","condition":"匿名","klass":"malware"}),
        _case("q and a", "Q1. 何が起きましたか。\nA1. Webサイトが書き換えられた\nQ2. いつ発生しましたか。\nA2. 6月17日\nQ3. どのように発見しましたか。\nA3. 閲覧者からの電話\nQ4. ご要望は何ですか。\nA4. 復旧方法を知りたい\n", {"occurred":"6月17日","found_by":"閲覧者からの電話","request":"復旧方法を知りたい"}),
        _case("stars", "*分類*\nDDoS攻撃\n*発生日時*\n6月17日 20:00〜21:00\n*要望*\nISPへの連絡\n", {"class":"DDoS攻撃","occurred":"6月17日 20:00〜21:00","request":"ISPへの連絡","klass":"dos"}),
        _case("colon next line", "分類：\n　　踏み台にされた\n発生日時：\n　　6月17日 頃\n発見方法：\n　　攻撃先からの連絡\n条件：\n　　未定\n", {"class":"踏み台にされた","occurred":"6月17日 頃","found_by":"攻撃先からの連絡","condition":"未定"}),
        _case("wide quotes", "＞ 分類：スキャン\n＞ 発生日時：6月17日\n＞ 発見方法：ログ\n＞ 要望：連絡\n", {"class":"スキャン","occurred":"6月17日","found_by":"ログ","request":"連絡"}),
        _case("prefix quoted names", "tanaka> 分類: スキャン\ntanaka> 発生日時: 6月17日\ntanaka> 発見方法: ログ\n", {"class":"スキャン","occurred":"6月17日","found_by":"ログ"}),
        _case("greeting in form", "JPCERT/CC 御中\n\nF社の田中と申します。下記の通り報告いたします。\n\n記\n\n１．インシデントの分類　：　不正中継\n２．発生日時　　　　　：　平成12年6月17日\n３．発見方法　　　　　：　エラーメール\n４．要望　　　　　　　：　なし\n\n以上\n", {"class":"不正中継","occurred":"平成12年6月17日","found_by":"エラーメール","request":"なし","klass":"relay"}),
        _case("log in the middle", "分類：スキャン\n発生日時：6月17日 12:00\nログ：\n---- ここから ----\nJun 17 12:00:01 fw kernel: DROP IN=eth0 SRC=203.0.113.5 DST=198.51.100.5 PROTO=TCP DPT=23\n---- ここまで ----\n要望：連絡\n条件：全て開示\n", {"class":"スキャン","request":"連絡","condition":"全て開示","times":["2026-06-17T03:00:01Z"],"level":"full"}),
        _case("first and last", "インシデント種別：総当たり攻撃\n最初の発生日時：2026-06-16 01:00\n最終発生日時：2026-06-17 02:00\n検知手段：fail2ban\n対応依頼：送信元への通知\n情報共有の範囲：CSIRT間に限る\n", {"class":"総当たり攻撃","occurred":"2026-06-16 01:00","found_by":"fail2ban","request":"送信元への通知","condition":"CSIRT間に限る"}),
        _case("parenthesised labels", "（分類）スキャン\n（発生日時）6月17日\n（発見方法）IDS\n（要望）通知\n（条件）可\n", {"class":"スキャン","occurred":"6月17日","found_by":"IDS","request":"通知","condition":"可"}),
        _case("desu masu", "分類は：スキャンです。\n発生日時は：6月17日です。\n発見方法は：ログの監視です。\n", {"class":"スキャンです。","occurred":"6月17日です。","found_by":"ログの監視です。"}),
        _case("hostname labels", "分類：侵入\n被害を受けたホスト：www.fsite.example.jp (198.51.100.7)\n攻撃元IPアドレス：203.0.113.7\n発見方法：改ざん検知\n要望：調査\n", {"roles":{"203.0.113.7":"source","198.51.100.7":"target","www.fsite.example.jp":"target"}}),
        _case("two reports in one", "【1件目】\n分類：スキャン\n発生日時：6月17日\n発見方法：ログ\n要望：連絡\n\n【2件目】\n分類：侵入\n発生日時：6月18日\n", {"class":"スキャン","occurred":"6月17日","found_by":"ログ","request":"連絡"}),
    ]  # fmt: skip


def _english() -> list[Case]:
    return [
        _case("english dashes", "Type - Port scan\nDate - 17 June 2026\nDiscovery - IDS alert\nRequest - notify the source\nConditions - none\n", {"class":"Port scan","occurred":"17 June 2026","found_by":"IDS alert","request":"notify the source","condition":"none"}),
        _case("english headings caps", "INCIDENT TYPE\nPort scan\n\nDATE OF INCIDENT\n17 June 2026\n\nREQUEST\nPlease notify the source.\n", {"class":"Port scan","occurred":"17 June 2026","request":"Please notify the source."}),
        _case("english sections", "== Incident type ==\nDefacement\n\n== Date and time ==\n2026-06-17 10:00 JST\n\n== How it was found ==\nvisitor's mail\n\n== Disclosure ==\nYou may disclose everything.\n", {"class":"Defacement","occurred":"2026-06-17 10:00 JST","found_by":"visitor's mail","condition":"You may disclose everything.","level":"full"}),
        _case("english yaml", "incident_type: scan\ndate_of_incident: 2026-06-17\ndetection_method: IDS\nrequested_action: notify\n", {"class":"scan","occurred":"2026-06-17","found_by":"IDS","request":"notify"}),
        _case("english awareness", "What happened: web shell uploaded\nWhen did you notice: 2026-06-17\nHow did you become aware of the incident: provider told us\nWhat assistance do you need: advice\nCan we share this with third parties: no\n", {"found_by":"provider told us","request":"advice","condition":"no"}),
        _case("english numbered parens", "(1) Category: DDoS\n(2) Start time: 2026-06-17 20:00 UTC\n(3) Detection: NOC\n(4) Action requested: filter upstream\n(5) Confidentiality: TLP:GREEN\n", {"class":"DDoS","occurred":"2026-06-17 20:00 UTC","request":"filter upstream","condition":"TLP:GREEN"}),
    ]  # fmt: skip


def _in_html() -> list[Case]:
    return [
        Case("layouts: html dl", mail("<dl><dt>分類</dt><dd>スキャン</dd><dt>発生日時</dt><dd>6月17日</dd><dt>発見方法</dt><dd>ログ</dd></dl>", *_HTML), "mail-form", {"class":"スキャン","occurred":"6月17日","found_by":"ログ"}),
        Case("layouts: html divs", mail("<div><div><b>分類</b></div><div>スキャン</div></div><div><div><b>発生日時</b></div><div>6月17日</div></div><div><div><b>条件</b></div><div>全て開示可</div></div>", *_HTML), "mail-form", {"class":"スキャン","occurred":"6月17日","condition":"全て開示可"}),
        Case("layouts: html outlook", mail("<p class=MsoNormal>分類：スキャン<o:p></o:p></p><p class=MsoNormal>発生日時：6月17日<o:p></o:p></p><p class=MsoNormal>要望：連絡<o:p></o:p></p>", *_HTML), "mail-form", {"class":"スキャン","occurred":"6月17日","request":"連絡"}),
    ]  # fmt: skip
