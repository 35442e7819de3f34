import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { readPolicy } from './policy';

export const POLICY = Symbol('POLICY');

@Module({
  providers: [
    {
      provide: POLICY,
      inject: [CONFIG],
      useFactory: ({ escalationFile }: Config) => readPolicy(escalationFile),
    },
  ],
  exports: [POLICY],
})
export class EscalationPolicyModule {}
