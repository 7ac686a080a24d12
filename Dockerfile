FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock \
    && python -m venv /opt/mapsvc \
    && /opt/mapsvc/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY mapsvc mapsvc
COPY geodata geodata
COPY templates templates
RUN /opt/build/bin/python -m hatchling build -t wheel -d dist \
    && /opt/mapsvc/bin/pip install --no-cache-dir --no-index --no-deps dist/*.whl

FROM python:3.11-slim-bookworm
COPY --from=build /opt/mapsvc /opt/mapsvc
ENV PATH=/opt/mapsvc/bin:$PATH \
    PYTHONUNBUFFERED=1
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["mapsvc", "serve", "--host", "0.0.0.0", "--port", "8000"]
