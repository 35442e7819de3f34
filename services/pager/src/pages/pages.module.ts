import { Module } from '@nestjs/common';
import { EscalationPolicyModule } from '../escalation/escalation-policy.module';
import { ExemplarSweep } from './exemplar.sweep';
import { PageEpisodes } from './page-episodes';
import { PagesController } from './pages.controller';
import { PagesJournal } from './pages.journal';
import { PagesRepository } from './pages.repository';
import { PagesService } from './pages.service';

@Module({
  imports: [EscalationPolicyModule],
  controllers: [PagesController],
  providers: [PagesService, PagesRepository, PageEpisodes, PagesJournal, ExemplarSweep],
  exports: [PagesService, PagesRepository],
})
export class PagesModule {}
