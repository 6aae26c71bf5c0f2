# One image for every process of Anju; docker-compose.yml says which one a container runs.
FROM node:24-trixie-slim

ENV NODE_ENV=production
WORKDIR /app

# Packages first: they change seldom, and their layer is kept.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

COPY bin ./bin
COPY src ./src
COPY workflows ./workflows
COPY activities ./activities

COPY vite.config.ts ./
RUN node src/embedded/build-console.ts

# Named volumes take over the owner of the folder they cover.
RUN mkdir -p /data/files /data/heads /data/provider /secrets /outside \
  && chown -R node:node /data /secrets /outside && chmod 0700 /data /secrets /outside

USER node
ENTRYPOINT ["node"]
CMD ["src/server.ts"]
