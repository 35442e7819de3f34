import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/pages.module';
import { AlertmanagerController } from './alertmanager.controller';
import { AlertmanagerSweep } from './alertmanager.sweep';
import { SymptomTickets } from './symptom-tickets';

@Module({
  imports: [PagesModule],
  controllers: [AlertmanagerController],
  providers: [AlertmanagerSweep, SymptomTickets],
})
export class AlertmanagerModule {}
