"""How moto's server meets browsers."""

from moto.moto_server import werkzeug_app

from workbench.local.shims.patch import replace


def no_cross_origin_answers() -> None:
    """moto answers every Origin with `Access-Control-Allow-Origin`: any web page may read the answers.

    MOTO_DISABLE_GLOBAL_CORS does the same, but only if it is set before moto is first imported.
    """
    replace(werkzeug_app, "DISABLE_GLOBAL_CORS", True)
