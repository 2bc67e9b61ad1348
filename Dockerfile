# Serial Console Watch: the service alone, on Node 24. Nothing in it needs a writable root file system: run it with --read-only.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci --ignore-scripts
COPY src ./src
COPY cards ./cards
RUN npm run build && mkdir /queries && find src -name '*.kql' -exec cp --parents {} /queries \;

FROM node:24-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
# `prepare` would compile, and its compiler is no production dependency; no library needs a script to be installed.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production PORT=3978 DATA_DIR=/data
WORKDIR /app
COPY --from=libraries /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# Read at run time: the queries as they are shipped, the templates of the cards, the app's icons.
COPY --from=build /queries/src ./src
COPY cards ./cards
COPY manifest ./manifest
RUN install -d -o node -g node -m 0700 /data
# By number, so that a platform that insists on a user other than root can see that it is one.
USER 1000:1000
VOLUME /data
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The limits of memory are those of `npm start`: the heap grows by half of what is in use at most before it is swept.
CMD ["node", "--enable-source-maps", "--max-semi-space-size=8", "--heap-growing-percent=50", "dist/main.js"]
