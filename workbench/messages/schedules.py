"""Headless notebooks and their schedules: what went wrong, what is planned, what a night brought."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "error.s3_uri": (
        "{uri}はS3の場所として読めません。s3://バケット/キー または s3:///キー(このスタックのバケット)と書いてください",
        "{uri} is no place in S3; write s3://bucket/key, or s3:///key for the stack's own bucket",
    ),
    "error.notebook_missing": (
        "ノートブック{notebook}がありません。名前とフォルダーを確かめてください",
        "There is no notebook {notebook}; check its name and folder",
    ),
    "error.notebook_unreadable": (
        "{notebook}はノートブックとして読めません。JupyterLabで開いて保存し直してください",
        "{notebook} is not a notebook that can be read; open it in JupyterLab and save it again",
    ),
    "batch.cell_limit": (
        "1つのセルが{seconds}秒の制限を超えたので、ノートブックを止めました",
        "A cell took longer than its limit of {seconds} s; the notebook was stopped",
    ),
    "batch.whole_limit": (
        "ノートブック全体の制限{seconds}秒を超えたので止めました。始まった実行は続いています",
        "The notebook took longer than its limit of {seconds} s and was stopped; a run that it started goes on",
    ),
    "batch.kernel_died": (
        "ノートブックのカーネルが途中で終わりました(メモリー不足など)",
        "The notebook's kernel died (out of memory, perhaps)",
    ),
    "batch.pick_up": (
        "続きから始めるには、同じコマンドをもう一度実行するか、-r run_id={run_id} を付けてください",
        "To pick it up: the same command again today, or with -r run_id={run_id}",
    ),
}
