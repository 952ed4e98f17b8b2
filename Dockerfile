# pdsync as a container image: `docker run --rm -v "$PWD:/work:ro" pdsync lint`.
# It runs as a user without rights, by a number that clusters can check, and needs nothing but to
# read /work. There is no git in it: what reads revisions, such as `undo`, is run elsewhere.

FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels .

FROM python:3.13-slim
COPY --from=build /wheels /wheels
RUN python -m pip install --no-cache-dir --no-index --no-deps /wheels/*.whl \
    && rm -rf /wheels \
    && useradd --system --uid 10001 --no-log-init --no-create-home --shell /usr/sbin/nologin pdsync
USER 10001
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
ENTRYPOINT ["pdsync"]
CMD ["--help"]
