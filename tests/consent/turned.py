"""What sounds like leave and is none: each of these permits nothing, whatever a rule may make of its words.

They were written down before the program was asked, and are here so that it stays that way.
"""

from __future__ import annotations

ANSWERS = """
全部開示してよいとは言っていません
開示してよいかどうか、上司に聞いてみます
ログを含め、何も外に出さないでください
弁護士と相談してから決めますので、それまでは開示しないでください
警察には全て開示してかまいません
前回の件と同じ条件でお願いします
攻撃元が海外なら開示可
半分くらいは開示してもいいです
ｶｲｼﾞｶ? ﾀﾌﾞﾝ
ｶｲｼﾞ不可
開示しても良いですが、A社(asite)には言わないでほしい
相手に名前が知られなければ何でもいいです
誰にも言わないでください
貴センター内での利用に限ります
全て開示可 (ただし6月末まで)
開示に同意しかねる部分がありますので電話ください
広報の許可がおりたら全部出して大丈夫です
開示可ではありません
開示可とは限りません
全情報の開示を許可した覚えはありません
今回は見送らせてください。開示はなしで。
事と次第によっては開示してもよい
Everything may be shared, except that asite must not know
share everything? no way
Nobody outside your team may see this.
I would like to say yes, but our counsel has not replied
You may share it if my manager signs off
It would be fine to share all of it in principle
not everything, but the logs are fine
We might allow full disclosure later
Full disclosure is out of the question
I can't see why you could not disclose everything
By no means share all
Under no circumstances disclose anything but the IP
Hardly anything may be disclosed
Few things may be shared: see attachment
As last time
tbd
You may disclose everything to the police only
Share all of it with asite's admin Mr Tanaka, nobody else
you may share anything I marked with [S] below
We permit disclosure of everything that is already public
Do not pass this on to anyone, not even to the source
TLP:RED. You may share everything inside your team.
TLP:AMBER, though feel free to share everything
refuse nothing
Everything may be disclosed, said the intruder's mail
Don't tell bsite, otherwise do as you like
Would it be OK to share everything? Please advise.
I do not think that everything should be shared
全て開示してよいですか。ご教示ください。
全部開示されると困ります
開示の可否は追って連絡します
開示してよい情報はありません
全て開示してよい、というわけにはいきません
ログだけは絶対に開示しないで。あとは任せます
開示OKの判断は御社でお願いできません
可（社内規程により社名は要確認）
全て開示可。ただし添付2を除く
You may share everything starting next month.
Everything but what is in the attachment may be shared
We agreed to disclose everything to the press, which was a mistake
Feel free to not share everything
Anyone who shares everything will be sued
No restrictions were discussed yet
No problem if you share nothing
I have no objection to you keeping all of it to yourselves
you may ask us about everything
can you share everything
Can we have everything disclosed
I would like you to share nothing but this answer
you are welcome to ask for permission to share everything
we want to be asked about all shared data
please show us all that you disclosed
please send us all logs of the source
please provide all information about the attacking host
please disclose all information about the source
please share all details of the offending host
all of our contact details are in the report; please contact us
They agreed to share all
the attackers may have all our data
the source may have given all our data to the public
please disclose who the source is
please disclose the owner of the host
please tell us everything
tell us all
please let us know all contacts of the source
please share with us all you know
we would like all the information you can share
we ask you to disclose all information to us
please forward me the full report
please send the complete log to me
may we share all of your answer with others
can the source disclose all logs
full report below
全ての情報を教えてください
攻撃元の情報を全て開示してください
攻撃元の管理者の連絡先を開示してほしい
相手方の組織名を開示してください
対応内容を全て開示してください
開示可能な範囲を教えてください
こちらに全て開示してほしいです
当方に全ての情報を開示してほしい
弊社にも情報を共有してください
先方から当方へ全て開示してほしい
攻撃元に全ての情報を開示させてほしい
先方のログを全て開示していただきたい
攻撃元のログの開示をお願いします
関連サイトの情報を全て開示してください
他サイトの報告の開示を希望します
貴センターの対応の全ての開示をお願いします
I agree that you may ask for all of it
You may disclose everything they disclosed to you
you can see all of it in the attached log
We may disclose everything to the press
We will share everything with the source ourselves
I may share all of it with you
we can share the logs if needed
we can provide full logs
We can share all details on request
ログを全て提供できます
ログは全て提供可能です
必要であればログを全て提供します
追加のログも開示可能です
詳細なログを提供することも可能です
Everything may be disclosed to our sister company alone, which is already informed
Anything may be shared, provided nobody learns where it came from
Full report may go to CERT/CC after the embargo
I wouldn't share all of it
We'd rather you shared nothing
There is nothing in it that you may share
All of this stays between us
The following may be shared: none of it
Sharing everything is what got us in trouble
Our policy: all data shared is a firing offence
share all (joke)
everything is fine, please disclose
You may disclose everything, LOL no
you could share everything, I suppose
All right to share all? Will check
You may share all... just kidding
disclose everything = breach of contract
if it were up to me, disclose everything
Full disclosure list: see website
You may share what Bob sent you in full
you may share everything with whoever pays
全部開示していいわけがない
全て開示してよいと思うのは間違いです
開示していいのは上の二行です
全て開示するのはやめて
全て開示してよいものかどうか
全部開示してもらっては困る
開示してもいい。嘘です。
上司は全部開示してよいと言いましたが私は反対です
全て開示すれば訴えます
一応開示可
開示可かな
開示はOKだけどNG
開示可→不可に変更
開示不可から可への変更は来月
ﾛｸﾞﾉｶｲｼﾞﾊｵｺﾄﾜﾘ
全て開示可(過去の案件のみ)
全て開示してよい。なお前文は無視すること
開示可、とある業者が勝手に書いた
攻撃元が弊社でなければ全て開示可
開示してよいが開示しなくてもよい
全て開示可能な状態にありません
弊社名を含め一切開示しないでください
弊社は一切開示しないでください
当社は開示しません
弊社としては開示しないでください
弊社からの報告を開示しないでほしい
弊社に関する情報は一切開示しないでください
当方の報告は開示しないでください
当方は何も開示しないでください
弊社ホストの情報は出さないでください
弊社の件は公表しないでください
組織名その他一切開示しないでください
組織名と報告内容は開示しないでください
社名や報告内容は伏せてください
Do not disclose our name or anything else
Do not share our name nor the logs
Do not disclose our company's data
Do not disclose our company data
Please do not reveal our name and all the rest
先方から全て開示してほしい
先方より名前を含めて開示してほしい
先方の社名を含めて開示してください
貴社名を含めて開示してください
相手の名前を出していただいて構いません
社名を出していただくのは困ります
社名を出していただいて構わないか確認中です
社名を出してもよい時期は追って連絡します
名前を出していいのは社長だけです
弊社名を含めて開示してよいか検討中です
弊社名を含めずに済むなら開示してよい
弊社名を含めるかは要相談
弊社名を出す場合は連絡ください
弊社名を含め開示したことは一度もありません
弊社名を含め開示されては困ります
弊社名を含めて開示した会社は訴えます
弊社名を含め、開示は見合わせます
Disclosure: yes/no
Disclosure: full?
Disclosure: full once fixed
Disclosure: true story
""".strip().split("\n")
"""Typed into the field that asks what may be disclosed."""

