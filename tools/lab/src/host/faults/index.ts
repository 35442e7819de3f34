export { type ActiveFault, readFaultState, seal, unseal } from './active-faults.ts';
export { endFault, stillHolds } from './end-fault.ts';
export { publishFault } from './publish-fault.ts';
export { rollBackAll } from './roll-back-all.ts';
export { type Started, startFault } from './start-fault.ts';
