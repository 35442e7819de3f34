import { Module } from '@nestjs/common';
import { JsonClient } from '@webstore/http';
import { CONFIG, type Config } from '../config';
import { AcquirerClient } from './acquirer.client';

@Module({
  providers: [
    {
      provide: AcquirerClient,
      inject: [CONFIG],
      useFactory: ({ acquirerUrl, acquirerTimeoutMs }: Config) =>
        new AcquirerClient(
          new JsonClient({ name: 'acquirer', baseUrl: acquirerUrl, timeoutMs: acquirerTimeoutMs }),
        ),
    },
  ],
  exports: [AcquirerClient],
})
export class AcquirerModule {}
