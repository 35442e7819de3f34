/** Part of a word is enough: `dbpassword`, `passwordHash`. */
const anywhere = /passw(?:or)?d|passphrase|passcode|pwd/;
/** The end of a word: `accesstoken`, `clientsecret`. */
const atEnd = /(?:token|secret|apikey|cookie|authorization|credentials?)s?$/;
/** Whole words, for they are parts of honest ones: shipping. */
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
/** Two words that are a secret together: `x-api-key`, `privateKey`. */
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
/** The same with what stands before or after: `authHeader`, `auth_code`, `session_id`. */
const pairs = new Set(['auth header', 'auth code', 'session id']);
/** What follows a secret's name where the value is about it and not it: `token_count`, `cookies_accepted`, `passwordChangedAt`. */
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
 * Whether a name says that its value is a secret: `password`, `x-api-key`, `refreshToken`, `set_cookie`,
 * `http.request.header.authorization`. By words, so that `token_count`, `cookies_accepted` and `shipping` are none.
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

/** The same for what stands under the name: a flag is no secret, and a number of tokens is a count. */
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
