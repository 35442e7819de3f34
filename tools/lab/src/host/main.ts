import { openLab } from '@webstore/lab-core/lab.ts';
import { reasonOf } from '@webstore/lab-core/state/system-error.ts';
import { controlOf } from '../control-of.ts';
import { hostServer } from './http/server.ts';

/** The host of a lab: it acts on the lab for commands and pages. The supervisor or `./lab up --docker` starts it. */
const lab = openLab();

// An operation may be changing components: an exit would leave it half done.
process.on('uncaughtException', (error) => console.error(error));
process.on('unhandledRejection', (error) => console.error(error));
process.on('SIGHUP', () => undefined);
// An operation that this cuts is recorded: ./lab heal and ./lab exercise reset revert what it has done.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit());

const server = await hostServer({ control: controlOf(lab), token: lab.hostToken() });
try {
  await server.listen({ host: '127.0.0.1', port: lab.port('host') });
} catch (error) {
  console.error(`The host cannot listen on ${lab.url('host')}: ${reasonOf(error)}.`);
  process.exit(1);
}
