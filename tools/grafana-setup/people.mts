import { randomBytes } from 'node:crypto';
import { eventually, type GrafanaApi } from './grafana-api.mts';

export interface People {
  teams: { name: string; members: string[] }[];
  users: { login: string; role: 'Viewer' | 'Editor' }[];
  /** Folders of dashboards have a uid. Grafana gives the folder of its alerts a random one, so it has a title. */
  folders: ((Uid | Title) & { rights: Right[] })[];
}
interface Uid {
  uid: string;
}
interface Title {
  title: string;
}
type Right = { may: keyof typeof levels } & ({ role: 'Viewer' | 'Editor' } | { team: string });

/** Grafana's own numbers. */
const levels = { view: 1, edit: 2, admin: 4 } as const;

interface Options {
  /** The first password of all new users; without it, each gets a separate one, which is returned. */
  password?: string;
  patienceMs: number;
}

/**
 * Creates the users, teams and folder permissions of `people`. Safe to repeat: existing users stay, passwords included,
 * and permissions are replaced as a whole.
 * @returns the users that were created now, with their first passwords
 */
export async function settle(api: GrafanaApi, people: People, { password, patienceMs }: Options) {
  await api.untilReady(patienceMs);
  const made: Record<string, string> = {};
  const userIds = new Map<string, number>();
  for (const { login, role } of people.users) {
    const known = await api.find<{ id: number }>(`/api/users/lookup?loginOrEmail=${login}`);
    const id = known?.id ?? (await makeUser(api, login, (made[login] = password ?? newPassword())));
    await api.patch(`/api/org/users/${id}`, { role });
    userIds.set(login, id);
  }
  const teamIds = new Map<string, number>();
  for (const { name, members } of people.teams) {
    const id = (await teamNamed(api, name)) ?? (await makeTeam(api, name));
    teamIds.set(name, id);
    await join(
      api,
      id,
      members.map((login) => userIds.get(login)!),
    );
  }
  for (const { rights, ...folder } of people.folders) {
    const items = rights.map(({ may, ...who }) => ({
      ...('role' in who ? { role: who.role } : { teamId: teamIds.get(who.team)! }),
      permission: levels[may],
    }));
    const uid = await uidOf(api, folder, patienceMs);
    await api.post(`/api/folders/${uid}/permissions`, { items });
  }
  return made;
}

/** Waits for the folder: Grafana creates it with its first dashboard, or with its first alert. */
async function uidOf(api: GrafanaApi, folder: Uid | Title, patienceMs: number): Promise<string> {
  let uid: string | undefined;
  await eventually(patienceMs, async () => {
    if ('uid' in folder) uid = (await api.find<Uid>(`/api/folders/${folder.uid}`))?.uid;
    else
      uid = (await api.get<(Uid & Title)[]>('/api/folders')).find(({ title }) => title === folder.title)?.uid;
    return uid !== undefined || `there is no folder ${'uid' in folder ? folder.uid : folder.title} yet`;
  });
  return uid!;
}

async function makeUser(api: GrafanaApi, login: string, password: string): Promise<number> {
  const user = { name: login, login, email: `${login}@webstore.invalid`, password, OrgId: 1 };
  return (await api.post<{ id: number }>('/api/admin/users', user)).id;
}

async function teamNamed(api: GrafanaApi, name: string): Promise<number | undefined> {
  const { teams } = await api.get<{ teams: { id: number; name: string }[] }>(
    `/api/teams/search?name=${name}`,
  );
  return teams.find((team) => team.name === name)?.id;
}

async function makeTeam(api: GrafanaApi, name: string): Promise<number> {
  return (await api.post<{ teamId: number }>('/api/teams', { name })).teamId;
}

async function join(api: GrafanaApi, team: number, userIds: number[]): Promise<void> {
  const members = await api.get<{ userId: number }[]>(`/api/teams/${team}/members`);
  const missing = userIds.filter((id) => !members.some(({ userId }) => userId === id));
  for (const userId of missing) await api.post(`/api/teams/${team}/members`, { userId });
}

const newPassword = () => randomBytes(12).toString('base64url');
