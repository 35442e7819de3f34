import { BadRequestException, Body, Controller, Get, Logger, Put, SetMetadata } from '@nestjs/common';
import { z } from 'zod';
import { logLevels } from '../config';
import { ROLES } from '../route-metadata';
import { logThreshold, type LogThresholdState } from './log-threshold';

const change = z.strictObject({
  level: z.enum(logLevels),
  minutes: z.number().positive().max(1_440).optional(),
});

/** Reads and changes the log level of this process at run time, optionally for a limited time. */
@Controller('telemetry/log-level')
export class LogLevelController {
  private readonly logger = new Logger(LogLevelController.name);

  @Get()
  @SetMetadata(ROLES, ['admin', 'tester'])
  show(): LogThresholdState {
    return logThreshold.state();
  }

  @Put()
  @SetMetadata(ROLES, ['admin'])
  change(@Body() body: unknown): LogThresholdState {
    const asked = change.safeParse(body);
    if (!asked.success) throw new BadRequestException(z.prettifyError(asked.error));
    const { level, minutes } = asked.data;
    // A warning, so that it is logged at almost any level.
    this.logger.warn('the log level was changed', { level_now: level, ...(minutes && { minutes }) });
    return logThreshold.set(level, minutes);
  }
}
