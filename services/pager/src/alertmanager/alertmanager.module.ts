import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/pages.module';
import { AlertmanagerController } from './alertmanager.controller';
import { AlertmanagerSweep } from './alertmanager.sweep';

@Module({ imports: [PagesModule], controllers: [AlertmanagerController], providers: [AlertmanagerSweep] })
export class AlertmanagerModule {}
