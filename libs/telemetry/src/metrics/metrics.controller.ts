import { Controller, Get, Header, Headers, Res, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { formatFor } from './exposition-format';
import { HOUSEKEEPING } from '../http/housekeeping';
import { PUBLIC } from '../route-metadata';
import { exposition } from './registry';

@Controller('metrics')
@SetMetadata(PUBLIC, true)
export class MetricsController {
  @Get()
  @RouteConfig({ [HOUSEKEEPING]: '/metrics' })
  @Header('cache-control', 'no-store')
  @Header('vary', 'accept')
  async metrics(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { contentType, body } = await exposition(formatFor(accept));
    await reply.header('content-type', contentType).send(body);
  }
}
