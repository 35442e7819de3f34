import { Injectable, Logger } from '@nestjs/common';
import type { Order } from '@webstore/contracts';
import { annotate, keepTrace } from '@webstore/telemetry';
import { countJourney } from './journeys.metrics';
import type { JourneyFailed } from './step';

/** Records the results of journeys in log, metrics and trace. */
@Injectable()
export class JourneysJournal {
  private readonly logger = new Logger('journeys');

  completed({ id }: Order, seconds: number): void {
    annotate({ 'webstore.order.id': id });
    countJourney('completed', 'confirmation', seconds);
  }

  /** A warning, because the fault is in the shop and not in this service. */
  failed({ step, message }: JourneyFailed, seconds: number): void {
    keepTrace('error');
    countJourney('failed', step, seconds);
    this.logger.warn(`the journey failed at ${message}`, { 'webstore.journey.step': step });
  }
}
