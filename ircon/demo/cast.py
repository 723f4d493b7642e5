"""Who plays in the demonstration: the register of sites, and the people who write from them.

None of them exists. Their names and addresses are those that RFC 2606, RFC 5737 and
RFC 3849 keep for documentation, but for site A's 192.168.100.0/24, which is the teaching
example's own. Sites that no register knows are played by 203.0.113.0/24 and others.
"""

from __future__ import annotations

from dataclasses import dataclass

REGISTER = """\
name,domain,cidr,mail,phone,language,timezone
サイトA,asite.example.jp,192.168.100.0/24,admin@asite.example.jp,+81-3-5555-0101,ja,Asia/Tokyo
サイトB,bsite.example.jp,198.51.100.0/28,admin@bsite.example.jp,+81-3-5555-0102,ja,Asia/Tokyo
青葉台大学,aobadai-u.example.jp,198.51.100.16/28;2001:db8:a0b::/48,abuse@aobadai-u.example.jp;noc@aobadai-u.example.jp,+81-22-555-0103,ja,Asia/Tokyo
若草高等専門学校,wakakusa.example.jp,198.51.100.32/28,postmaster@wakakusa.example.jp,,ja,Asia/Tokyo
白樺総合研究所,shirakaba.example.jp,198.51.100.48/28,security@shirakaba.example.jp,,ja,Asia/Tokyo
桜坂製作所,sakurazaka.example.jp,198.51.100.64/28,csirt@sakurazaka.example.jp,+81-52-555-0106,ja,Asia/Tokyo
汐見信用組合,shiomi.example.jp,198.51.100.80/28,csirt@shiomi.example.jp,+81-3-5555-0107,ja,Asia/Tokyo
緑ヶ丘市役所,midorigaoka.example.jp,198.51.100.96/28,joho@midorigaoka.example.jp,,ja,Asia/Tokyo
朝凪インターネット,asanagi.example.jp,198.51.100.112/28;2001:db8:a5a::/48,abuse@asanagi.example.jp,+81-3-5555-0109,ja,Asia/Tokyo
夕凪ホスティング,yunagi.example.jp,198.51.100.128/28,abuse@yunagi.example.jp,,ja,Asia/Tokyo
星空レンタルサーバ,hoshizora.example.jp,198.51.100.144/28,abuse@hoshizora.example.jp,,ja,Asia/Tokyo
月見印刷,tsukimi.example.jp,198.51.100.160/28,postmaster@tsukimi.example.jp,,ja,Asia/Tokyo
花園食品,hanazono.example.jp,198.51.100.176/28,system@hanazono.example.jp,,ja,Asia/Tokyo
渓流水道局,keiryu.example.jp,198.51.100.192/28,ot-security@keiryu.example.jp,+81-87-555-0114,ja,Asia/Tokyo
山彦通販,yamabiko.example.jp,198.51.100.208/28,abuse@yamabiko.example.jp,,ja,Asia/Tokyo
木霊出版,kodama-pub.example.jp,198.51.100.224/28,webmaster@kodama-pub.example.jp,,ja,Asia/Tokyo
雪割ソフトウェア,yukiwari.example.jp,198.51.100.240/28,security@yukiwari.example.jp,,ja,Asia/Tokyo
虹橋交通,nijibashi.example.jp,192.0.2.0/28,it@nijibashi.example.jp,,ja,Asia/Tokyo
Larkspur University,larkspur.example.com,192.0.2.16/28;2001:db8:1a4c::/48,abuse@larkspur.example.com,,en,America/Toronto
Bluebell Hosting,bluebell.example.net,192.0.2.32/28,abuse@bluebell.example.net,+1-555-0120,en,America/Chicago
Foxglove Internet,foxglove.example.net,192.0.2.48/28;2001:db8:f0c::/48,abuse@foxglove.example.net,,en,Europe/London
Marigold Bank,marigold.example.com,192.0.2.64/28,security@marigold.example.com,,en,Europe/London
Hawthorn Library,hawthorn.example.org,192.0.2.80/28,postmaster@hawthorn.example.org,,en,Europe/Dublin
Teasel Networks,teasel.example.net,192.0.2.96/28,noc@teasel.example.net;abuse@teasel.example.net,,en,Europe/Berlin
Yarrow Systems,yarrow.example.com,192.0.2.112/28,security@yarrow.example.com,,en,America/Los_Angeles
Sorrel Cloud,sorrel.example.net,192.0.2.128/28;2001:db8:50e::/48,abuse@sorrel.example.net,,en,UTC
Campion Research,campion.example.org,192.0.2.144/28,abuse@campion.example.org,,en,Australia/Sydney
Bracken Telecom,bracken.example.net,192.0.2.160/28,abuse@bracken.example.net,,en,Asia/Singapore
Meadow CERT,meadow.example.org,192.0.2.176/28,cert@meadow.example.org,+49-555-0129,en,Europe/Berlin
Willow Shop,willow.example.com,192.0.2.192/28,postmaster@willow.example.com,,en,Europe/Paris
"""
"""The table that the centre would import. The last two /28 of 192.0.2.0/24 are nobody's, to be found unknown."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who writes to the centre: ``host`` and ``address`` are where their logs come from.

    ``offset``: hours east of UTC that their clocks show.
    """

    person: str
    mail: str
    site: str
    host: str
    address: str
    language: str = "ja"
    offset: int = 9

    @property
    def domain(self) -> str:
        """The domain that they write from."""
        return self.mail.rpartition("@")[2]


