"""The web page: frame and navigation."""

import streamlit as st

from ui.components.language import say

st.set_page_config(page_title=say("app.title"), layout="wide", initial_sidebar_state="collapsed")
st.navigation(
    [
        st.Page("app_pages/overview.py", title=say("page.overview"), default=True),
        *(
            st.Page(f"app_pages/{name}.py", title=say(f"page.{name}"), url_path=name)
            for name in ("graph", "matrix", "ledger", "timeline", "flow", "review", "documents", "query")
        ),
    ],
    position="top",
).run()
