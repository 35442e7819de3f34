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
import type { FastifyReply } from 'fastify';
import { within } from '../deadline';
import { PUBLIC } from '../public';
import { DEPENDENCY_CHECKS, type DependencyCheck } from './dependency-check';

/** A dependency that has not answered by then counts as down. */
const DEADLINE_MS = 2_000;

@Controller('health')
@SetMetadata(PUBLIC, true)
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(DEPENDENCY_CHECKS) private readonly checks: DependencyCheck[],
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const result = await this.result();
    await reply.status(result.status === 'ok' ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).send(result);
  }

  private async result(): Promise<HealthCheckResult> {
    try {
      return await this.health.check(this.checks.map((dependency) => () => this.indicate(dependency)));
    } catch (error) {
      // terminus throws its result when something is down; as a body it names every dependency.
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }

  private async indicate({ name, check, optional }: DependencyCheck) {
    const indicator = this.indicators.check(name);
    try {
      await within(check(), DEADLINE_MS);
      return indicator.up();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return optional ? indicator.up({ degraded: message }) : indicator.down({ message });
    }
  }
}
