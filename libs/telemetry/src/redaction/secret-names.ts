/** Matches anywhere in a word: `dbpassword`, `passwordHash`. */
const anywhere = /passw(?:or)?d|passphrase|passcode|pwd/;
/** Matches at the end of a word: `accesstoken`, `clientsecret`. */
const atEnd = /(?:token|secret|apikey|cookie|authorization|credentials?)s?$/;
/** Matches only whole words, because they are parts of harmless ones (`pin` in shipping). */
const whole = new Set([
  'pin',
  'pincode',
  'cvv',
  'cvv2',
  'cvc',
  'cvc2',
  'csc',
  'ssn',
  'otp',
  'jwt',
  'sid',
  'sessionid',
]);
/** Words that form a secret's name together with `key`: `x-api-key`, `privateKey`. */
const keys = new Set([
  ...[
    'api',
    'access',
    'private',
    'signing',
    'encryption',
    'account',
    'auth',
    'subscription',
    'master',
    'session',
  ],
]);
/** Word pairs that form a secret's name: `authHeader`, `auth_code`, `session_id`. */
const pairs = new Set(['auth header', 'auth code', 'session id']);
/** Words after a secret's name that make the value metadata: `token_count`, `cookies_accepted`, `passwordChangedAt`. */
const about = new Set(
  (
    'count counts length size type at on age ttl expiry expires expired expiration changed accepted required ' +
    'enabled disabled present missing valid invalid policy total limit limits remaining used budget attempts status error errors'
  ).split(' '),
);

const MAX_NAME = 200;
const MAX_KNOWN = 2_000;
const known = new Map<string, boolean>();

/**
 * Whether a name is that of a secret: `password`, `x-api-key`, `refreshToken`, `set_cookie`,
 * `http.request.header.authorization`. Compares words, so `token_count`, `cookies_accepted` and `shipping` are not.
 */
export function isSecretName(name: string): boolean {
  if (name.length > MAX_NAME) return judge(name.slice(-MAX_NAME));
  let secret = known.get(name);
  if (secret === undefined) {
    secret = judge(name);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(name, secret);
  }
  return secret;
}

/** Whether a name with this value is a secret: a boolean is not, and a number of tokens is a count. */
export function holdsSecret(name: string, value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'boolean' || value === '') return false;
  return isSecretName(name) && !(typeof value === 'number' && /s$/i.test(name));
}

function judge(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (about.has(last)) return false;
  if (last === 'auth') return true;
  return words.some(
    (word, at) =>
      anywhere.test(word) ||
      whole.has(word) ||
      atEnd.test(word) ||
      (word === 'key' && keys.has(words[at - 1] ?? '')) ||
      pairs.has(`${words[at - 1]} ${word}`),
  );
}

/** `X-Api-Key`, `apiKey`, `API_KEY` and `http.api.key` as words in lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .filter(Boolean);
}
