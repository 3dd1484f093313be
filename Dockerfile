# The bot in a container: docker build -t aide-memoire . && docker run -e DISCORD_TOKEN -v aide-memoire:/data aide-memoire
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /data bot && install --directory --owner bot /data
COPY --from=build /source/target/release/aide-memoire /usr/local/bin/aide-memoire
USER bot
WORKDIR /data
VOLUME /data
ENV AIDE_MEMOIRE_DATABASE=sqlite:/data/aide-memoire.db
ENTRYPOINT ["aide-memoire"]
CMD ["run"]
