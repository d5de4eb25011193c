"""The web page: frame and navigation."""

import streamlit as st

st.set_page_config(page_title="责任图谱", layout="wide")
st.navigation(
    [
        st.Page("app_pages/actors.py", title="单位", default=True),
        st.Page("app_pages/ledger.py", title="台账", url_path="ledger"),
        st.Page("app_pages/review.py", title="审核", url_path="review"),
        st.Page("app_pages/files.py", title="文件", url_path="files"),
    ],
    position="top",
).run()
