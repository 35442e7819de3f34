import type { Fault } from '../fault';
import { bankSlow } from './bank-slow';
import { serviceStopped } from './service-stopped';

/** Everything that can break, in the order in which `./lab break list` shows it. */
export const catalogue: readonly Fault[] = [serviceStopped, bankSlow];
