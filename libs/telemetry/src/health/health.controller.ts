import {
  Controller,
  Get,
  HttpStatus,
  Inject,
  Res,
  ServiceUnavailableException,
  SetMetadata,
} from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult, HealthIndicatorService } from '@nestjs/terminus';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { HOUSEKEEPING } from '../http/housekeeping';
import { describeError } from '../logging/describe-error';
import { PUBLIC } from '../route-metadata';
import { redact } from '../redaction/redact';
import { DEPENDENCY_CHECKS, type DependencyCheck } from './dependency-check';
import { SharedCheck } from './shared-check';

@Controller('health')
@SetMetadata(PUBLIC, true)
export class HealthController {
  private readonly checks: [DependencyCheck, SharedCheck][];

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(DEPENDENCY_CHECKS) dependencies: DependencyCheck[],
  ) {
    this.checks = dependencies.map((dependency) => [dependency, new SharedCheck(dependency)]);
  }

  @Get('live')
  @RouteConfig({ [HOUSEKEEPING]: '/health/live' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @RouteConfig({ [HOUSEKEEPING]: '/health/ready' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const result = await this.result();
    await reply.status(result.status === 'ok' ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).send(result);
  }

  private async result(): Promise<HealthCheckResult> {
    try {
      return await this.health.check(
        this.checks.map(
          ([dependency, check]) =>
            () =>
              this.indicate(dependency, check),
        ),
      );
    } catch (error) {
      // terminus throws its result if a dependency is down. The result is the body: it names every dependency.
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }

  private async indicate({ name, optional }: DependencyCheck, check: SharedCheck) {
    const indicator = this.indicators.check(name);
    try {
      await check.run();
      return indicator.up();
    } catch (error) {
      // Includes causes, because a driver may throw an AggregateError without a message. The response is public, so secrets are redacted.
      const message = redact(describeError(error).summary);
      return optional ? indicator.up({ degraded: message }) : indicator.down({ message });
    }
  }
}
