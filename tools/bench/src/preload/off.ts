import { replaceTelemetry } from './replaced-telemetry';

/** Loaded before a service that is measured without telemetry. */
replaceTelemetry();
