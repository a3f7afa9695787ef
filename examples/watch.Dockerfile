# An image for crosstally watch. There is no release yet, so it is made of a package of this clone:
#
#   npm ci && npm pack && docker build --file examples/watch.Dockerfile --tag crosstally .
FROM node:22-bookworm-slim
COPY crosstally-*.tgz /tmp/
RUN npm install --global --omit=dev --omit=optional /tmp/crosstally-*.tgz \
 && rm -rf /tmp/crosstally-*.tgz /root/.npm \
 && install -d -o node -g node /ledger
USER node
WORKDIR /ledger
VOLUME /ledger
EXPOSE 9187
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9187/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["crosstally"]
CMD ["watch", "--help"]
