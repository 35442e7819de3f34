export { type Active, readBook, seal, unseal } from './active-faults.ts';
export { endFault, stillHolds } from './end-fault.ts';
export { putReleasesBack } from './roll-back-all.ts';
export { type Started, startFault } from './start-fault.ts';
