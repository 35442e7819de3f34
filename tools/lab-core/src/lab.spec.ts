import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exitCodes } from './failure.ts';
import { beside, openLab } from './lab.ts';
import { isTelemetryPort, type PortName, ports } from './ports.ts';

const names = Object.keys(ports) as PortName[];

describe('an environment beside local', () => {
  let home: string;
  beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'lab-spec-'))));
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });

  it('has the telemetry stores of local, and other ports for all else', () => {
    const local = openLab({ home, portOffset: 100 });
    const staging = beside(local, 'staging');
    for (const name of names)
      expect(staging.port(name), name).toBe(local.port(name) + (isTelemetryPort(name) ? 0 : 500));
    expect(staging.telemetry).toBe(local);
    expect(local.telemetry).toBe(local);
    expect(staging.pagerToken()).toBe(local.pagerToken());
  });

  it('has a folder, passwords and a session key of its own', () => {
    const local = openLab({ home });
    const staging = beside(local, 'staging');
    expect(staging.home).toBe(join(home, 'environments/staging'));
    expect(staging.sessionKey()).not.toBe(local.sessionKey());
    const passwords = [local, staging].map((lab) => lab.databaseUrl('checkout').replace(/@.*/, ''));
    expect(passwords[0]).not.toBe(passwords[1]);
  });

  it('is opened by LAB_ENVIRONMENT, which must name one', () => {
    vi.stubEnv('LAB_ENVIRONMENT', 'staging');
    expect(openLab({ home }).environment).toBe('staging');
    vi.stubEnv('LAB_ENVIRONMENT', '');
    expect(openLab({ home }).environment).toBe('local');
    vi.stubEnv('LAB_ENVIRONMENT', 'constructor');
    expect(() => openLab({ home })).toThrow('must be one of local, staging');
  });

  it('is not there when the lab runs in containers', () => {
    openLab({ home, inContainers: true });
    expect(() => openLab({ home, environment: 'staging' })).toThrow(
      expect.objectContaining({ exitCode: exitCodes.usage }),
    );
  });
});
