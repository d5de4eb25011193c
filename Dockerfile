# The page and the command line of 责任图谱; compose.yaml puts a Neo4j beside it.
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -c constraints.txt . && useradd --create-home zeren && install -d -o zeren /data
USER zeren
WORKDIR /home/zeren
ENV ZEREN_HOME=/data STREAMLIT_BROWSER_GATHER_USAGE_STATS=false
EXPOSE 8501
ENTRYPOINT ["zeren"]
CMD ["ui", "--no-browser", "--host", "0.0.0.0", "--port", "8501"]
