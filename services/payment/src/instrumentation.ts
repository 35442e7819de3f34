import { countries, segments } from '@webstore/contracts';
import { startTelemetry } from '@webstore/telemetry/start';

startTelemetry({ baggage: { 'webstore.country': countries, 'webstore.customer.segment': segments } });
