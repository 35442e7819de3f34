/** Words that a reader from the field stumbles over, each with what this repository writes instead. */
export const listedWords: Record<string, string> = {
  nobody: 'name who: no customer, no engineer, no component',
  somebody: 'name who: a customer, an engineer',
  whoever: 'name the role: the caller, the consumer',
  told: 'notified, published, printed, configured',
  tells: 'returns, publishes, shows',
  tell: 'distinguish, notify, show',
  telling: 'distinguishing, notifying, showing',
  away: 'unavailable, stopped, down',
  books: 'accounting, ledger, records',
  becomes: 'turns into, is then; in a name, waitFor',
  elsewhere: 'name the place',
  anew: 'again',
  mend: 'fix, repair',
  mends: 'fixes, repairs',
  mended: 'fixed, repaired',
  hearsay: 'name the source',
  'by then': 'name the moment or the deadline',
  'so many': 'at most N, or name the number',
  'so long': 'name the duration',
  'so often': 'name the number',
  'took no hold': 'had no effect',
  'who and what': 'name the fields',
};

interface ContractName {
  text: string;
  /** Allowed in files whose path starts with this; everywhere without it. */
  in?: string;
  because: string;
}

/** Texts that contain a listed word and stay, because stored data or other programs use them. */
export const contractNames: ContractName[] = [
  { text: "'books'", because: 'a category of products, stored in the database of the shop' },
  { text: 'order becomes late', because: 'the name of a span, which stored traces and dashboards have' },
  { text: 'pages_told', because: 'a view in database files of the pager that exist' },
  { text: 'told', in: 'services/pager/src/pages/pages.journal.ts', because: 'a field of stored log lines' },
  { text: 'nobody', in: 'services/catalog/src/migrations/', because: 'a migration that databases have run' },
  { text: '0019-a-restart-of-the-alerting-chain-pages-nobody.md', because: 'the address of a decision' },
];

export interface ListedWord {
  word: string;
  instead: string;
  /** Offset in the text. */
  at: number;
}

const capitalised = (word: string) => word[0]!.toUpperCase() + word.slice(1);
/** `so many`, `so-many`, `soMany`. */
const joined = ([first, ...others]: string[]) =>
  first + others.map((word) => `(?:[^A-Za-z]{1,3}${word}|${capitalised(word)})`).join('');
const patterns = Object.entries(listedWords).map(([word, instead]) => {
  const written = joined(word.split(' '));
  const atStart = `(?<![A-Za-z])(?:${written}|${capitalised(written)}|${word.toUpperCase()})`;
  return {
    instead,
    pattern: new RegExp(`(?:${atStart}|(?<=[a-z0-9])${capitalised(written)})(?![a-z])`, 'g'),
  };
});

/**
 * Finds listed words in prose and in names: `toldFlags` consists of the words told and flags.
 *
 * @param file the path from the root of the repository
 */
export function findListedWords(text: string, file: string): ListedWord[] {
  let rest = text;
  for (const { text: name, in: folder = '' } of contractNames) {
    if (file.startsWith(folder)) rest = rest.replaceAll(name, ' '.repeat(name.length));
  }
  return patterns
    .flatMap(({ instead, pattern }) =>
      [...rest.matchAll(pattern)].map(({ 0: word, index: at }) => ({ word, instead, at })),
    )
    .toSorted((a, b) => a.at - b.at);
}

/** Each listed word of a configuration file or a script, as `file:line: "word": write this`. */
export const listedWordsIn = (file: string, text: string): string[] =>
  findListedWords(text, file).map(
    ({ word, instead, at }) => `${file}:${text.slice(0, at).split('\n').length}: "${word}": write ${instead}`,
  );
