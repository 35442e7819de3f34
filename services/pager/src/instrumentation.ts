import { startTelemetry } from '@webstore/telemetry/start';

startTelemetry();
