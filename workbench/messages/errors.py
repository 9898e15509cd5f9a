"""Errors: what was found, where, and what to do about it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "error.unexpected": ("予期しないエラーです: {detail}", "Unexpected error: {detail}"),
    "error.settings_unreadable": (
        "設定ファイル{file}を読めません({detail})。ファイル名と文字コード(UTF-8)を確かめてください",
        "The settings file {file} cannot be read ({detail}). Check its name and that it is UTF-8",
    ),
    "error.settings_not_yaml": (
        "設定ファイル{file}はYAMLとして読めません: {detail}",
        "The settings file {file} is not valid YAML: {detail}",
    ),
    "error.settings_not_mapping": (
        "設定ファイル{file}は「キー: 値」の形で書いてください(見本: data/samples/settings/)",
        "The settings file {file} must be a mapping of keys (samples: data/samples/settings/)",
    ),
    "error.settings_invalid": (
        "設定ファイル{file}の{key}が正しくありません(値: {found})。{detail}(ほかを含め{count}件)",
        "{key} in the settings file {file} is not valid (found {found}): {detail} ({count} in all)",
    ),
}