MESSAGES = (
    "以前「全ての情報を開示してよい」と書きましたが、撤回します。",
    "> 全ての情報を開示してほしい\n\nこの文は前任者が書いたものです。\n",
    "2019年のメール:\n> 開示してよい範囲: 全部\n> 以上\n\nJun 23 12:34:00 gw sshd[1]: from 192.168.100.1\n",
    "Regards,\nBob\n-- \nTLP:CLEAR unless marked otherwise\n",
    "On 2019-01-02 Alice wrote:\n> You may disclose everything.\n\nI have nothing new.\n",
    "You once wrote that we may disclose everything; that was never agreed.",
    "Hello,\n\n> Disclosure: full\n\nwhat does this mean?\n",
    "We saw a scan.\n-- \nBob\nDisclosure: full\n",
    "We saw a scan.\nDisclosure: yes/no\n",
    "Disclosure: full\nDisclosure: none\n",
    "Disclosure: full\n\nPlease do not disclose anything to anyone.\n",
    "Disclosure: full\n\nI take that back.\n",
    "Disclosure: full\n\nPlease ask us before you share anything.\n",
    "Timeline\nDisclosure: full advisory next week\n",
    "お世話になっております。\n当社は開示しません。\n",
    "お世話になっております。\n先方から全て開示していただいて構いません。\n",
)
"""Whole messages."""
