"""The words with which machines name an incident, and the class they mean here.

Feedback types of RFC 5965, report types of X-ARF, categories of XARF 4, the types of
RSIT (ENISA's reference taxonomy). One table, so that a phishing report is phishing
whoever sends it.
"""

from __future__ import annotations

import re

from ircon.model import IncidentClass, Role

_C = IncidentClass
_TERMS: dict[IncidentClass, str] = {
    _C.SCAN: """portscan port-scan scan scanner brute-force bruteforce login-attack loginattack ids-alert
        info-gathering information-gathering intrusion-attempts reconnaissance vulnerability-scan vulnerability-scanning
        webcrawler webcrawling scraping exploit exploitattempt sql-injection webattack web-attack ids-attempt
        vulnerable-exploit social-engineering-attempt exploit-known-vuln ssh-brute-force badbot
        port-scan vuln-scanning exploit-attempt ssh-attack rdp-attack connection-auth-failure""",
    _C.INTRUSION: """compromised compromised-server compromised-account compromised-host compromised-website
        system-compromise unauthorized-access intrusions potentiallycompromisedaccount
        privileged-account-compromise account-compromise
        application-compromise unprivileged-account-compromise burglary backdoor webshell compromised-system""",
    _C.DOS: "ddos dos amplification flood availability amplifier ddos-amplifier ddos-amplification",
    _C.SNIFFING: "sniffing",
    _C.PHISHING: "phishing phishing-site fraud masquerade phish spear-phishing social-engineering",
    _C.DEFACEMENT: "defacement web-defacement unauthorised-information-modification",
    _C.MALWARE: """malware virus botnet infected-system malware-distribution c2-server malware-configuration
        malware-sample malicious-code botnet-drone infected bot malware-url ransomware dropper c2
        command-and-control""",
    _C.SPAM: """spam abuse bulk-messaging unsolicited messaging mailattack mail-attack opt-out harmful-speech bulk
        email auth-failure""",
    _C.COPYRIGHT: "copyright trademark cyberlocker p2p usenet link-site ugc-platform brand-infringement dmca piracy",
    _C.RELAY: "open-relay relay",
    _C.OTHER: """openservice vulnerability vulnerable vulnerable-system misconfiguration vulnerable-service cve
        open-service rpz reputation blocklist blacklist threat-intelligence suspicious-registration csem csam ncii
        childabuse harassment not-spam potentially-unwanted-accessible weak-crypto information-disclosure other""",
}
_MEANS = {word: klass for klass, words in _TERMS.items() for word in words.split()}


def klass(*words: str) -> IncidentClass | None:
    """Return the class that the first known of ``words`` means, None if none is known."""
    for word in words:
        name = re.sub(r"[\s_]+", "-", word.strip().lower())
        found = _MEANS.get(name) or _MEANS.get(name.replace("-", ""))
        if found is not None:
            return found
    return None


def role_of_source(found: IncidentClass | None) -> Role:
    """The part that the reported address plays: what hosts phishing or malware is no attacker."""
    if found is IncidentClass.PHISHING:
        return Role.PHISHING_HOST
    if found is IncidentClass.MALWARE:
        return Role.MALWARE_HOST
    return Role.RELAY if found is IncidentClass.RELAY else Role.SOURCE
