# The bot in a container: docker build -t aide-memoire . && docker run -e DISCORD_TOKEN -v aide-memoire:/data aide-memoire
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends musl-tools && rm -rf /var/lib/apt/lists/* \
    && rustup target add "$(uname -m)-unknown-linux-musl"
WORKDIR /source
COPY . .
# SQLite and mimalloc come as C.
RUN target="$(uname -m)-unknown-linux-musl" \
    && env "CC_$(echo "$target" | tr - _)=musl-gcc" cargo build --release --locked --target "$target" \
    && install -D "target/$target/release/aide-memoire" /made/aide-memoire && install --directory /made/data

# The program is static and brings the certificates of authorities along: it needs nothing beside it.
FROM scratch
COPY --from=build /made/aide-memoire /aide-memoire
COPY --from=build --chown=10001:10001 /made/data /data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV AIDE_MEMOIRE_DATABASE=sqlite:/data/aide-memoire.db AIDE_MEMOIRE_HEALTH=127.0.0.1:9090 TMPDIR=/data
# There is no shell and no other program that could ask. A register of a million records is read for three minutes.
HEALTHCHECK --interval=30s --timeout=5s --start-period=4m --retries=3 CMD ["/aide-memoire", "health"]
ENTRYPOINT ["/aide-memoire"]
CMD ["run"]
