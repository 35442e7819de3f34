import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/pages.module';
import { EscalationSweep } from './escalation.sweep';

@Module({ imports: [PagesModule], providers: [EscalationSweep] })
export class EscalationModule {}
