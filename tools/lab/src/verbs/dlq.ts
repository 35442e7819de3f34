import { readFileSync } from 'node:fs';
import type { DeadLetter, DeadLetters } from '@webstore/messaging';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { type Lab, openLab } from '../lab.ts';
import { table } from '../show/table.ts';
import { ask } from '../supervisor/client.ts';

export function register(program: Command): void {
  const dlq = program
    .command('dlq')
    .description('the messages that a service gave up on: what, why, and the way back');
  dlq
    .command('list')
    .description('every dead-letter topic and how much lies there')
    .option('--json', 'for machines')
    .action((options: { json?: boolean }) => withLetters((letters) => list(letters, options)));
  dlq
    .command('show')
    .description('the messages of one topic: cause, origin, attempts, body')
    .argument('<topic>', 'as list names it')
    .option('--json', 'for machines')
    .action((topic: string, options: { json?: boolean }) =>
      withLetters((letters) => show(letters, topic, options)),
    );
  dlq
    .command('replay')
    .description('put what was not yet replayed back into the topic it came from, under the same id')
    .argument('<topic>', 'as list names it')
    .option('--id <ce_id>', 'this message only, even if it was replayed before')
    .option('--body <file>', 'with this JSON in place of its body; needs --id')
    .action((topic: string, options: ReplayOptions) =>
      withLetters((letters) => replay(letters, topic, options)),
    );
}

interface ReplayOptions {
  id?: string;
  body?: string;
}

async function withLetters(use: (letters: DeadLetters) => Promise<void>): Promise<void> {
  const lab = openLab();
  await kafkaIsReady(lab);
  // Imported here, as the lib is built by `up`.
  const { DeadLetters } = await import('@webstore/messaging');
  const letters = await DeadLetters.connect([`127.0.0.1:${lab.port('kafka')}`]);
  try {
    await use(letters);
  } finally {
    await letters.close();
  }
}

async function kafkaIsReady(lab: Lab): Promise<void> {
  const parts = await ask(lab, { do: 'status' });
  if (parts.some(({ name, state }) => name === 'kafka' && state === 'ready')) return;
  throw new Failure('Kafka is not ready: ./lab status shows why.', exitCodes.unavailable);
}

async function list(letters: DeadLetters, { json }: { json?: boolean }): Promise<void> {
  const all = [];
  for (const topic of await letters.topics()) {
    const parked = await letters.list(topic);
    all.push({ topic, parked: parked.length, open: parked.filter(isOpen).length });
  }
  if (json) return console.log(JSON.stringify(all, null, 2));
  const columns = [
    { title: 'topic' },
    { title: 'parked', right: true },
    { title: 'not replayed', right: true },
  ];
  console.log(
    table(
      columns,
      all.map(({ topic, parked, open }) => [topic, parked, open]),
    ),
  );
}

async function show(letters: DeadLetters, topic: string, { json }: { json?: boolean }): Promise<void> {
  const parked = await lettersIn(letters, topic);
  if (json) return console.log(JSON.stringify(parked, null, 2));
  if (parked.length === 0) return console.log(`Nothing lies in ${topic}.`);
  for (const letter of parked) console.log(`${described(letter)}\n`);
}

async function replay(letters: DeadLetters, topic: string, { id, body: file }: ReplayOptions): Promise<void> {
  if (file !== undefined && id === undefined) {
    throw new Failure('--body mends one message: say which with --id.', exitCodes.usage);
  }
  const chosen = choose(await lettersIn(letters, topic), id);
  if (id !== undefined && chosen.length === 0) throw new Failure(`There is no message ${id} in ${topic}.`);
  const body = file === undefined ? undefined : await mended(file, chosen[0]!);
  for (const letter of chosen) {
    await letters.replay(letter, body);
    console.log(`${letter.id} is back in ${letter.origin.topic}${body === undefined ? '' : ', mended'}.`);
  }
  if (chosen.length === 0) console.log(`Nothing in ${topic} waits for a replay.`);
}

const isOpen = ({ replayedAt }: DeadLetter) => replayedAt === undefined;

/** By id: where a message was parked more than once, the last time. */
function choose(parked: DeadLetter[], id: string | undefined): DeadLetter[] {
  return id === undefined ? parked.filter(isOpen) : parked.filter((letter) => letter.id === id).slice(-1);
}

async function lettersIn(letters: DeadLetters, topic: string): Promise<DeadLetter[]> {
  const topics = await letters.topics();
  if (topics.includes(topic)) return letters.list(topic);
  throw new Failure(`There is no topic ${topic}; there are:\n${topics.join('\n')}`, exitCodes.usage);
}

/** Refuses what would only come back: no JSON, or not what the contract of the topic says. */
async function mended(file: string, { origin }: DeadLetter): Promise<string> {
  const { eventSchemas } = await import('@webstore/contracts');
  let event: unknown;
  try {
    event = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(`${file} cannot be read as JSON: ${(error as Error).message}.`, exitCodes.usage);
  }
  const schema = eventSchemas[origin.topic as keyof typeof eventSchemas];
  const wrong = schema?.safeParse(event).error?.issues ?? [];
  if (wrong.length === 0) return JSON.stringify(event);
  const lines = wrong.map(({ path, message }) => `  ${path.join('.') || 'event'}: ${message}`);
  throw new Failure(`${file} is no ${origin.topic}:\n${lines.join('\n')}`, exitCodes.usage);
}

function described(letter: DeadLetter): string {
  const { origin } = letter;
  return [
    `id        ${letter.id}`,
    `cause     ${letter.cause}`,
    `origin    ${origin.topic}, partition ${origin.partition}, offset ${origin.offset}`,
    `service   ${letter.service}, after ${letter.attempts} ${letter.attempts === 1 ? 'attempt' : 'attempts'}`,
    `parked    ${letter.parkedAt}`,
    `replayed  ${letter.replayedAt ?? 'no'}`,
    `key       ${letter.key ?? 'none'}`,
    `body      ${letter.value}`,
  ].join('\n');
}
