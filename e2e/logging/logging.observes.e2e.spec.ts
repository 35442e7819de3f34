import { JaegerTraces, last, Logs } from '@webstore/signals';
import { logLine } from '@webstore/telemetry';
import { beforeAll, describe, expect, it } from 'vitest';
import { services } from '@webstore/lab-core/clients/services.ts';
import { newSecrets, type Sent, sendEverywhere, type Secrets } from '../support/customers/hostile-traffic.ts';
import { lab, ready } from '../support/labs/running-lab.ts';
import { storedLogs, storedMetrics, storedTraces, writtenLines } from '../support/stores/stored-telemetry.ts';

describe('customer data that may not be stored', () => {
  const since = new Date(Date.now() - 1_000);
  const secrets = newSecrets();
  const control = `control-${since.getTime()}`;
  let sent: Sent;

  /** The secrets that a store contains, in any encoding in which they were sent. */
  const found = (stored: string) =>
    Object.entries(secrets satisfies Secrets)
      .filter(([, secret]) =>
        [secret, encodeURIComponent(secret), secret.replaceAll(' ', '+'), secret.replaceAll(' ', '-')].some(
          (form) => stored.includes(form),
        ),
      )
      .map(([name]) => name);

  beforeAll(async () => {
    await ready();
    sent = await sendEverywhere(secrets, control);
  });

  it('would be found if it were there', () => {
    for (const [name, secret] of Object.entries(secrets)) {
      expect(found(`{"url.path":"/products/${encodeURIComponent(secret)}"}`), name).toContain(name);
    }
  });

  it('is not in Loki, which has the lines of every request', async () => {
    // A card number is no valid request id, so the service generated one for that request.
    const missing = async () => {
      const stored = await storedLogs(since);
      return sent.requestIds.filter((id) => !stored.includes(id));
    };
    await expect.poll(missing, { timeout: 60_000, interval: 1_000 }).toEqual([]);
    const stored = await storedLogs(since);
    expect(found(stored)).toEqual([]);
  });

  it('is not in Jaeger, which has every trace', async () => {
    const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
    const stored = new Set<string>();
    const missing = async () => {
      for (const id of sent.traceIds) if (!stored.has(id) && (await traces.get(id))) stored.add(id);
      return sent.traceIds.filter((id) => !stored.has(id));
    };
    await expect.poll(missing, { timeout: 90_000, interval: 1_000 }).toEqual([]);
    const everything = await storedTraces(since);
    expect(everything).toContain(control);
    for (const mark of ['[card]', '[e-mail]', '[token]', '[iban]']) expect(everything).toContain(mark);
    expect(found(everything)).toEqual([]);
  });

  it('is in no metric, although the routes of the requests are', async () => {
    const stored = await storedMetrics();
    expect(stored).toContain('route="/products/:id"');
    expect(found(stored)).toEqual([]);
  });

  it.each(services)('is in no line that %s wrote to stdout', (service) => {
    const lines = writtenLines(service).filter((line) => Date.parse(JSON.parse(line).timestamp) > +since);
    expect(lines.length).toBeGreaterThan(0);
    expect(found(lines.join('\n'))).toEqual([]);
  });
});

describe('every log line', () => {
  beforeAll(() => ready());

  it.each(services)('of %s matches the schema', (service) => {
    const lines = writtenLines(service);
    const wrong = lines.filter((line) => !logLine.safeParse(JSON.parse(line)).success);
    expect(lines.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  it('has three labels in Loki, and its other fields as structured metadata', async () => {
    const answer = await fetch(`${lab.url('loki')}/loki/api/v1/labels`);
    const { data } = (await answer.json()) as { data: string[] };
    expect(data.toSorted()).toEqual(['deployment_environment_name', 'service_name', 'service_namespace']);
    const logs = new Logs({ baseUrl: lab.url('loki') });
    const [line] = await logs.query('{service_name="catalog"} | http_route!=""', last(3_600));
    expect(line!.metadata).toMatchObject({
      webstore_request_id: expect.any(String),
      trace_id: expect.any(String),
    });
  });

  it.each([
    ['accepted', { 'x-request-id': 'of-the-caller-1' }, /^of-the-caller-1$/],
    ['made', {}, /^[0-9a-f-]{36}$/],
    ['made when that of the caller is no good', { 'x-request-id': '<script>' }, /^[0-9a-f-]{36}$/],
  ])('has a request id that was %s, and that the answer returns', async (_, headers, expected) => {
    const authorization = `Bearer ${lab.settings().USER_TOKEN}`;
    const answer = await fetch(`${lab.url('catalog')}/products`, { headers: { authorization, ...headers } });
    const id = answer.headers.get('x-request-id');
    expect(id).toMatch(expected);
    const logs = new Logs({ baseUrl: lab.url('loki') });
    const query = `{service_name="catalog"} | webstore_request_id="${id}"`;
    await expect
      .poll(async () => (await logs.query(query, last(60))).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
  });
});
