"""The fixed words that a masked log line keeps. What is not here is masked.

Words that are likely names of hosts, accounts or organisations stay out of it (mail,
root, www, test ...), and after a word that announces a name nothing is kept at all.
"""

from __future__ import annotations

MARK = "***"
"""Stands for everything masked: always the same, whatever and however much it hides."""

SERVICES = {
    "telnetd": "telnet", "in.telnetd": "telnet", "sshd": "ssh", "popper": "pop3", "ipop3d": "pop3",
    "pop3d": "pop3", "qpopper": "pop3", "pop3-login": "pop3", "imapd": "imap", "imap-login": "imap",
    "statd": "statd", "rpc.statd": "statd", "automountd": "automountd", "mountd": "mountd",
    "rpc.mountd": "mountd", "portmap": "portmap", "rpcbind": "rpcbind", "ftpd": "ftp", "in.ftpd": "ftp",
    "proftpd": "ftp", "vsftpd": "ftp", "wu-ftpd": "ftp", "tftpd": "tftp", "in.tftpd": "tftp",
    "rlogind": "rlogin", "in.rlogind": "rlogin", "rshd": "rsh", "in.rshd": "rsh", "rexecd": "rexec",
    "fingerd": "finger", "in.fingerd": "finger", "identd": "ident", "sendmail": "smtp", "postfix": "smtp",
    "exim": "smtp", "qmail-smtpd": "smtp", "smtpd": "smtp", "postfix/smtpd": "smtp", "named": "dns",
    "unbound": "dns", "httpd": "http", "apache": "http", "apache2": "http", "nginx": "http", "snmpd": "snmp",
    "ntpd": "ntp", "smbd": "smb", "nmbd": "netbios", "dovecot": "imap", "xinetd": "", "inetd": "", "kernel": "",
    "iptables": "", "ipfw": "", "pf": "", "tcpd": "", "pppd": "", "slapd": "ldap", "mysqld": "mysql",
    "postgres": "postgresql", "vncd": "vnc", "squid": "http-proxy",
}  # fmt: skip
"""Programs as they sign their log lines, and the service they provide ("" where that follows from the port)."""

PROTOCOLS = frozenset(
    """tcp udp icmp icmpv6 igmp gre esp ah sctp ip ipv4 ipv6 http https http/1.0 http/1.1 http/2.0 smtp esmtp pop3
    pop imap imap4 ssh ssh1 ssh2 telnet tftp dns ntp snmp ssdp ldap smb rdp vnc sip rpc nfs nntp tls ssl tlsv1
    tlsv1.2 tlsv1.3""".split()
)

KEYS = frozenset("""src dst spt dpt sport dport srcport dstport proto protocol rhost saddr daddr port""".split())
"""Keys of ``key=value`` that are kept, with their value only where that is kept of itself."""

VOCABULARY = frozenset(
    """connect connected connection connections disconnect disconnected disconnecting refused rejected denied deny
    drop dropped block blocked accepted accept failed failure failures invalid illegal unknown authentication
    authenticating password publickey keyboard-interactive/pam preauth login logged attempt attempts attempted
    closed close reset timeout timed out lost reached received send eof err -err +ok error warning alert from to
    for by on at port ports possible break-in scan scanned scanning probe probed probing sweep packet packets syn
    ack fin rst psh urg flags syn-flood flood request requests query queries get post put
    relaying relayed reject user session opened too many maximum repeated times time last message did not receive
    identification string bad protocol version negotiate unable with no matching key method found banner""".split()
)

ANNOUNCES_NAME = frozenset(
    """from to for by on at host user client server relay with name ruser logname account domain realm workstation
    hostname query queries string banner key of as in -> >""".split()
)
"""After one of these a name follows: the next word stays only if it is the recipient's or one of ``NEVER_NAMES``."""

NEVER_NAMES = frozenset(
    """invalid illegal unknown user port ports authenticating connection password publickey tcp udp icmp""".split()
)

FROM_WORDS = frozenset("""from src saddr rhost client""".split())
TO_WORDS = frozenset("""to dst daddr""".split())
ZONES = frozenset(
    """UTC GMT Z JST EST EDT CST CDT MST MDT PST PDT BST CET CEST EET EEST WET WEST MSK IST SGT HKT KST AEST AEDT
    NZST NZDT""".split()
)
