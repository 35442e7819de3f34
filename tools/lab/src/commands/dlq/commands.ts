import { printJson } from '@webstore/lab-core/output/json.ts';
import type { DeadLetter, DeadLetters } from '@webstore/messaging';
import { exitCodes, Failure, messageOf } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { formatDeadLetter } from './format-dead-letter.ts';
import { withReplacementBody } from './replacement-body.ts';

interface ReplayOptions {
  id?: string;
  body?: string;
}

export function list(lab: Lab, { json }: { json?: boolean }): Promise<void> {
  return withLetters(lab, async (letters) => {
    const all = [];
    for (const topic of await letters.topics()) {
      const parked = await letters.list(topic);
      all.push({ topic, parked: parked.length, open: parked.filter(isOpen).length });
    }
    if (json) return printJson(all);
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
  });
}

export function show(lab: Lab, topic: string, { json }: { json?: boolean }): Promise<void> {
  return withLetters(lab, async (letters) => {
    const parked = await lettersIn(letters, topic);
    if (json) return printJson(parked.map(withoutBytes));
    if (parked.length === 0) console.log(`Nothing lies in ${topic}.`);
    else console.log(parked.map(formatDeadLetter).join('\n\n'));
  });
}

export function replay(lab: Lab, topic: string, { id, body: file }: ReplayOptions): Promise<void> {
  return withLetters(lab, async (letters) => {
    const chosen = choose(await lettersIn(letters, topic), id);
    if (id !== undefined && chosen.length === 0) throw new Failure(`There is no message ${id} in ${topic}.`);
    const body = file === undefined ? undefined : withReplacementBody(file, chosen[0]!);
    for (const letter of chosen) {
      await letters.replay(letter, body);
      console.log(`${letter.id} is back in ${letter.origin.topic}${body === undefined ? '' : ', fixed'}.`);
    }
    if (chosen.length === 0) console.log(`Nothing in ${topic} waits for a replay.`);
  });
}

/** For display: the bytes are shown as text, or in hex. */
const withoutBytes = (letter: DeadLetter) => ({ ...letter, original: undefined });

const isOpen = ({ replayedAt }: DeadLetter) => replayedAt === undefined;

/** By id: if a message was parked more than once, the last time. */
function choose(parked: DeadLetter[], id: string | undefined): DeadLetter[] {
  return id === undefined ? parked.filter(isOpen) : parked.filter((letter) => letter.id === id).slice(-1);
}

async function lettersIn(letters: DeadLetters, topic: string): Promise<DeadLetter[]> {
  const topics = await letters.topics();
  if (topics.includes(topic)) return letters.list(topic);
  throw new Failure(`There is no topic ${topic}; there are:\n${topics.join('\n')}`, exitCodes.usage);
}

async function withLetters(lab: Lab, use: (letters: DeadLetters) => Promise<void>): Promise<void> {
  // Imported here, as everywhere in the lab's own process: it brings 40 MB.
  const messaging = await import('@webstore/messaging');
  const broker = `127.0.0.1:${lab.port('kafka')}`;
  const letters = await messaging.DeadLetters.connect([broker]).catch((error: unknown) => {
    const cause = messageOf(error);
    throw new Failure(
      `Kafka did not answer at ${broker} (${cause}): run ./lab status.`,
      exitCodes.unavailable,
    );
  });
  try {
    await use(letters);
  } finally {
    await letters.close();
  }
}
