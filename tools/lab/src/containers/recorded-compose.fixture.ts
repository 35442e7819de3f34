import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ComposeFile, composeServices } from '@webstore/lab-core/containers/compose-file.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { overrideFile } from './compose.ts';

/** Docker Compose without Docker: records what is executed, and answers `ps` from what was executed before. */
export class RecordedCompose {
  readonly executed: string[] = [];
  /** The override at the moment of each execution, by its command line. */
  readonly overrides = new Map<string, ComposeFile['services'] | undefined>();
  readonly states: Record<string, string>;
  /** The state of a container after it was started. */
  afterUp = 'running';
  private readonly lab: Lab;

  constructor(lab: Lab, ...running: string[]) {
    this.lab = lab;
    this.states = Object.fromEntries(running.map((name) => [name, 'running']));
  }

  run = async (args: string[]) => {
    if (args[0] === 'ps') return { exitCode: 0, stdout: this.ps(), stderr: '' };
    const line = args.join(' ');
    this.executed.push(line);
    this.overrides.set(line, this.override());
    const [verb, name] = [args[2]!, args.at(-1)!];
    if (!this.isDefined(name)) return { exitCode: 1, stdout: '', stderr: `no such service: ${name}` };
    if (verb === 'rm') delete this.states[name];
    else this.states[name] = this.stateAfter[verb]!();
    return { exitCode: 0, stdout: '', stderr: '' };
  };

  override(): ComposeFile['services'] | undefined {
    const file = overrideFile(this.lab);
    return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as ComposeFile).services : undefined;
  }

  /** In docker-compose.yml or in the override. */
  private isDefined = (name: string) =>
    [...composeServices(this.lab), ...Object.keys(this.override() ?? {})].includes(name);

  private readonly stateAfter: Record<string, () => string> = {
    stop: () => 'exited',
    kill: () => 'exited',
    pause: () => 'paused',
    unpause: () => 'running',
    up: () => this.afterUp,
  };

  private ps = () =>
    Object.entries(this.states)
      .map(([Service, State]) =>
        JSON.stringify({ Service, State, Health: State === 'running' ? 'healthy' : '', Status: State }),
      )
      .join('\n');
}
