import type { ComponentState, State } from './component-control.ts';
import type { Instances } from './instances.ts';

/** Instances without processes. Records each call, as `restart payment-2`. */
export class RecordedInstances implements Instances {
  readonly calls: string[] = [];
  /** The state that an instance is in after its next start. */
  readonly afterStart: Record<string, State> = {};
  private readonly known: Record<string, State>;

  constructor(...running: string[]) {
    this.known = Object.fromEntries(running.map((name) => [name, 'ready']));
  }

  async states(): Promise<ComponentState[]> {
    return Object.entries(this.known).map(([name, state]) => ({
      name,
      state,
      ports: [],
      settled: true,
      reason: 'of a test',
    }));
  }

  async *watch() {
    yield await this.states();
  }

  stop = (name: string) => this.does('stop', name, 'stopped');
  start = (name: string) => this.does('start', name, this.afterStart[name] ?? 'ready');
  restart = (name: string) => this.does('restart', name, this.afterStart[name] ?? 'ready');
  remove = (name: string) => this.does('remove', name);
  kill = (name: string) => this.does('kill', name, 'failed');
  freeze = (name: string) => this.does('freeze', name);
  thaw = (name: string) => this.does('thaw', name);
  isFrozen = async () =>
    this.calls.findLast((call) => /^(freeze|thaw)/.test(call))?.startsWith('freeze') === true;
  settingsChanged = () => void this.calls.push('settings changed');
  bankUrl = (site: string) => `http://${site}.bank`;

  private async does(verb: string, name: string, state?: State): Promise<void> {
    this.calls.push(`${verb} ${name}`);
    if (verb === 'remove') delete this.known[name];
    if (state) this.known[name] = state;
  }
}
