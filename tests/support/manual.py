"""What the manual page says around the commands and keys, in each language; ``@...`` is where those stand.

A pair is a word and its explanation, an indented text an example; ``*stars*`` make bold.
"""

from __future__ import annotations

from ircon.i18n import ENGLISH, JAPANESE

Part = str | tuple[str | tuple[str, str], ...]

_EXAMPLES = """\
    ircon list is:open class:scan age:'>7d'
    ircon consent 2 --level full --to related --quote 'please share everything'
    ircon draft 2 --json | jq -r .body
    ircon intake /var/mail/incident"""

_ALIASES = """\
    incident: "|/opt/ircon/bin/ircon --db /srv/ircon/ircon.db intake - ; case $? in 0|65) exit 0;; *) exit 75;; esac\""""

PROSE: dict[str, dict[str, Part]] = {
    ENGLISH: {
        "date": "2026-11-24",
        "title": "Incident response console",
        "NAME": "ircon - the console of a coordination centre's incident handlers",
        "SYNOPSIS": (
            "*ircon* [*--db* FILE] [*--read-only*] [STORE]",
            "*ircon* [*--db* FILE] [*--read-only*] COMMAND [ARGUMENT]...",
        ),
        "DESCRIPTION": (
            "Without a command *ircon* opens the console on the store, one SQLite file that holds every report, incident,"
            " decision and letter. Reports come in as mail, forms and feeds; ircon reads out who reported what, when and"
            " about whose addresses, puts together what belongs together, keeps what each reporter allows to be"
            " disclosed, and writes the letters. Nothing leaves without permission, and nothing is sent by ircon"
            " itself: a letter goes to the clipboard or into a file.",
            "With a command it does one thing and ends: the same core, for scripts, mail servers and cron. With"
            " *--json* one object a line is printed, in English in every locale.",
        ),
        "OPTIONS": (
            "@options",
            ("--db FILE", "The store; it may be given before or behind the command's name."),
        ),
        "COMMANDS": (
            "Each also takes *--help*, and *--db* where it needs a store. *--json* prints one object a line.",
            "@commands",
        ),
        "KEYS": (
            "In the console; *?* shows those that hold where one is, *:* finds a command by its words. The section"
            " [interface.keys] of the configuration gives commands other keys.",
            "@keys",
        ),
        "THE FILTER": (
            "What */* in the console, *ircon list* and saved views take: words, words in double quotes, and the terms"
            " below; a minus sign in front turns one round. What is told in an example stands for others of its kind.",
            "@fields",
        ),
        "ENVIRONMENT": (
            ("IRCON_DB", "The store, where --db names none."),
            ("IRCON_CONFIG", "The configuration, instead of the one in the user's own directory."),
            ("IRCON_IMAP_PASSWORD", "The password of the mailbox that is read by IMAP."),
            ("IRCON_DEBUG", "If set, a defect shows where it is. That may print a reporter's data."),
            ("VISUAL, EDITOR", "What letters and notes are edited in; else the console's own editor."),
            ("LC_ALL, LC_MESSAGES, LANG", "Japanese or English, where the configuration does not say."),
            ("NO_COLOR", "If set, the console draws without colour."),
            ("TERM, COLORTERM", "How many colours the terminal has, and whether its title can be set."),
        ),
        "FILES": (
            ("~/.config/ircon/config.toml", "The configuration; ircon config --example shows every setting."),
            ("~/.config/ircon/letters/", "Wording of the centre's own for its letters."),
            ("~/.local/share/ircon/ircon.db", "The store, where nobody names another."),
            ("~/.local/share/ircon/drafts/", "Letters as files."),
            ("~/.local/state/ircon/heads", "How far the journal of each store went, to tell whether it was cut."),
        ),
        "EXIT STATUS": (
            ("0", "done"),
            ("2", "a mistake in the command or the configuration"),
            ("65", "could not be read; intake has stored it all the same"),
            ("69", "the store cannot be opened; nothing was created or changed"),
            ("70", "a defect of ircon; what was recorded before is safe"),
            ("75", "locked, or the disk is full: try again; a mail server keeps the mail"),
            ("77", "not permitted, by the file's rights or by a reporter's consent"),
        ),
        "EXAMPLES": (_EXAMPLES, "In an aliases file, for a mail server:", _ALIASES),
        "SEE ALSO": "sqlite3(1), litestream(1), tmux(1)",
    },
    JAPANESE: {
        "date": "2026-11-24",
        "title": "インシデント対応コンソール",
        "名前": "ircon - コーディネーションセンターのインシデント対応担当者のためのコンソール",
        "書式": (
            "*ircon* [*--db* FILE] [*--read-only*] [データベース]",
            "*ircon* [*--db* FILE] [*--read-only*] コマンド [引数]...",
        ),
        "説明": (
            "コマンドを付けずに起動すると、データベースを開いてコンソールを表示します。データベースは 1 つの SQLite ファイルで、"
            "すべての報告、インシデント、開示の判断、文面を収めます。報告はメール、様式、フィードで届きます。ircon は誰が、何を、"
            "いつ、誰のアドレスについて報告したかを読み取り、関連するものをまとめ、報告者が開示を許した範囲を記録し、文面を作ります。"
            "許可なしには何も外に出ません。ircon 自身は何も送信せず、文面はクリップボードかファイルに渡します。",
            "コマンドを付けると、1 つの仕事をして終わります。スクリプト、メールサーバー、cron のためのもので、中身は同じです。"
            "*--json* を付けると 1 行に 1 つのオブジェクトを、ロケールによらず英語で出力します。",
        ),
        "オプション": (
            "@options",
            ("--db FILE", "データベース。コマンド名の前にも後にも書けます。"),
        ),
        "コマンド": (
            "どれにも *--help* を、データベースを使うものには *--db* も付けられます。*--json* は 1 行に 1 つのオブジェクトを出力します。",
            "@commands",
        ),
        "キー": (
            "コンソールのキーです。*?* でその場所のキーを表示し、*:* でコマンドを言葉から探します。"
            "設定の [interface.keys] で変えられます。",
            "@keys",
        ),
        "絞り込み": (
            "コンソールの */*、*ircon list*、保存したビューで使えます。言葉、二重引用符で囲んだ言葉、次の項目です。"
            "前に - を付けると否定になります。",
            "@fields",
        ),
        "環境変数": (
            ("IRCON_DB", "--db がないときのデータベース。"),
            ("IRCON_CONFIG", "利用者のディレクトリにあるものに代わる設定ファイル。"),
            ("IRCON_IMAP_PASSWORD", "IMAP で読むメールボックスのパスワード。"),
            ("IRCON_DEBUG", "設定すると、不具合の場所を表示します。報告者のデータが出ることがあります。"),
            ("VISUAL, EDITOR", "文面や覚え書きを編集するエディタ。なければコンソールの中で編集します。"),
            ("LC_ALL, LC_MESSAGES, LANG", "設定にないとき、日本語か英語かを決めます。"),
            ("NO_COLOR", "設定すると、色を使いません。"),
            ("TERM, COLORTERM", "端末の色数と、題を変えられるかどうか。"),
        ),
        "ファイル": (
            ("~/.config/ircon/config.toml", "設定。ircon config --example がすべての項目を示します。"),
            ("~/.config/ircon/letters/", "センター独自の文面。"),
            ("~/.local/share/ircon/ircon.db", "ほかに指定がないときのデータベース。"),
            ("~/.local/share/ircon/drafts/", "ファイルにした文面。"),
            ("~/.local/state/ircon/heads", "各データベースの経過がどこまで進んだか。切り取られていないかを調べます。"),
        ),
        "終了コード": (
            ("0", "完了"),
            ("2", "コマンドまたは設定の誤り"),
            ("65", "読み取れない。intake はそれでも保存する"),
            ("69", "データベースを開けない。何も作らず、変えていない"),
            ("70", "ircon の不具合。それまでの記録は無事"),
            ("75", "ロック中、またはディスクに空きがない。やり直す。メールサーバーはメールを保持する"),
            ("77", "許可がない。ファイルの権限、または報告者の開示許可"),
        ),
        "例": (_EXAMPLES, "メールサーバーの aliases ファイルでは:", _ALIASES),
        "関連項目": "sqlite3(1), litestream(1), tmux(1)",
    },
}
