import { Logger } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import { z } from 'zod';
import { notifiedAlert, type NotifiedAlert } from './webhook';

const logger = new Logger('alertmanager');

/**
 * The valid alerts of a notification; the others are logged.
 * @throws DomainError `invalid_request` if all alerts are invalid
 */
export function readAlerts(alerts: readonly unknown[]): NotifiedAlert[] {
  const read = alerts.map((alert) => notifiedAlert.safeParse(alert));
  const refused = read.flatMap(({ error }) => (error ? [z.prettifyError(error)] : []));
  if (refused.length > 0 && refused.length === alerts.length)
    throw new DomainError('invalid_request', `none of the alerts can be read: ${refused[0]}`);
  for (const reason of refused) logger.error('an alert of a notification cannot be read', { reason });
  return read.flatMap(({ data }) => (data ? [data] : []));
}
