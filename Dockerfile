# The tags name release lines. For a build that can be repeated bit by bit, append the digest that was scanned and
# approved: FROM node:24-trixie-slim@sha256:…
FROM node:24-trixie-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/after-build.mjs scripts/
COPY migrations/ migrations/
COPY src/ src/
RUN ["npm", "run", "build"]
# Benches use tools that are not there where it runs.
RUN ["rm", "-r", "dist/src/bench"]
RUN ["mkdir", "/build/data"]

# What runs needs neither the tools nor the embedded PostgreSQL: in a container DATABASE_URL names the database.
# Scripts are left out because the package's own would build with tools that are not there.
FROM node:24-trixie-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

# No shell, no package manager, no setuid file. The user is 65532.
FROM gcr.io/distroless/nodejs24-debian13:nonroot
LABEL org.opencontainers.image.title="Ironhull" \
      org.opencontainers.image.description="Security policy service for containers" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    IRONHULL_DATA=/var/lib/ironhull \
    IRONHULL_HOST=0.0.0.0
WORKDIR /app
COPY LICENSE package.json ./
COPY --from=dependencies /build/node_modules/ node_modules/
COPY policies/ policies/
COPY --from=build /build/dist/ dist/
# A named volume mounted here begins as this folder: empty, and the user's.
COPY --from=build --chown=65532:65532 /build/data/ /var/lib/ironhull/
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:8080/livez').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node", "/app/dist/src/cli.js"]
CMD ["serve"]
