interface PageElement {
  name: string;
  appendChild(child: PageElement): PageElement;
  addEventListener(event: 'load', listener: (event: unknown) => void): void;
  submit(): void;
}

/** The browser APIs of the script below; no other file of this project runs in a browser. */
declare const document: { body: PageElement; createElement(tag: 'iframe' | 'form' | 'input'): PageElement };
declare const navigator: { sendBeacon(url: string, body: Blob): boolean };

/** Runs inside the page; it may use nothing but its argument. @returns what it could read */
async function attack(
  url: string,
  reads: string[],
  writes: { path: string; method: string; body: string }[],
  token: string,
) {
  const readable = new Set<string>();
  const request = async (path: string, init: RequestInit = {}) => {
    try {
      const answer = await fetch(url + path, { ...init, signal: AbortSignal.timeout(8_000) });
      if (answer.type !== 'opaque' && answer.ok && (await answer.text()) !== '') readable.add(path);
    } catch {
      // Refused by the browser or by the server.
    }
  };
  const authorization = `Bearer ${token}`;
  for (const path of reads) {
    await request(path);
    await request(path, { headers: { authorization } });
  }
  const types = [
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json',
    'application/x-protobuf',
  ];
  for (const { path, method, body } of writes) {
    const content = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
    if (method === 'GET') {
      await request(path, { mode: 'no-cors' });
      continue;
    }
    for (const type of types) {
      const blob = new Blob([content], { type });
      await request(path, { method: 'POST', mode: 'no-cors', body: blob });
      await request(path, { method, body: blob, headers: type ? { 'content-type': type } : {} });
      await request(path, {
        method,
        body: blob,
        headers: { authorization, 'content-type': type || 'text/plain' },
      });
      navigator.sendBeacon(url + path, blob);
    }
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.name = `frame-${Math.random()}`;
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, { action: url + path, method: 'post', enctype: 'text/plain', target: frame.name });
    const field = form.appendChild(document.createElement('input'));
    const [name, value = ''] = atob(body).split(/=(.*)/s);
    Object.assign(field, { name: name ?? '', value });
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    form.submit();
    await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 3_000))]);
  }
  return [...readable];
}

/** The script of a page that tries every possible access to one port. */
export function hostileScript(...args: Parameters<typeof attack>): string {
  return `(${attack.toString()})(...${JSON.stringify(args)})`;
}
