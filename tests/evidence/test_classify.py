"""The proposed class: the reporter's word, else the words of the report, else its logs."""

from __future__ import annotations

import pytest

from ircon import classes
from ircon.evidence import classify, lines
from ircon.model import IncidentClass as C


@pytest.mark.parametrize(
    ("words", "klass"),
    [
        ("ポートスキャン", C.SCAN),
        ("探査 (probe)", C.SCAN),
        ("侵入", C.INTRUSION),
        ("侵入された。踏み台にされている", C.INTRUSION),
        ("root権限を奪取された", C.INTRUSION),
        ("不正アクセスの試み", C.SCAN),
        ("不正アクセス試行", C.SCAN),
        ("ログイン試行", C.SCAN),
        ("compromise attempt", C.SCAN),
        ("Business e-mail compromise", C.OTHER),
        ("不正アクセス", C.INTRUSION),
        ("フィッシングサイト", C.PHISHING),
        ("Webサイト改ざん", C.DEFACEMENT),
        ("マルウェア配布", C.MALWARE),
        ("マルウエアサイト", C.MALWARE),
        ("DoS攻撃", C.DOS),
        ("サービス運用妨害", C.DOS),
        ("メールの不正中継", C.RELAY),
        ("mail relay", C.RELAY),
        ("迷惑メール", C.SPAM),
        ("著作権侵害", C.COPYRIGHT),
        ("標的型攻撃", C.TARGETED),
        ("制御システム関連", C.ICS),
        ("盗聴", C.SNIFFING),
        ("brute-force", C.SCAN),
        ("login-attack", C.SCAN),
        ("system-compromise", C.INTRUSION),
        ("malware-distribution", C.MALWARE),
        ("ddos", C.DOS),
        ("その他", C.OTHER),
        ("Ｐｏｒｔ Ｓｃａｎ", C.SCAN),
    ],
)
def test_the_reporters_own_word_comes_first(words: str, klass: C) -> None:
    assert classify.propose(words, "spam phishing", ()) is klass or klass is C.OTHER


@pytest.mark.parametrize(
    ("text", "klass"),
    [
        ("Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;", C.INTRUSION),
        ("Jun 23 12:34:00 bsite telnetd[12]: connect from 192.0.2.1", C.SCAN),
        ("Jun 23 12:34:00 bsite imapd[12]: Login failure user=root host=gw.example.jp", C.SCAN),
        ("Jun 23 12:34:00 mail sendmail[1]: ruleset=check_rcpt, reject=550 Relaying denied", C.RELAY),
        ('192.0.2.1 - - [23/Jun/1999:12:34:00 +0900] "GET /cgi-bin/phf HTTP/1.0" 404 -', C.SCAN),
        ("automountd の弱点 (JPCERT-E-INF-99-0002) を使われました", C.INTRUSION),
        ("Feedback-Type: abuse", C.SPAM),
        ("Hello", C.OTHER),
        ("", C.OTHER),
        ("A fake login page of our bank is hosted at 203.0.113.5. Copyright 2026 D Bank", C.PHISHING),
        ("Your server is trying to log in to ours.\nThis mail was checked by antivirus software.", C.SCAN),
        ("弊社のIPアドレス帯域に対しポートスキャンがありました。", C.SCAN),
        ("VPN装置に不正にログインされました。", C.INTRUSION),
        ("Our host was broken into, and a sniffer was left behind.", C.INTRUSION),
        ("Your site has been hacked; the front page says 'owned'.", C.DEFACEMENT),
    ],
)
def test_where_no_class_is_named_words_and_logs_decide(text: str, klass: C) -> None:
    assert classify.propose("", text, lines.find(text)) is klass


def test_every_class_has_its_names_and_its_place_in_the_taxonomy() -> None:
    assert set(classes.NAMES) == set(C)
    assert {klass for klass, info in classes.NAMES.items() if info.rsit_class is None} == {C.TARGETED, C.ICS}
    for klass, info in classes.NAMES.items():
        assert (info.rsit_class is None) == (info.rsit_type is None)
        assert classes.from_words(info.ja) is klass
        assert classes.from_words(info.en) is klass


@pytest.mark.parametrize(
    ("words", "klass"),
    [
        ("statd への攻撃", C.SCAN),
        ("IMAP サーバへの不審なアクセス", C.SCAN),
        ("CERT Advisory CA-98.12 に該当", C.SCAN),
        ("as described in CA-97.28", C.DOS),
        ("JPCERT-E-INF-99-0002 の手口", C.INTRUSION),
        ("Emotet に感染した可能性", C.MALWARE),
        ("CVE-2021-44228 を狙う通信", C.SCAN),
        ("オープンリゾルバが踏まれた", C.DOS),
        ("password spraying on our VPN", C.SCAN),
        ("Webシェルが設置された", C.INTRUSION),
        ("IMAP の設定について", C.OTHER),
    ],
)
def test_services_and_advisories_of_then_and_names_of_today_are_known(words: str, klass: C) -> None:
    assert classify.propose("", words) is klass
