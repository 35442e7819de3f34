import { type Finding, finding } from './finding.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** npm's environment variables; infra/tools/npm-ci passes the registry settings on. */
const setAside =
  /^npm_config_(?!(registry|.*proxy|ca|cafile|cert|key|cache|userconfig|globalconfig|strict_ssl|fetch_.*|_.*|\/\/.*|@.*)$)/i;

/** The home folder, npm's settings and the terminal. */
export function checkShell(env: Env, isTerminal: boolean): Finding[] {
  return [checkHome(env), checkNpm(env), checkTerminal(env, isTerminal)];
}

function checkHome(env: Env): Finding {
  const what = 'HOME';
  if (env['LAB_HOME_WAS_UNSET'])
    return finding(what, `not set: ${env['HOME']} is taken, as the system has it for you`);
  return finding(
    what,
    env['HOME'] || 'not set',
    !env['HOME'] && 'set HOME to a folder of yours: npm, Go and Maven keep their caches there',
  );
}

function checkNpm(env: Env): Finding {
  const names = Object.keys(env).filter((name) => setAside.test(name));
  if (env['NODE_ENV'] === 'production') names.push('NODE_ENV');
  const found =
    names.length > 0 ? `set aside while the lab installs: ${names.sort().join(', ')}` : 'none that matter';
  return finding('npm settings', found);
}

function checkTerminal(env: Env, isTerminal: boolean): Finding {
  const what = 'terminal';
  if (!isTerminal)
    return finding(what, 'none: no colours, one line per event, no questions (--yes answers them)');
  if (env['TERM'] === 'dumb' || !env['TERM'])
    return finding(what, 'without colours and cursor: one line per event');
  return finding(what, env['TERM']);
}
