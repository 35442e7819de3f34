import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Country, type Customer, DomainError } from '@webstore/contracts';
import { Repository } from 'typeorm';
import { CustomerEntity } from './customer.entity';

@Injectable()
export class CustomersRepository {
  constructor(@InjectRepository(CustomerEntity) private readonly customers: Repository<CustomerEntity>) {}

  async get(id: string): Promise<Customer> {
    const customer = await this.customers.findOneBy({ id });
    if (!customer) throw new DomainError('not_found', `there is no customer ${id}`);
    return customer;
  }

  of(country?: Country): Promise<Customer[]> {
    return this.customers.find({ where: country ? { country } : {}, order: { id: 'ASC' } });
  }
}
