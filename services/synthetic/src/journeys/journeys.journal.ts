import { Injectable, Logger } from '@nestjs/common';
import type { Order } from '@webstore/contracts';
import { annotate, keepTrace } from '@webstore/telemetry';
import { countJourney } from './journeys.metrics';
import type { JourneyFailed } from './step';

/** Tells log, metrics and trace how a journey ended. */
@Injectable()
export class JourneysJournal {
  private readonly logger = new Logger('journeys');

  completed({ id }: Order, seconds: number): void {
    annotate({ 'webstore.order.id': id });
    countJourney('completed', 'confirmation', seconds);
  }

  /** A warning: what is wrong is wrong in the shop, and not here. */
  failed({ step, message }: JourneyFailed, seconds: number): void {
    keepTrace('error');
    countJourney('failed', step, seconds);
    this.logger.warn(`the journey failed at ${message}`, { 'webstore.journey.step': step });
  }
}
