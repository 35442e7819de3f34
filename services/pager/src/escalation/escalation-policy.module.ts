import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { onLabClock, readPolicy } from './policy';

export const POLICY = Symbol('POLICY');

@Module({
  providers: [
    {
      provide: POLICY,
      inject: [CONFIG],
      useFactory: ({ escalationFile, labClock }: Config) => onLabClock(readPolicy(escalationFile), labClock),
    },
  ],
  exports: [POLICY],
})
export class EscalationPolicyModule {}
