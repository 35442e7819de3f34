import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Finding, finding } from './finding.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The home folder, npm's settings, the locale and the terminal. */
export function checkShell(env: Env, isTerminal: boolean, root: string): Finding[] {
  return [checkHome(env), checkNpm(env, root), checkLocale(env), checkTerminal(env, isTerminal)];
}

function checkHome(env: Env): Finding {
  const what = 'HOME';
  const home = env['HOME'];
  if (env['LAB_HOME_WAS_UNSET'])
    return finding(what, `not set: ${home} is taken, as the system has it for you`);
  const fix = 'set HOME to a folder of yours: npm, Go and Maven keep their caches there';
  if (!home) return finding(what, 'not set', fix);
  if (!isAbsolute(home))
    return finding(what, `${home}, which is another folder wherever a program runs`, fix);
  if (!statSync(home, { throwIfNoEntry: false })?.isDirectory())
    return finding(what, `${home}, which is no folder`, fix);
  return finding(what, home);
}

/** npm's environment variables that infra/tools/npm-ci does not pass on, and those that it passes on and that hurt. */
function checkNpm(env: Env, root: string): Finding {
  const what = 'npm settings';
  const [, form] = /let_through='(.+)'/.exec(readFileSync(join(root, 'infra/tools/npm-ci'), 'utf8'))!;
  const passedOn = new RegExp(`^(${form}|userconfig|globalconfig)$`, 'i');
  const nameOf = (variable: string) =>
    variable
      .replace(/^npm_config_/i, '')
      .replace(/(?!^)_/g, '-')
      .toLowerCase();
  const ofNpm = Object.keys(env).filter((variable) => /^npm_config_/i.test(variable));
  const offline = ofNpm.find(
    (variable) => nameOf(variable) === 'offline' && !['false', ''].includes(env[variable]!),
  );
  if (offline)
    return finding(
      what,
      `${offline}: the lab cannot download what it installs`,
      `unset ${offline}, at least for the first ./lab`,
    );
  const setAside = ofNpm.filter((variable) => !passedOn.test(nameOf(variable)));
  if (env['NODE_ENV'] === 'production') setAside.push('NODE_ENV');
  const found =
    setAside.length > 0
      ? `set aside while the lab installs: ${setAside.sort().join(', ')}`
      : 'none that matter';
  return finding(what, found);
}

/** Without its locale, each shell script of the lab prints warnings. */
function checkLocale(env: Env): Finding {
  const what = 'locale';
  const variable = ['LC_ALL', 'LC_CTYPE', 'LANG'].find((name) => env[name]);
  const found = variable ? `${variable}=${env[variable]}` : 'not set';
  const { error, stderr } = spawnSync('locale', { env: { ...env }, encoding: 'utf8' });
  if (error || !/Cannot set/.test(stderr)) return finding(what, found);
  return finding(
    what,
    `${found}, which is not installed`,
    'unset LC_ALL, and set LANG to C.UTF-8 or to one that locale -a lists',
  );
}

function checkTerminal(env: Env, isTerminal: boolean): Finding {
  const what = 'terminal';
  if (!isTerminal)
    return finding(what, 'none: no colours, one line per event, no questions (--yes answers them)');
  if (env['TERM'] === 'dumb' || !env['TERM'])
    return finding(what, 'without colours and cursor: one line per event');
  return finding(what, env['TERM']);
}
