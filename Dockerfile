# pdsync as a container image: `docker run --rm -v "$PWD:/work:ro" pdsync lint`.
# It runs as a user without rights, and needs nothing but to read /work.

FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels .

FROM python:3.13-slim
COPY --from=build /wheels /wheels
RUN python -m pip install --no-cache-dir --no-index --find-links /wheels pdsync \
    && rm -rf /wheels \
    && useradd --system --no-create-home --shell /usr/sbin/nologin pdsync
USER pdsync
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
ENTRYPOINT ["pdsync"]
CMD ["--help"]