REPORTERS = (
    Reporter("青木", "aoki@aobadai-u.example.jp", "青葉台大学", "gw", "198.51.100.18"),
    Reporter("若林", "wakabayashi@wakakusa.example.jp", "若草高等専門学校", "ns1", "198.51.100.34"),
    Reporter("白石", "shiraishi@shirakaba.example.jp", "白樺総合研究所", "www2", "198.51.100.51"),
    Reporter("坂本", "sakamoto@sakurazaka.example.jp", "桜坂製作所", "mail", "198.51.100.69"),
    Reporter("潮田", "ushioda@shiomi.example.jp", "汐見信用組合", "fw1", "198.51.100.82"),
    Reporter("緑川", "midorikawa@midorigaoka.example.jp", "緑ヶ丘市役所", "proxy", "198.51.100.99"),
    Reporter("月岡", "tsukioka@tsukimi.example.jp", "月見印刷", "ns", "198.51.100.163"),
    Reporter("花田", "hanada@hanazono.example.jp", "花園食品", "www", "198.51.100.181"),
    Reporter("水野", "mizuno@keiryu.example.jp", "渓流水道局", "otgw", "198.51.100.197"),
    Reporter("山辺", "yamabe@yamabiko.example.jp", "山彦通販", "shop", "198.51.100.212"),
    Reporter("児玉", "kodama@kodama-pub.example.jp", "木霊出版", "web01", "198.51.100.229"),
    Reporter("橋本", "hashimoto@nijibashi.example.jp", "虹橋交通", "vpn", "192.0.2.5"),
    Reporter("太田", "ohta@yunagi.example.jp", "夕凪ホスティング", "vps3", "198.51.100.131"),
    Reporter("高梨", "takanashi@kosame.example", "小雨歯科医院", "srv", "203.0.113.14"),
    Reporter("Ellen Marsh", "marsh@larkspur.example.com", "Larkspur University", "cs1", "192.0.2.19", "en", -5),
    Reporter("Owen Reed", "reed@marigold.example.com", "Marigold Bank", "edge", "192.0.2.70", "en", 0),
    Reporter("Aoife Thorne", "thorne@hawthorn.example.org", "Hawthorn Library", "opac", "192.0.2.83", "en", 0),
    Reporter("Jonas Weber", "weber@teasel.example.net", "Teasel Networks", "core2", "192.0.2.101", "en", 1),
    Reporter("Dana Flores", "flores@yarrow.example.com", "Yarrow Systems", "bastion", "192.0.2.117", "en", -8),
    Reporter("Priya Nair", "nair@campion.example.org", "Campion Research", "login", "192.0.2.149", "en", 10),
    Reporter("Meadow CERT", "cert@meadow.example.org", "Meadow CERT", "sensor4", "192.0.2.180", "en", 1),
    Reporter("Luc Saule", "saule@willow.example.com", "Willow Shop", "store", "192.0.2.199", "en", 1),
    Reporter("Tam Ngo", "tam@pebble.example", "Pebble Studio", "nas", "203.0.113.77", "en", 7),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something came from: an address and, where its name is known, its name."""

    address: str
    name: str = ""

    @property
    def in_register(self) -> bool:
        """Say whether the register knows whose it is."""
        return not self.address.startswith("203.0.113.") and self.address not in _NOBODYS


_NOBODYS = ("192.0.2.214", "2001:db8:bad:9::5")

ORIGINS = (
    Origin("198.51.100.25", "pc25.lab.aobadai-u.example.jp"),
    Origin("198.51.100.37"),
    Origin("198.51.100.115", "ppp115.asanagi.example.jp"),
    Origin("198.51.100.118", "ppp118.asanagi.example.jp"),
    Origin("198.51.100.121", "ppp121.asanagi.example.jp"),
    Origin("198.51.100.131", "vps3.yunagi.example.jp"),
    Origin("198.51.100.139"),
    Origin("198.51.100.146", "s2.hoshizora.example.jp"),
    Origin("198.51.100.152", "s8.hoshizora.example.jp"),
    Origin("198.51.100.243"),
    Origin("192.0.2.27", "dorm27.larkspur.example.com"),
    Origin("192.0.2.35", "vm35.bluebell.example.net"),
    Origin("192.0.2.41", "vm41.bluebell.example.net"),
    Origin("192.0.2.53", "host53.foxglove.example.net"),
    Origin("192.0.2.58", "host58.foxglove.example.net"),
    Origin("192.0.2.131"),
    Origin("192.0.2.137", "c137.sorrel.example.net"),
    Origin("192.0.2.163", "dsl163.bracken.example.net"),
    Origin("192.0.2.170", "dsl170.bracken.example.net"),
    Origin("192.0.2.214"),
    Origin("203.0.113.9"),
    Origin("203.0.113.45"),
    Origin("203.0.113.66", "tor-exit.driftwood.example"),
    Origin("203.0.113.102"),
    Origin("203.0.113.151", "node7.gravel.example"),
    Origin("203.0.113.188"),
    Origin("203.0.113.219", "scan-02.research-probe.example"),
)
"""Hosts that were misused, as the logs name them: of registered sites, and of sites that nobody has registered."""

ORIGINS_V6 = (Origin("2001:db8:50e:3::2f"), Origin("2001:db8:a5a:17::1"), Origin("2001:db8:bad:9::5"))

HANDLERS = ("sato", "suzuki", "mori", "kimura", "hayashi")
