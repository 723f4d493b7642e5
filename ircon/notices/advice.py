"""What helps against which kind of incident, in both languages, with advisory numbers where there is one.

Numbers are those under which the advisories were published: JPCERT-E-INF-99-0002 of
JPCERT/CC, CA-* of the CERT Coordination Center.
"""

from __future__ import annotations

from collections.abc import Iterable

from ircon.model import IncidentClass

_BY_SERVICE: dict[str, tuple[str, str]] = {
    "automountd": (
        "automountd の弱点については、JPCERT-E-INF-99-0002 および CERT Advisory CA-99-05 をご参照ください。",
        "On automountd, see JPCERT-E-INF-99-0002 and CERT Advisory CA-99-05.",
    ),
    "mountd": (
        "mountd の弱点については、JPCERT-E-INF-99-0002 および CERT Advisory CA-98.12 をご参照ください。",
        "On mountd, see JPCERT-E-INF-99-0002 and CERT Advisory CA-98.12.",
    ),
    "statd": (
        "statd の弱点については、CERT Advisory CA-97.26 および CA-99-05 をご参照ください。",
        "On statd, see CERT Advisories CA-97.26 and CA-99-05.",
    ),
    "pop3": (
        "POP サーバの弱点については、CERT Advisory CA-98.08 をご参照ください。",
        "On POP servers, see CERT Advisory CA-98.08.",
    ),
    "imap": (
        "IMAP サーバの弱点については、CERT Advisory CA-98.09 をご参照ください。",
        "On IMAP servers, see CERT Advisory CA-98.09.",
    ),
    "telnet": (
        "telnet を必要としない場合は停止し、必要な場合も接続元を限定することをご検討ください。",
        "Where telnet is not needed, consider turning it off; where it is, limit who may connect.",
    ),
    "ssh": (
        "ssh ではパスワード認証を避けて公開鍵認証を用い、接続元を限定することをご検討ください。",
        "For ssh, consider keys in place of passwords, and limit who may connect.",
    ),
}

