import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answered, type Load, putLoad } from './load.ts';
import { MeasuredProcess, type Usage } from './measured-process.ts';
import { launchAs, type Variant } from './variants.ts';
import type { Workload } from './workloads.ts';

/** The results of a variant in one round. */
export interface Round {
  load: Load;
  /** CPU of all services together, in microseconds: per iteration of a client, and per request. */
  cpuPerUnit: number;
  cpuPerRequest: number;
}

/** The services of a workload, running as one variant. */
export class RunningVariant {
  private readonly lab: Lab;
  private readonly workload: Workload;
  private readonly processes: MeasuredProcess[];

  private constructor(lab: Lab, workload: Workload, processes: MeasuredProcess[]) {
    this.lab = lab;
    this.workload = workload;
    this.processes = processes;
  }

  /** Starts the services and warms them up until their code is compiled and their pools are full. */
  static async start(
    lab: Lab,
    workload: Workload,
    variant: Variant,
    warmUpSeconds: number,
  ): Promise<RunningVariant> {
    const processes = workload.services.map(
      ({ name, launch }) => new MeasuredProcess(lab, name, launchAs(variant, lab, launch!(lab))),
    );
    const running = new RunningVariant(lab, workload, processes);
    try {
      await Promise.all(processes.map((one, at) => one.until(() => workload.services[at]!.ready!(lab))));
      await running.put(warmUpSeconds);
      // Messages and exports that the warm-up caused do not belong to the first round.
      await pause(2_000);
      return running;
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  async round(seconds: number, perSecond?: number): Promise<Round> {
    const before = await this.cpu();
    const load = answered(await this.put(seconds, perSecond));
    const cpu = (await this.cpu()) - before;
    return { load, cpuPerUnit: cpu / load.iterations, cpuPerRequest: cpu / load.requests };
  }

  /** Resident memory and used heap after a garbage collection, of all services together. */
  async memory(): Promise<Pick<Usage, 'rss' | 'heap'>> {
    const all = await Promise.all(this.processes.map((one) => one.usage('memory')));
    return { rss: sum(all.map(({ rss }) => rss)), heap: sum(all.map(({ heap }) => heap)) };
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.stop()));
  }

  private async cpu(): Promise<number> {
    const all = await Promise.all(this.processes.map((one) => one.usage()));
    return sum(all.map(({ cpuMicros }) => cpuMicros));
  }

  private put(seconds: number, perSecond?: number): Promise<Load> {
    const { script, env, clients } = this.workload;
    return putLoad(this.lab, { script, seconds, perSecond, env: { ...env(this.lab), VUS: String(clients) } });
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
