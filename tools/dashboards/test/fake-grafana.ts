import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Implements the part of Grafana's documented API that setup/ uses, and nothing else: an unknown request
 * fails the test. https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/
 */
export class GrafanaStandIn {
  /** Number of 503 answers before it is ready. */
  startsAfter = 0;
  /** Titles of the folders that dashboards and alerts have already created, by uid. */
  readonly folders = new Map<string, string>();
  readonly users: { id: number; login: string; password: string; role: string }[] = [];
  readonly teams: { id: number; name: string; members: number[] }[] = [];
  readonly rights: Record<string, object[]> = {};
  readonly changes: string[] = [];
  private readonly unknown: string[] = [];

  private readonly server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Body) : {};
    const { status, json } = this.answer(request.method!, request.url!, request.headers.authorization, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): string[] {
    this.server.close();
    return this.unknown;
  }

  private answer(method: string, url: string, authorization: string | undefined, body: Body): Answer {
    if (this.startsAfter-- > 0) return { status: 503, json: { message: 'starting' } };
    if (url === '/api/health') return { status: 200, json: { database: 'ok', version: '13.1.3' } };
    const [, credentials] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
    if (Buffer.from(credentials ?? '', 'base64').toString() !== 'admin:right')
      return { status: 401, json: { message: 'Invalid username or password' } };
    if (method !== 'GET') this.changes.push(`${method} ${url}`);
    for (const [pattern, handle] of this.routes) {
      const match = pattern.exec(`${method} ${url}`);
      if (match) return handle(match.slice(1), body);
    }
    this.unknown.push(`${method} ${url}`);
    return { status: 404, json: { message: 'Not found' } };
  }

  private readonly routes: [RegExp, (parameters: string[], body: Body) => Answer][] = [
    [
      /^GET \/api\/users\/lookup\?loginOrEmail=(\w+)$/,
      ([login]) => {
        const user = this.users.find((one) => one.login === login);
        return user ? ok({ id: user.id, login }) : { status: 404, json: { message: 'user not found' } };
      },
    ],
    [
      /^POST \/api\/admin\/users$/,
      (_, { login, password }) => {
        const id =
          this.users.push({ id: this.users.length + 2, login: login!, password: password!, role: 'Viewer' }) +
          1;
        return ok({ id, message: 'User created' });
      },
    ],
    [
      /^PATCH \/api\/org\/users\/(\d+)$/,
      ([id], { role }) => {
        this.users.find((user) => user.id === Number(id))!.role = role!;
        return ok({ message: 'Organization user updated' });
      },
    ],
    [
      /^GET \/api\/teams\/search\?name=(\w+)$/,
      // The search matches a part of the name.
      ([name]) => ok({ teams: this.teams.filter((team) => team.name.includes(name!)), totalCount: 1 }),
    ],
    [
      /^POST \/api\/teams$/,
      (_, { name }) => {
        if (this.teams.some((team) => team.name === name))
          return { status: 409, json: { message: 'Team name taken' } };
        const teamId = this.teams.push({ id: this.teams.length + 1, name: name!, members: [] });
        return ok({ message: 'Team created', teamId });
      },
    ],
    [
      /^GET \/api\/teams\/(\d+)\/members$/,
      ([id]) => ok(this.teams[Number(id) - 1]!.members.map((userId) => ({ teamId: Number(id), userId }))),
    ],
    [
      /^POST \/api\/teams\/(\d+)\/members$/,
      ([id], { userId }) => {
        const { members } = this.teams[Number(id) - 1]!;
        if (members.includes(userId!))
          return { status: 400, json: { message: 'User is already added to this team' } };
        members.push(userId!);
        return ok({ message: 'Member added to Team' });
      },
    ],
    [
      /^GET \/api\/folders$/,
      () => ok([...this.folders].map(([uid, title], index) => ({ id: index + 1, uid, title }))),
    ],
    [
      /^GET \/api\/folders\/(\w+)$/,
      ([uid]) =>
        this.folders.has(uid!) ? ok({ uid }) : { status: 404, json: { message: 'folder not found' } },
    ],
    [
      /^POST \/api\/folders\/(\w+)\/permissions$/,
      ([uid], { items }) => {
        this.rights[uid!] = items!;
        return ok({ message: 'Folder permissions updated' });
      },
    ],
  ];
}

type Answer = { status: number; json: unknown };
const ok = (json: unknown): Answer => ({ status: 200, json });

interface Body {
  name?: string;
  login?: string;
  password?: string;
  role?: string;
  userId?: number;
  items?: object[];
}
