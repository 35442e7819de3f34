import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Country, type Customer, DomainError, syntheticCustomerId } from '@webstore/contracts';
import { Not, Repository } from 'typeorm';
import { CustomerEntity } from './customer.entity';

@Injectable()
export class CustomersRepository {
  constructor(@InjectRepository(CustomerEntity) private readonly customers: Repository<CustomerEntity>) {}

  async get(id: string): Promise<Customer> {
    const customer = await this.customers.findOneBy({ id });
    if (!customer) throw new DomainError('not_found', `there is no customer ${id}`);
    return customer;
  }

  /** All customers except the synthetic one. */
  of(country?: Country): Promise<Customer[]> {
    const where = { id: Not(syntheticCustomerId), ...(country && { country }) };
    return this.customers.find({ where, order: { id: 'ASC' } });
  }
}
