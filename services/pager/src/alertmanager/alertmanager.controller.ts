import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow } from '@webstore/http';
import { createZodDto } from 'nestjs-zod';
import { PagesService } from '../pages/pages.service';
import { webhook } from './webhook';

class WebhookDto extends createZodDto(webhook) {}

@Controller('alertmanager')
@Allow('admin')
export class AlertmanagerController {
  constructor(private readonly pages: PagesService) {}

  /** Answers when all is on disk; on any 5xx Alertmanager sends the same again. */
  @Post()
  @HttpCode(204)
  receive(@Body() { receiver, alerts }: WebhookDto): void {
    this.pages.receive(receiver, alerts);
  }
}
