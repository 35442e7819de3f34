#!/usr/bin/env bash
# fastify-type-provider-zod 7.0.0 with zod 4.6.7, Fastify 5.11.3, Node 24: a response schema with .transform() is accepted when the route is added, and then every
# response of it is 500. The serializer calls z.safeEncode, which throws for a transform of one direction in place of returning `success: false`. So the error is
# no ResponseSerializationError either, and an error handler that looks for one takes it for a bug of the handler.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 fastify@5.11.3 fastify-type-provider-zod@7.0.0 @fastify/swagger@9.9.3 openapi-types@12.1.3 zod@4.6.7
cat >server.mjs <<'JS'
import { fastify } from 'fastify';
import { isResponseSerializationError, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';

const server = fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
const known = (error) => error.name === 'FastifyError' && isResponseSerializationError(error);
server.setErrorHandler((error, _, reply) => reply.status(500).serializer(String).send(`${error.name}, known: ${known(error)}`));
const answer = (path, schema) => server.get(path, { schema: { response: { 200: schema } } }, () => ({ n: 1 }));
answer('/plain', z.object({ n: z.number() }));
answer('/other-type', z.object({ n: z.string() }));
answer('/transform', z.object({ n: z.string().transform((text) => text.length) }));
await server.ready();
console.log('starts');
for (const url of ['/plain', '/other-type', '/transform']) {
  const { statusCode, body } = await server.inject({ url });
  console.log(url, statusCode, body);
}
JS
got=$(node_modules/.bin/node server.mjs)
printf '%s\n' "$got"
[ "$got" = 'starts
/plain 200 {"n":1}
/other-type 500 FastifyError, known: true
/transform 500 ZodEncodeError, known: false' ]
