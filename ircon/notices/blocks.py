"""The parts of a notice that come from a disclosure: what was reported, log lines, who reported.

Every value from outside passes the text gate here, and what is not the recipient's own is defanged.
"""

from __future__ import annotations

from ircon.classes import NAMES
from ircon.disclosure import Disclosure, Fact, Hosts, Named, Reachable, Shown, WholeLines
from ircon.model import Certainty, IncidentClass
from ircon.notices import wording
from ircon.notices.defanging import defanged
from ircon.notices.wrapping import EVIDENCE
from ircon.text import as_sent, one_line

MAX_ROWS = 20
MAX_HOSTS = 20
MAX_EVIDENCE = 100
"""Log lines in one letter; more are counted. Ten times that helps nobody and is cut by mail filters."""

_ON_HOST = {
    IncidentClass.PHISHING: (
        "{host} にフィッシングサイトと見られるページがある",
        "{host} carries a page that looks like phishing",
    ),
    IncidentClass.MALWARE: (
        "{host} にマルウエアと見られるファイルがある",
        "{host} carries a file that looks like malware",
    ),
    IncidentClass.DEFACEMENT: ("{host} のページが書き換えられている", "pages on {host} have been changed"),
}


def host(view: Disclosure, language: str) -> str:
    """Return the recipient's address or host, and whether there are others."""
    if not view.addresses:
        return "貴サイト" if language == "ja" else "your site"
    first = one_line(view.addresses[0])
    if len(view.addresses) == 1:
        return first
    return f"{first} ほか" if language == "ja" else f"{first} and others"


def klass_names(classes: tuple[IncidentClass, ...], language: str) -> str:
    """Return what the reported kinds of incident are called."""
    if language == "ja":
        return "、".join(NAMES[klass].ja for klass in classes)
    return ", ".join(NAMES[klass].en for klass in classes)


def summary(view: Disclosure, language: str) -> str:
    """Return in one clause what has been reported; it says what was seen, not who did it."""
    japanese = language == "ja"
    where = host(view, language)
    if len(view.classes) == 1 and view.classes[0] in _ON_HOST:
        return _ON_HOST[view.classes[0]][0 if japanese else 1].format(host=where)
    what = klass_names(view.classes, language)
    ways = {fact.direction for fact in view.facts}
    if not view.addresses:
        return (
            f"{where}に関係すると思われる{what}があった"
            if japanese
            else f"your site may be involved in an incident ({what})"
        )
    if ways == {"from"}:
        if japanese:
            return f"{where} から、{what}と見られるアクセスがあった"
        return f"there has been access from {where} ({what})"
    if ways == {"to"}:
        if japanese:
            return f"{where} に対して、{what}と見られるアクセスがあった"
        return f"there has been access aimed at {where} ({what})"
    return f"{where} が、{what}に関係している" if japanese else f"{where} appears in an incident ({what})"


def facts(view: Disclosure, language: str) -> str:
    """Return the rows of what was reported: address, period in UTC and as logged, service and port, count."""
    rows: list[str] = []
    shown = 0
    total = sum(len(part.facts) for part in view.parts)
    for part in view.parts:
        for fact in part.facts[: max(0, MAX_ROWS - shown)]:
            rows += [*_fact(fact, part, language), ""]
            shown += 1
    if total > shown:
        rows.append(f"    (ほか {total - shown} 項目)" if language == "ja" else f"    ({total - shown} more)")
    return "\n".join(rows).rstrip("\n")


def _fact(fact: Fact, part: Shown, language: str) -> list[str]:
    japanese = language == "ja"
    way = wording.direction(fact.direction, language)
    klass = klass_names((part.klass,), language)
    if fact.addresses:
        heads = [f"    * {', '.join(map(one_line, fact.addresses))}" + (f" ({way})" if way else "")]
        heads.append(_field("種別", "class", klass, japanese))
    else:
        heads = [f"    * {klass}"]
    if fact.first and fact.last:
        period = wording.utc(fact.first) + (f" - {wording.utc(fact.last)}" if fact.last != fact.first else "")
        heads.append(_field("期間", "period", period, japanese))
    written = _as_logged(fact, part, language)
    if written:
        heads.append(_field("記載時刻", "as logged", written, japanese))
    if written or fact.first:
        heads.append(_field("時計", "clock", wording.accuracy(part.clock, language), japanese))
    if service := _service(fact, japanese):
        heads.append(_field("通信", "traffic", service, japanese))
    if fact.addresses and (fact.first or fact.count > 1):
        heads.append(_field("件数", "count", str(fact.count), japanese))
    return heads


def _field(japanese_name: str, english_name: str, value: str, japanese: bool) -> str:
    if japanese:
        return f"      {japanese_name}{'  ' * (4 - len(japanese_name))}: {value}"
    return f"      {english_name + ':':<11}{value}"


