# crosstally as an image: docker build -t crosstally . && docker run --rm -e PGPASSWORD crosstally verify "$OLD" "$NEW"
FROM node:22-slim AS pack
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && npm pack && mv crosstally-*.tgz /crosstally.tgz

FROM node:22-slim
COPY --from=pack /crosstally.tgz /tmp/crosstally.tgz
RUN npm install --global --ignore-scripts --omit=optional /tmp/crosstally.tgz && rm /tmp/crosstally.tgz && npm cache clean --force
# Reports and checkpoints are written to the folder that is mounted here.
WORKDIR /work
USER node
ENTRYPOINT ["crosstally"]
CMD ["--help"]
