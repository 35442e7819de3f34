import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError, syntheticCustomerId } from '@webstore/contracts';
import { Public, Sessions } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { CustomersRepository } from './customers.repository';
import { CreateSessionDto, SessionDto } from './customers.dto';

@ApiTags('customers')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly sessions: Sessions,
  ) {}

  /** No session for the synthetic customer: it has its own token, which marks its requests. */
  @Post()
  @Public()
  @ApiOperation({
    summary: 'Log a customer in',
    description:
      'A demo: it takes no password. The token is good for twelve hours, at every service of the shop.',
  })
  @ZodResponse({ status: 201, type: SessionDto })
  async open(@Body() { customerId }: CreateSessionDto) {
    if (customerId === syntheticCustomerId) {
      throw new DomainError('not_found', `there is no customer ${customerId}`);
    }
    const { id } = await this.customers.get(customerId);
    return this.sessions.open(id);
  }
}
