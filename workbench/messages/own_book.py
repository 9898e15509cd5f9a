"""The analyst's own workbook as what comes back: why or why not, what it would lose, what was put where."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "export.kind_auto": ("おまかせ", "as fits best"),
    "export.kind_cp932": ("CSV(Shift_JIS)", "CSV (Shift_JIS)"),
    "panel.export_as": ("書き出す形", "Form"),
    "export.kind_own": ("元のブックの写し", "a copy of your own workbook"),
    "export.kind_report": ("報告用のブック", "a workbook of ours"),
    "export.kind_csv": ("CSV", "CSV"),
    "export.group": ("調査で追加した列", "Added columns"),
    "export.own_added": (
        "シート「{sheet}」の{first}列から{last}列に結果を加えました(元のファイルは変えていません)",
        "The results stand in columns {first} to {last} of sheet {sheet}; your own file is unchanged",
    ),
    "export.own_replaced": (
        "シート「{sheet}」の前回の列({first}列〜{last}列)を今回の結果に置き換えました(元のファイルは変えていません)",
        "The columns of last time ({first} to {last} of sheet {sheet}) hold the new results; "
        "your own file is unchanged",
    ),
    "export.own_links_as_text": (
        "次に開くときに遅くならないよう、リンクは{limit:,}件までにしました。{count:,}件のアドレスは文字のままです",
        "So that the book opens quickly it has at most {limit:,} links; {count:,} addresses are plain text",
    ),
    "export.own_loses": (
        "元のブックの写しに書くと、次のものは引き継がれません",
        "In the copy of your workbook these are not kept",
    ),
    "export.report_loses": (
        "元のブックの写しに書くと次のものが失われるため、別のブックに書きます"
        "(それでも元のブックの写しにするときは own を選んでください)",
        "A copy of your workbook would lose the following, so the result goes into a workbook of its own "
        "(choose 'own' to have the copy all the same)",
    ),
    "export.report_no_workbook": (
        "リストがExcelブック(.xlsx、.xlsm)ではないため、新しいブックに書きます",
        "The list is no .xlsx or .xlsm workbook, so the result goes into a new one",
    ),
    "export.report_no_header": (
        "リストに見出しの行がないため、新しいブックに書きます",
        "The list has no line of headings, so the result goes into a new workbook",
    ),
    "export.report_too_long": (
        "リストが{rows:,}行あり、元のブックの写しは{most:,}行までが目安のため、新しいブックに書きます"
        "(それでも元のブックの写しにするときは own を選んでください)",
        "The list has {rows:,} rows, and a copy of your workbook is meant for up to {most:,}, so the result goes "
        "into a new one (choose 'own' to have the copy all the same)",
    ),
    "export.report_not_editable": (
        "元のブックに書き加えられないため、新しいブックに書きます。{detail}",
        "Your workbook cannot be edited, so the result goes into a new one. {detail}",
    ),
    "export.loss_in_sheet": ("シート「{sheet}」の{what}", "{what} (sheet {sheet})"),
    "export.loss_in_book": ("{what}", "{what}"),
    "loss.add_in": ("アドインの画面", "add-in panes"),
    "loss.background": ("シートの背景画像", "the sheet's background picture"),
    "loss.chart_looks": (
        "グラフの細かな書式(グラフは残ります)",
        "details of charts' looks (the charts are kept)",
    ),
    "loss.comment_looks": (
        "コメントの枠の大きさと文字の書式(文は残ります)",
        "size and looks of comments (their words are kept)",
    ),
    "loss.conditional_formats": (
        "条件付き書式のうちExcel 2010以降の形式のもの(単色のデータバー、他のシートを参照する条件など)",
        "conditional formats of Excel 2010 and later (solid data bars, rules that refer to other sheets …)",
    ),
    "loss.controls": (
        "ボタンやチェックボックスなどのコントロール",
        "controls such as buttons and check boxes",
    ),
    "loss.data_connection": (
        "外部データの接続(Power Query、クエリテーブルなど。取り込んだ値は残ります)",
        "connections to outside data such as Power Query (the values are kept)",
    ),
    "loss.dynamic_arrays": (
        "スピルする数式の印(UNIQUEなど。固定の範囲の配列数式になります)",
        "the mark of spilling formulas such as UNIQUE (they become arrays of a fixed size)",
    ),
    "loss.embedded": ("埋め込まれたファイル", "embedded files"),
    "loss.error_marks": (
        "「エラーを無視」の印(緑の三角がもう一度出ます)",
        "'ignore error' marks (the green corners come back)",
    ),
    "loss.header_picture": ("ヘッダー・フッターの画像", "pictures in header and footer"),
    "loss.ink": ("手書きのインク", "ink drawings"),
    "loss.macro_sheets": ("Excel 4.0のマクロシート・ダイアログシート", "Excel 4.0 macro and dialogue sheets"),
    "loss.macro_signature": (
        "マクロのデジタル署名(マクロは残ります)",
        "the macros' signature (the macros are kept)",
    ),
    "loss.macros": (
        "マクロ(書き出すファイルの名前の終わりを.xlsmにすると残ります)",
        "macros (they are kept if the file's name ends in .xlsm)",
    ),
    "loss.new_charts": (
        "Excel 2016以降の種類のグラフ(ウォーターフォール、ツリーマップなど)",
        "charts of the kinds that came with Excel 2016 (waterfall, treemap …)",
    ),
    "loss.other": ("Excelのその他の機能({detail})", "another feature of Excel ({detail})"),
    "loss.picture_edits": (
        "画像のトリミング(画像は残ります)",
        "cropping of pictures (the pictures are kept)",
    ),
    "loss.picture_format": (
        "EMF・WMF・SVGなどの画像",
        "pictures in EMF, WMF, SVG and other formats",
    ),
    "loss.pivot": (
        "ピボットテーブル(書き直されるため、Excelで更新や修復が要ることがあります)",
        "pivot tables (they are written anew and may need refreshing or repair in Excel)",
    ),
    "loss.protected_ranges": ("範囲ごとの編集の許可", "ranges that certain users may edit"),
    "loss.ribbon": ("リボンに加えたボタン", "buttons added to the ribbon"),
    "loss.rich_values": (
        "セルの中の画像と、株価・地理などのデータ型",
        "pictures in cells, and data types such as stocks and geography",
    ),
    "loss.shapes": ("図形・テキストボックス・線", "shapes, text boxes and lines"),
    "loss.slicer": ("スライサー", "slicers"),
    "loss.smart_art": ("SmartArt", "SmartArt"),
    "loss.sparklines": ("スパークライン", "sparklines"),
    "loss.threaded_comments": (
        "コメントの返信(ふつうのメモになります)",
        "threads of comments (they become plain notes)",
    ),
    "loss.timeline": ("タイムライン", "timelines"),
    "loss.validations": (
        "ほかのシートを参照する入力規則(ドロップダウンリストなど)",
        "validation that refers to other sheets (drop-down lists …)",
    ),
    "loss.views": ("ユーザー設定のビュー", "custom views"),
    "error.book_too_large": (
        "ブック{file}は展開すると{megabytes:,}MBになり、書き加えるには大きすぎます。kindに report を選んでください",
        "The workbook {file} unpacks to {megabytes:,} MB, too much to be edited; choose 'report'",
    ),
    "error.export_over_list": (
        "{file}は元のリストです。書き出し先には別の名前を付けてください",
        "{file} is the list itself: give the file to be written another name",
    ),
    "error.export_suffix": (
        "{kind}の名前の終わりは{suffixes}です({file})。名前か種類を変えてください",
        "The name of {kind} ends in {suffixes}, not so {file}: change the name or the kind",
    ),
    "error.own_book_changed": (
        "リスト{file}は読んだあとに変わっています。読み直してください",
        "The list {file} has changed since it was read; read it again",
    ),
    "error.own_book_no_header": (
        "シート「{sheet}」に見出しの行がないため、元のブックには書き加えられません。report を選んでください",
        "Sheet {sheet} has no line of headings, so your own workbook cannot be used; choose 'report'",
    ),
    "error.own_book_no_room": (
        "シート「{sheet}」の右に列を加える余地がありません。report を選んでください",
        "Sheet {sheet} has no room for more columns; choose 'report'",
    ),
    "error.own_book_no_workbook": (
        "リスト{file}はExcelブック(.xlsx、.xlsm)ではないため、元のブックには書き加えられません。"
        "report か csv を選んでください",
        "The list {file} is no .xlsx or .xlsm workbook, so there is none to write into; choose 'report' or 'csv'",
    ),
    "error.own_book_not_editable": (
        "ブック{file}を書き加えのために開けません({detail})。report を選んでください",
        "The workbook {file} cannot be opened for editing ({detail}); choose 'report'",
    ),
    "meaning.wb_key": (
        "並べ替えや行の追加のあとでも行を見つけるための目印です。消したり書き換えたりしないでください",
        "By this the row is found again after sorting and inserting; do not delete or change it",
    ),
}
