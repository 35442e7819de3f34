import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DomainError, type OrderPlaced } from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';
import { type EntityManager, In, LessThan, Not, Repository } from 'typeorm';
import { cancelledBefore } from './payment';
import { PaymentEntity } from './payment.entity';

export interface Remembered {
  payment: PaymentEntity;
  /** True when the payment was not known before. */
  isNew: boolean;
}

@Injectable()
export class PaymentsRepository {
  constructor(@InjectRepository(PaymentEntity) private readonly payments: Repository<PaymentEntity>) {}

  async get(orderId: string): Promise<PaymentEntity> {
    return (await this.payments.findOneBy({ orderId })) ?? unknown(orderId);
  }

  /** @throws DomainError `not_found` for another customer's payment as well: whether there is one is none of its business */
  async getFor(caller: Principal, orderId: string): Promise<PaymentEntity> {
    const payment = await this.payments.findOneBy({ orderId });
    return payment && mayAccess(caller, payment.customerId) ? payment : unknown(orderId);
  }

  /** Remembers, committed before the bank is called, that it may have been called. */
  request({ orderId, customerId, amountCents, country }: OrderPlaced): Promise<Remembered> {
    return this.insert({ orderId, customerId, amountCents, country, state: 'requested' });
  }

  /** Remembers that an order of which nothing is known shall never be charged. */
  voidUnknown(orderId: string): Promise<Remembered> {
    return this.insert({ orderId, amountCents: 0, state: 'void', reason: cancelledBefore });
  }

  /** Orders whose payments have had no outcome since `cutoff`, but none of `without`. */
  async requestedBefore(cutoff: Date, limit: number, without: string[]): Promise<string[]> {
    const where = { state: 'requested' as const, updatedAt: LessThan(cutoff), orderId: Not(In(without)) };
    const found = await this.payments.find({
      ...{ select: { orderId: true }, where, take: limit },
      order: { updatedAt: 'ASC' },
    });
    return found.map(({ orderId }) => orderId);
  }

  /** Waits for whoever changes this payment now. */
  lock(manager: EntityManager, orderId: string): Promise<PaymentEntity> {
    return manager.findOneOrFail(PaymentEntity, { where: { orderId }, lock: { mode: 'pessimistic_write' } });
  }

  async update(manager: EntityManager, payment: PaymentEntity): Promise<void> {
    await manager.update(PaymentEntity, { orderId: payment.orderId }, payment);
  }

  private async insert(values: Partial<PaymentEntity> & { orderId: string }): Promise<Remembered> {
    const query = this.payments.createQueryBuilder().insert().values(values).orIgnore();
    const { raw } = await query.returning('order_id').execute();
    return { payment: await this.get(values.orderId), isNew: (raw as unknown[]).length === 1 };
  }
}

function unknown(orderId: string): never {
  throw new DomainError('not_found', `there is no payment of order ${orderId}`);
}