def _as_logged(fact: Fact, part: Shown, language: str) -> str:
    japanese = language == "ja"
    written = fact.written or part.occurred
    if not written:
        return ""
    if fact.written_last and fact.written_last != fact.written:
        written = f"{fact.written} - {fact.written_last}"
    stated = part.zone or ("時間帯の記載なし" if japanese else "zone not stated")
    zone = () if fact.zone is Certainty.WRITTEN and fact.written else (stated,)
    notes = (*zone, *wording.sureness(fact.year, fact.zone, language))
    joined = ("、" if japanese else "; ").join(notes)
    return f"{one_line(written)} ({joined})" if joined else one_line(written)


def _service(fact: Fact, japanese: bool) -> str:
    pieces = [fact.service, fact.protocol]
    if fact.port:
        pieces.append(f"宛先ポート {fact.port}" if japanese else f"destination port {fact.port}")
    if fact.source_port:
        pieces.append(f"送信元ポート {fact.source_port}" if japanese else f"source port {fact.source_port}")
    return ", ".join(piece for piece in pieces if piece)


def evidence(view: Disclosure, language: str) -> str:
    """Return the log lines that may be shown, under their heading; "" where there are none, so that none are missed."""
    lines = log_lines(view, language)
    return f"{'■ ログ' if language == 'ja' else 'Log lines'}\n{lines}\n\n" if lines else ""


def log_lines(view: Disclosure, language: str) -> str:
    """Return the log lines that may be shown, never wrapped, each part after a line that says what it is."""
    japanese = language == "ja"
    blocks: list[str] = []
    left = MAX_EVIDENCE
    for part in view.parts:
        if not part.lines:
            continue
        full = part.part(WholeLines) is not None
        blocks += [_kind_of_lines(full, japanese), *(_line(line, view) for line in part.lines[:left])]
        if (more := len(part.lines) - left) > 0:
            blocks.append(f"    (ほか {more} 行)" if japanese else f"    ({more} more line{'s' if more > 1 else ''})")
        blocks.append("")
        left = max(0, left - len(part.lines))
    return "\n".join(blocks).rstrip("\n")


def _kind_of_lines(full: bool, japanese: bool) -> str:
    if full:
        return (
            "    (貴サイトに関する行。[.] は . を表します)"
            if japanese
            else "    (lines about your site; [.] stands for .)"
        )
    return (
        "    (貴サイトに関する行。*** の部分は伏せてあります)"
        if japanese
        else "    (lines about your site; *** has been left out)"
    )


def _line(line: str, view: Disclosure) -> str:
    return EVIDENCE + defanged(as_sent(line), view.addresses)


def reporter(view: Disclosure, language: str) -> str:
    """Return the block that says who reported, how to reach them and which hosts are theirs, as far as each allows.

    "" where nobody allows any of it.
    """
    japanese = language == "ja"
    rows: dict[str, None] = {}
    for part in view.parts:
        if who := _who(part):
            rows[f"    {who}"] = None
        hosts = part.part(Hosts)
        if hosts and part.part(WholeLines) is None:
            named = ", ".join(defanged(one_line(host)) for host in hosts.hosts[:MAX_HOSTS])
            rows[f"    {'報告元のホスト' if japanese else 'hosts of the reporting site'}: {named}"] = None
    if not rows:
        return ""
    return "\n".join([_reporter_head(view, japanese), *rows]) + "\n\n"


def _who(part: Shown) -> str:
    named, reachable = part.part(Named), part.part(Reachable)
    name = ", ".join(one_line(value) for value in (named.site, named.name) if value) if named else ""
    mail = one_line(reachable.mail) if reachable else ""
    return f"{name} <{mail}>" if name and mail else name or mail


def _reporter_head(view: Disclosure, japanese: bool) -> str:
    if any(part.part(Reachable) for part in view.parts):
        heads = ("■ 報告者 (直接のご連絡も差し支えないとのことです)", "Who reported (you may write to them)")
    elif any(part.part(Named) for part in view.parts):
        heads = ("■ 報告者 (ご連絡は当方までお願いいたします)", "Who reported (please write to us, not to them)")
    else:
        heads = ("■ 報告元について", "About the reporting site")
    return heads[0 if japanese else 1]


def ask(view: Disclosure, language: str) -> str:
    """Return what the recipient is asked to do, by which way the access went."""
    ways = {fact.direction for fact in view.facts}
    if language == "ja":
        if ways == {"to"}:
            return (
                "該当するホストの状況とログをご確認いただき、影響の有無を\n"
                "お調べいただけますでしょうか。影響が見つかりましたら、\n"
                "必要な対処をご検討くださいますようお願いいたします。\n"
            )
        return (
            "該当するホストの状況とログをご確認いただき、貴サイトとして意図された\n"
            "ものかどうかをお調べいただけますでしょうか。意図されたものでない\n"
            "場合には、第三者に利用されている可能性も考えられますので、\n"
            "必要な対処をご検討くださいますようお願いいたします。\n"
        )
    if ways == {"to"}:
        return (
            "Could you look at the host and its logs, and see whether it has been\n"
            "affected? If it has, please consider what is needed to put it right.\n"
        )
    return (
        "Could you look at the host and its logs, and see whether this was\n"
        "intended on your side? If it was not, somebody else may be making use\n"
        "of the host; please consider what is needed to put it right.\n"
    )
