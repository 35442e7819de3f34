import { Controller, Get, Header, Res, SetMetadata } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { exposition } from './metrics';
import { PUBLIC } from './public';

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
