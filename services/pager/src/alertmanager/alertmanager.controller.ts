import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { BodyRules, Allow } from '@webstore/http';
import { createZodDto } from 'nestjs-zod';
import { PagesService } from '../pages/pages.service';
import { readAlerts } from './read-alerts';
import { SymptomTickets } from './symptom-tickets';
import { webhook, webhookLimitBytes } from './webhook';

class WebhookDto extends createZodDto(webhook) {}

@Controller('alertmanager')
@Allow('admin')
export class AlertmanagerController {
  constructor(
    private readonly pages: PagesService,
    private readonly symptoms: SymptomTickets,
  ) {}

  /** Responds after all alerts are on disk. After a 5xx, Alertmanager sends the same notification again. */
  @Post()
  @HttpCode(204)
  @BodyRules({ limitBytes: webhookLimitBytes, anyText: true })
  @ApiOperation({
    summary: 'Receive a notification',
    description: 'The webhook of Alertmanager, version 4. When it answers, all is on disk.',
  })
  async receive(@Body() { receiver, alerts }: WebhookDto): Promise<void> {
    this.pages.receive(receiver, await this.symptoms.withoutUnexplained(readAlerts(alerts)));
  }
}
