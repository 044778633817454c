# syntax=docker/dockerfile:1
# docker build -t afterword .
# docker run --env-file .env -v afterword:/data --read-only --tmpfs /tmp afterword

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma/schema.prisma prisma/schema.prisma
# Of the scripts of an installation the bot needs one, which makes the database client, in src/journal/client. What made
# it, and what runs TypeScript on older versions of Node, is half of node_modules and stays here.
RUN npm ci --omit=dev --ignore-scripts && npx prisma generate \
  && npm uninstall --no-save --omit=dev --ignore-scripts prisma tsx esbuild

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node -m 700 /data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY prisma/migrations prisma/migrations
COPY src src
COPY --from=dependencies /app/src/journal/client src/journal/client
USER node
# The embedded database and its key. With DATABASE_URL and ENCRYPTION_KEY nothing is written anywhere.
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node 24 runs TypeScript as it is. No npm in between, so that SIGTERM reaches the bot.
CMD ["node", "src/main.ts"]
