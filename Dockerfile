# Every service of the lab: docker build --build-arg SERVICE=catalog --tag webstore-lab/catalog .
# The bank is not instrumented: --build-arg SERVICE=acquirer --target uninstrumented
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# What npm reads and nothing else: the layers with dependencies outlive a change of the sources.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /all
COPY . .
RUN mkdir /shop \
 && cp --parents package.json package-lock.json .npmrc \
    libs/*/package.json services/*/package.json tools/*/package.json e2e/package.json exercises/package.json load-tests/package.json /shop

# The same for all services but for its last steps. No package that is needed here needs an install script.
FROM ${NODE_IMAGE} AS build
WORKDIR /shop
COPY --from=manifests /shop ./
RUN npm ci --ignore-scripts
COPY tsconfig.base.json ./
COPY libs libs
ARG SERVICE
COPY services/${SERVICE} services/${SERVICE}
RUN node node_modules/typescript/bin/tsc --build services/${SERVICE}
# What runs of it: no types, no maps, nothing of the compiler's.
RUN mkdir /built \
 && cp --parents --recursive libs/*/dist services/${SERVICE}/dist /built \
 && find /built -name '*.d.ts' -delete -o -name '*.map' -delete -o -name '*.tsbuildinfo' -delete

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /shop
COPY --from=manifests /shop ./
ARG SERVICE
RUN npm ci --ignore-scripts --omit=dev --workspace=@webstore/${SERVICE}

FROM ${NODE_IMAGE} AS uninstrumented
# The databases of the bank and the pager, and log files for a collector that tails them: volumes take over the owner.
RUN mkdir /data /var/log/webstore && chown node:node /data /var/log/webstore
COPY infra/docker/healthcheck.mts /shop/
COPY --from=dependencies /shop /shop
COPY --from=build /built /shop
ARG SERVICE
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /shop/services/${SERVICE}
USER node
# The share of the heap for old objects depends on the limit of the container: NODE_OPTIONS in docker-compose.yml.
CMD ["node", "dist/main.js"]

FROM uninstrumented AS service
# Young objects and warnings as tools/supervisor/src/components/launching/node-service.ts has them, and says why.
CMD ["node", "--max-semi-space-size=16", "--disable-warning=TimeoutNegativeWarning", \
     "--require", "./dist/instrumentation.js", "dist/main.js"]
