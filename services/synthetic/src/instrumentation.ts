import { baggageValues } from '@webstore/contracts';
import { startTelemetry } from '@webstore/telemetry/start';

startTelemetry({ baggage: baggageValues });
