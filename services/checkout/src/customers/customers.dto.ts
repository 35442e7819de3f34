import { country, createSession, customer, session } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class CustomerDto extends createZodDto(customer) {}
export class CustomersQueryDto extends createZodDto(z.strictObject({ country: country.optional() })) {}
export class CreateSessionDto extends createZodDto(createSession) {}
export class SessionDto extends createZodDto(session) {}
