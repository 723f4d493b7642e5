"""The ordinary words of logs: what daemons write, names that every guesser tries, paths that every scanner asks for.

None of them marks one intruder. The list need not be complete: what is seen in many
incidents counts for nothing anyway.
"""

from __future__ import annotations

_DAEMONS = """
accept accepted access account action active address admin administrator again alert alive allow allowed already
another anonymous answer arrived attack attackalert attempt attempts authentication authenticated authorization backup
banner because been before bind block blocked botnet broken buffer bytes cache called cannot change changed channel
check checkin checking client close closed closing code command commands complete completed configuration connect
connected connecting connection connections content cookies corrupted could count create created critical current
daemon data database date dead debug default delay delete deleted denied deny detected device dictionary directory
disabled disconnect disconnected disconnecting discarded done drop dropped during duration dump enabled encoding
encryption engine entry error established event events exceeded excess exist exit exited expired failed failure fatal
file files filter find finished firewall flags flood forbidden format forwarded found from full getting good guess
handler handshake hash head header headers hello helo host hosts http https icmp identification ident idle ignored
illegal imap inbound incoming index info information initialised initialized input inside interface internal invalid
ipop3d kernel keyboard key kill last lease length limit limiting line listening load local localhost lock locked login
logged logging logout lookup loop lost mail mailer match matched maximum message messages method missing mode monitor
more name network normal not noqueue notice null number offset online open opened operation option options other
outbound output outgoing outside over overflow packet packets page parse pass passed passwd password passwords peer
pending permission permit permitted pipe please policy port ports portsentry possible postfix preauth previous probe
process processing program protocol proto proxy publickey query queue queued quit read reading ready reason rebooted
receive received recipient recursion redirect refused register registration reject rejected relay relaying released
remote removed rename renamed repeated reply request requested requests reset resolve resolved resource response
restart result retry return returned reverse rhost root route rule running scan scanner script secure security send
sender sending sendmail sent server service session sessions shell shutdown signal since size sleeping socket source
ssh2 sshd start started starting stat state status stealth still stop stopped stream string subsystem succeeded
success successful suspicious sync system target temporary terminated test time timed timeout times token total
traffic transfer tried trying tunnel type unable unauthorized unavailable unexpected unix unknown unreachable until
update upgrade uptime user username users uses using vacation valid value verify version violation virtual warning
while with without wrong write written zone perip volume snapshot fileserver registered connects stunnel denial nmap
prot spoofed dropping accepting bruteforce brute force banned unban jail portmap telnet telnetd finger fingerd smtp
smtpd pop3 pop3d popper qpopper imapd ftpd wu-ftpd named nfsd statd rpcbind inetd xinetd httpd nginx apache apache2
mysqld postgres mozilla windows linux compatible gecko firefox chrome safari applewebkit khtml macintosh intel msie
trident android mobile like bot crawler curl wget python urllib java libwww-perl text html json utf-8 gzip deflate
class nrcpts esmtp cipher bits dhcp dhcpack arp dns tcpdump seq win ack syn fin rst urg psh tcp udp igmp len tos prec
ttl dpt spt src dst mac modbus func app flow netflow dir disk usage memory swapped cron crond pam_unix sudo uid euid
tty ruser logname search param aaaa identifier reporter feedback category evidence tcp_miss tcp_hit tcp_denied
tcp_tunnel tcp_mem_hit udp_miss check_rcpt maxclients jquery min plugins plugin themes theme company about contact
news item products product shop store blog video videos list wrong-password bad-password asterisk invite sip sips ddos
amplification
"""

_GUESSED = """
admin administrator alice anna bob backup bin bitrix centos cisco daemon debian default demo deploy dev developer
docker elastic email enable esuser ftp ftpuser games gast git gitlab guest hadoop huawei info jboss jenkins john kafka
lp mail manager maint master minecraft mysql nagios nobody odoo office oracle oper operator pi postfix postgres public
redis root sales samba scan server service spam squid student super supervisor support svn sync sys system teamspeak
teamspeak3 telnet temp teste tester test test1 test2 tomcat toor ts3 ubnt ubuntu upload user user1 user2 uucp vagrant
vmail vnc web webadmin webmaster weblogic www www-data zabbix zookeeper tech monitor
"""

_FILES = """
index home main default robots favicon sitemap login logon signin wp-login xmlrpc wp-admin wp-content wp-includes
admin administrator phpmyadmin pma setup config configuration env readme license install test info phpinfo status
manager upload uploads images image css static assets scripts script cgi-bin cgi bin etc var usr lib tmp log logs root
dev proc passwd shadow group hosts boaform formlogin html php asp aspx jsp txt xml json ico png jpg gif htm shtml
attachment invoice document file scan shiryou messages secure authlog syslog access error maillog svchost winlogon
explorer lsass csrss services rundll32 regsvr32 taskhost spoolsv payment order orders statement receipt quotation
installer photo picture report flash player adobe reader office word excel sheet letter voice contract resume
delivery shipping tracking slide slider menu main style common analytics tracker counter banner popup core init
loader bundle client agent helper runtime library driver drivers
"""

ORDINARY: frozenset[str] = frozenset(f"{_DAEMONS} {_GUESSED} {_FILES}".split())
"""Words that mark nobody, in small letters."""

ORDINARY_PATHS: frozenset[str] = frozenset(
    """
    /index.html /index.htm /index.php /robots.txt /favicon.ico /sitemap.xml /login /login.php /login.html /admin
    /admin.php /wp-login.php /xmlrpc.php /wp-admin /wp-content /wp-includes /wp-config.php /phpmyadmin
    /phpmyadmin/index.php /pma /.env /.git/config /.git/head /cgi-bin/phf /cgi-bin/test-cgi /cgi-bin/nph-test-cgi
    /cgi-bin/php.cgi /cgi-bin/handler /cgi-bin/campas /cgi-bin/count.cgi /cgi-bin/formmail.pl /scripts/root.exe
    /msadc/msadcs.dll /default.ida /boaform/admin/formlogin /manager/html /hnap1 /solr/admin/info/system
    /actuator/health /vendor/phpunit/phpunit/src/util/php/eval-stdin.php /_ignition/execute-solution
    /owa/auth/logon.aspx /cgi-bin/luci /shell /tmunblock.cgi /setup.cgi /bin/sh /bin/bash /etc/passwd /etc/shadow
    /etc/hosts /var/log/messages /var/log/secure /var/log/auth.log /var/log/syslog /var/log/maillog /actuator/env
    /dev/pts/# /dev/null /usr/bin /usr/sbin /usr/local/bin /tmp /var/tmp /bin/login /usr/sbin/sshd /search
    """.split()
)
"""Paths that every scanner asks for, and that every system has."""
