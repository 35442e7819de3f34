import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DomainError, type OrderPlaced } from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';
import { type EntityManager, In, LessThan, Not, Repository } from 'typeorm';
import { cancelledBefore } from './payment';
import { PaymentEntity } from './payment.entity';

export interface Remembered {
  payment: PaymentEntity;
  /** True if the payment did not exist before. */
  isNew: boolean;
}

@Injectable()
export class PaymentsRepository {
  constructor(@InjectRepository(PaymentEntity) private readonly payments: Repository<PaymentEntity>) {}

  async get(orderId: string): Promise<PaymentEntity> {
    return (await this.payments.findOneBy({ orderId })) ?? unknown(orderId);
  }

  /** @throws DomainError `not_found` also for another customer's payment, so that its existence is not revealed */
  async getFor(caller: Principal, orderId: string): Promise<PaymentEntity> {
    const payment = await this.payments.findOneBy({ orderId });
    return payment && mayAccess(caller, payment.customerId) ? payment : unknown(orderId);
  }

  /** Records the attempt. It is committed before the call to the acquirer. */
  request({ orderId, customerId, amountCents, country }: OrderPlaced): Promise<Remembered> {
    return this.insert({ orderId, customerId, amountCents, country, state: 'requested' });
  }

  /** Records that an unknown order must never be charged. */
  voidUnknown(orderId: string): Promise<Remembered> {
    return this.insert({ orderId, amountCents: 0, state: 'void', reason: cancelledBefore });
  }

  /** Ids of orders whose payments were requested before `cutoff` and have no outcome, except those in `without`. */
  async requestedBefore(cutoff: Date, limit: number, without: string[]): Promise<string[]> {
    const where = { state: 'requested' as const, updatedAt: LessThan(cutoff), orderId: Not(In(without)) };
    const found = await this.payments.find({
      select: { orderId: true },
      where,
      take: limit,
      order: { updatedAt: 'ASC' },
    });
    return found.map(({ orderId }) => orderId);
  }

  /** Locks a payment, waiting for concurrent changes. */
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
