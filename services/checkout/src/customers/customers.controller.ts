import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { CustomerDto, CustomersQueryDto } from './customers.dto';
import { CustomersRepository } from './customers.repository';

@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(private readonly customers: CustomersRepository) {}

  @Get()
  @Public()
  @ZodResponse({ type: [CustomerDto] })
  @ApiOperation({ summary: 'List customers', description: 'The customers of the demo shop, by country.' })
  list(@Query() { country }: CustomersQueryDto) {
    return this.customers.of(country);
  }
}