_BY_CLASS: dict[IncidentClass, tuple[tuple[str, ...], tuple[str, ...]]] = {
    IncidentClass.SCAN: (
        (
            "不要なサービスを停止し、必要なサービスも接続元を限定することをご検討ください。",
            "OS やサーバソフトウェアを、修正の適用された最新の版に更新してください。",
            "心当たりのないプロセス、アカウント、ファイルがないかをご確認ください。",
        ),
        (
            "Turn off services that are not needed, and limit who may connect to the others.",
            "Bring the operating system and its services up to date.",
            "Look for processes, accounts and files that nobody knows.",
        ),
    ),
    IncidentClass.INTRUSION: (
        (
            "可能であればホストをネットワークから切り離し、ディスクやログの写しを保全してください。",
            "改ざんされていない媒体から OS を入れ直し、修正プログラムを適用してください。",
            "そのホストと、そのホストから利用した他のホストのパスワードや鍵を、すべて変更してください。",
            "同じネットワークの他のホストに、同様の痕跡がないかをご確認ください。",
        ),
        (
            "If you can, take the host off the network and keep a copy of its disk and logs.",
            "Install the system again from trusted media and apply the current patches.",
            "Change all passwords and keys of that host, and of those that were used from it.",
            "Look for similar traces on the other hosts of the network.",
        ),
    ),
    IncidentClass.RELAY: (
        (
            "メールサーバが第三者のメールを中継しない設定になっているかをご確認ください。",
            "認証を必要とする設定の場合は、利用されたアカウントのパスワードを変更してください。",
        ),
        (
            "Check that the mail server does not relay for third parties.",
            "Where it asks for authentication, change the password of the account that was used.",
        ),
    ),
    IncidentClass.DOS: (
        (
            "経路上の事業者に、該当する通信の制限についてご相談ください。",
            "外部からの問い合わせに応答するサービス (DNS、NTP など) の設定をご確認ください。",
            "送信元を詐称したパケットが外に出ないよう、境界での制限をご検討ください。",
        ),
        (
            "Ask your upstream provider to limit the traffic in question.",
            "Check services that answer anybody's queries, such as DNS and NTP.",
            "Consider a filter at the border, so that packets with foreign source addresses do not leave.",
        ),
    ),
    IncidentClass.SNIFFING: (
        (
            "ネットワークを流れたパスワードはすべて変更し、暗号化された通信手段に切り替えてください。",
            "心当たりのないプロセスや、インターフェースの状態 (promiscuous mode) をご確認ください。",
        ),
        (
            "Change every password that crossed the network, and move to encrypted services.",
            "Look for processes that nobody knows and for interfaces in promiscuous mode.",
        ),
    ),
    IncidentClass.PHISHING: (
        (
            "該当するページの公開を停止し、設置された経緯 (侵入の有無) をご確認ください。",
            "停止の前に、設置されたファイルとアクセスログの写しを保全してください。",
        ),
        (
            "Take the page in question offline, and find out how it came to be there.",
            "Before you do, keep a copy of the files and of the access log.",
        ),
    ),
    IncidentClass.DEFACEMENT: (
        (
            "変更されたページを公開から外し、ファイルとログの写しを保全してください。",
            "ウェブサーバ、CMS とその拡張機能を更新し、管理用のパスワードを変更してください。",
        ),
        (
            "Take the changed pages offline, and keep a copy of the files and logs.",
            "Update the web server, the content management system and its extensions, and change its passwords.",
        ),
    ),
    IncidentClass.MALWARE: (
        (
            "該当するファイルの公開を停止し、設置された経緯をご確認ください。",
            "ホストを最新の定義ファイルで検査し、OS やソフトウェアを更新してください。",
        ),
        (
            "Take the file in question offline, and find out how it came to be there.",
            "Scan the host with current signatures, and bring its software up to date.",
        ),
    ),
    IncidentClass.ICS: (
        (
            "制御システムが、インターネットから直接接続できる状態になっていないかをご確認ください。",
            "操作に先立ち、機器の供給元および現場の責任者とご相談ください。",
        ),
        (
            "Check that the control system cannot be reached from the Internet.",
            "Before you change anything, talk to the vendor and to those who run the plant.",
        ),
    ),
    IncidentClass.TARGETED: (
        (
            "該当するメールや端末には手を加えず、ログとともに保全してください。",
            "同じ通信先への通信が他の端末にないかを、プロキシなどのログでご確認ください。",
        ),
        (
            "Leave the mail and the machine as they are, and keep them together with the logs.",
            "Look in proxy and other logs for further machines that talk to the same hosts.",
        ),
    ),
    IncidentClass.SPAM: (
        (
            "利用されたアカウントやホストを特定し、パスワードの変更や検査を行ってください。",
            "送信量に制限を設けることをご検討ください。",
        ),
        (
            "Find the account or host that was used; change its password or examine it.",
            "Consider a limit on the rate of sending.",
        ),
    ),
}

_GENERAL: tuple[tuple[str, ...], tuple[str, ...]] = (
    (
        "OS やソフトウェアを、修正の適用された最新の版に更新してください。",
        "ログを保全し、心当たりのないアクセスがないかをご確認ください。",
    ),
    (
        "Bring the operating system and its software up to date.",
        "Keep the logs, and look for accesses that nobody knows.",
    ),
)


def lines(classes: Iterable[IncidentClass], services: Iterable[str], language: str) -> tuple[str, ...]:
    """Return what to suggest for these classes and services, most precise first, each line once."""
    at = 0 if language == "ja" else 1
    found = [_BY_SERVICE[service][at] for service in sorted(set(services)) if service in _BY_SERVICE]
    for klass in dict.fromkeys(classes):
        found += _BY_CLASS.get(klass, _GENERAL)[at]
    return tuple(dict.fromkeys(found or _GENERAL[at]))


def everything() -> tuple[str, ...]:
    """Return all that this page may say, in both languages."""
    said = [text for pair in _BY_SERVICE.values() for text in pair]
    said += [text for pair in (*_BY_CLASS.values(), _GENERAL) for texts in pair for text in texts]
    return tuple(said)
