import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/pages.module';
import { AlertmanagerController } from './alertmanager.controller';
import { EndedSweep } from './ended.sweep';

@Module({ imports: [PagesModule], controllers: [AlertmanagerController], providers: [EndedSweep] })
export class AlertmanagerModule {}
