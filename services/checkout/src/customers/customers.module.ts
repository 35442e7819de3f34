import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Sessions } from '@webstore/http';
import { CONFIG, type Config } from '../config';
import { CustomerEntity } from './customer.entity';
import { CustomersController } from './customers.controller';
import { CustomersRepository } from './customers.repository';
import { SessionsController } from './sessions.controller';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerEntity])],
  controllers: [CustomersController, SessionsController],
  providers: [
    CustomersRepository,
    {
      provide: Sessions,
      inject: [CONFIG],
      useFactory: ({ sessionKey }: Config) => new Sessions(sessionKey),
    },
  ],
  exports: [CustomersRepository],
})
export class CustomersModule {}
