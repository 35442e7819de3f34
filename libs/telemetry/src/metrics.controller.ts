import { Controller, Get, Header, Res, SetMetadata } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PUBLIC } from './public';
import { exposition } from './registry';

@Controller('metrics')
@SetMetadata(PUBLIC, true)
export class MetricsController {
  @Get()
  @Header('cache-control', 'no-store')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const { contentType, body } = await exposition();
    await reply.header('content-type', contentType).send(body);
  }
}
