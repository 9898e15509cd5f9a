"""Why a page's number was chosen or not, in words (crawler/extract/choice/representative.py, not_numbers.py)."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "extract.why.head_office": (
        "本社(本店・本部)の番号として掲載されています: {number}",
        "Shown as the head office's number: {number}",
    ),
    "extract.why.representative": (
        "代表番号として掲載されています: {number}",
        "Shown as the main line: {number}",
    ),
    "extract.why.profile": (
        "会社概要の電話番号として掲載されています: {number}",
        "The telephone in the company's profile: {number}",
    ),
    "extract.why.structured": (
        "ページの構造化データ(JSON-LD等)が組織の電話番号としています: {number}",
        "The page's structured data gives it as the organisation's telephone: {number}",
    ),
    "extract.why.labelled": (
        "電話番号と明記された番号のうち、会社の番号として最も根拠があります: {number}",
        "Of the numbers called a telephone, the one with most evidence: {number}",
    ),
    "extract.why.unlabelled": (
        "電話番号との明記はありませんが、会社の番号として最も根拠があります: {number}",
        "Not called a telephone, but the number with most evidence: {number}",
    ),
    "extract.why.link": (
        "電話をかけるリンクの番号です: {number}",
        "The number that a link of the page dials: {number}",
    ),
    "extract.why.only_branch": (
        "支店等の番号({beside})で、ほかに会社の番号がありません: {number}",
        "A branch's number ({beside}), and the page has no other of the company: {number}",
    ),
    "extract.why.own_branch": (
        "このページの事業所({beside})の番号です: {number}",
        "The number of the office that the page is about ({beside}): {number}",
    ),
    "extract.why.only_support": (
        "お客様窓口の番号で、ほかに会社の番号がありません: {number}",
        "A customers' line, and the page has no other of the company: {number}",
    ),
    "extract.why.only_recruit": (
        "採用窓口の番号で、ほかに会社の番号がありません: {number}",
        "A recruiting line, and the page has no other of the company: {number}",
    ),
    "extract.why.only_other": (
        "部署の番号で、ほかに会社の番号がありません: {number}",
        "A department's number, and the page has no other of the company: {number}",
    ),
    "extract.why.no_candidate": ("電話番号の掲載がありません", "The page shows no telephone number"),
    "extract.why.only_fax": (
        "FAX番号だけが掲載され、電話番号がありません",
        "The page shows a FAX number only, no telephone number",
    ),
    "extract.why.only_others": (
        "掲載されているのは別の会社や機関の番号だけです",
        "The numbers on the page are those of other companies or bodies",
    ),
    "extract.why.several_branches": (
        "複数の支店・店舗の番号だけがあり、会社を代表する番号がありません",
        "Only the numbers of several branches; none stands for the company",
    ),
    "extract.why.many_alike": (
        "同じ扱いの番号がいくつもあり、会社を代表する番号を一つに決められません",
        "Several numbers are shown alike; none stands for the company",
    ),
    "extract.why.parked": (
        "ドメインの販売・保留ページで、会社のページではありません",
        "A parked domain, no company's page",
    ),
    "extract.why.portal": (
        "他社を紹介するポータルサイトのページで、会社自身のページではありません",
        "A portal's page about other companies, not a company's own",
    ),
    "extract.unreadable": ("ファイルを読めません({detail})", "The file could not be read ({detail})"),
    "extract.lost.chosen": ("採用", "chosen"),
    "extract.lost.fax": ("FAX番号です", "a FAX number"),
    "extract.lost.third_party": ("別の機関や会社の番号です", "another body's or company's number"),
    "extract.lost.other_company": (
        "ページの会社とは別の社名の隣か、別の会社の一覧にあります",
        "stands beside the name of another company, or in a list of others",
    ),
    "extract.lost.person": ("個人の携帯電話です", "a person's mobile"),
    "extract.lost.less_evidence": (
        "選ばれた番号のほうが根拠があります",
        "the chosen number has more evidence",
    ),
    "extract.lost.undecided": ("一つに決められません", "none of them could be chosen"),
    "extract.lost.placeholder": ("見本用の番号です", "a placeholder"),
    "extract.lost.example": ("記入例です", "an example of how to write"),
    "extract.lost.other_code": (
        "電話番号ではなく、別の番号・記号です",
        "a code or a licence, not a telephone number",
    ),
    "extract.lost.bare_digits": (
        "区切りも「電話」の語もない数字です",
        "digits without separators that nothing calls a telephone",
    ),
    "extract.lost.odd_groups": (
        "電話番号の区切り方ではありません",
        "not set in groups as telephone numbers are",
    ),
    "extract.lost.in_address_of_web": ("URLやファイル名の一部です", "part of a web address or a file's name"),
    "extract.lost.abroad": ("日本国外の番号です", "a number outside Japan"),
    "extract.written": (
        "{pages}ページを読み、{found}ページに電話番号がありました: {path}",
        "{pages} pages read, {found} with a telephone number: {path}",
    ),
    "error.extract_no_pages": (
        "{path}にHTMLのページがありません。.html、.htm、.xhtml、.txtのファイルかフォルダを指定してください",
        "No pages in {path}: name a file or a folder with .html, .htm, .xhtml or .txt files",
    ),
    "error.extract_unwritable": (
        "{path}に書き込めません({detail})。書き込める場所を --out に指定してください",
        "{path} cannot be written ({detail}): name a place that can with --out",
    ),
}
