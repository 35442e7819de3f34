import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Answer {
  id?: number;
  method?: string;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

/** A real headless Chromium, controlled through its DevTools protocol. */
export class Chromium {
  private last = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  private readonly process: ChildProcess;
  private readonly profile: string;
  private readonly socket: WebSocket;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.process = process;
    this.profile = profile;
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
    });
  }

  /** @param names host names that lead to this machine, as a page's own name does after DNS rebinding */
  static async start(names: string[]): Promise<Chromium> {
    const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    const child = spawn(
      'chromium',
      [
        '--headless=new',
        '--no-sandbox',
        '--no-first-run',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        // Chromium's own protection of local addresses is not under test.
        '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
        `--user-data-dir=${profile}`,
        `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`,
        '--remote-debugging-port=0',
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const missing = once(child, 'error').then(() => {
      throw new Error('chromium is missing: sudo apt-get install --no-install-recommends chromium');
    });
    const socket = new WebSocket(await Promise.race([endpointOf(child), missing]));
    await once(socket, 'open');
    return new Chromium(child, profile, socket);
  }

  /** Opens a page, and returns what runs a script in it; the script is an expression, and may be a promise. */
  async open(url: string): Promise<<T>(script: string) => Promise<T>> {
    const { targetId } = await this.call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.call<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const evaluate = async <T>(expression: string): Promise<T> => {
      const { result, exceptionDetails } = await this.call<{
        result: { value: T };
        exceptionDetails?: { exception?: { description?: string } };
      }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the script failed');
      return result.value;
    };
    const { errorText } = await this.call<{ errorText?: string }>('Page.navigate', { url }, sessionId);
    if (errorText) throw new Error(`${url}: ${errorText}`);
    return evaluate;
  }

  async close(): Promise<void> {
    this.socket.close();
    const ended = once(this.process, 'exit');
    this.process.kill();
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async call<T>(method: string, params: object, sessionId?: string): Promise<T> {
    const id = ++this.last;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answered;
    this.waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }
}

async function endpointOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const endpoint = /^DevTools listening on (\S+)/.exec(line)?.[1];
    if (endpoint) {
      child.stderr!.resume();
      return endpoint;
    }
  }
  throw new Error('chromium ended before it could be spoken to');
}
