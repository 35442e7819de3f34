import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { AcknowledgePageDto, PageDto, PageIdDto, PagesQueryDto } from './pages.dto';
import { PagesService } from './pages.service';

@Controller('pages')
@Allow('admin')
export class PagesController {
  constructor(private readonly pages: PagesService) {}

  @Get()
  @ZodResponse({ status: 200, type: [PageDto] })
  @ApiOperation({
    summary: 'List pages',
    description: 'What fires first, pages before tickets; then the newest.',
  })
  list(@Query() query: PagesQueryDto) {
    return this.pages.list(query);
  }

  @Get(':id')
  @ZodResponse({ status: 200, type: PageDto })
  @ApiOperation({
    summary: 'Show a page',
    description: 'One occurrence of an alert, with all who were notified of it.',
  })
  find(@Param() { id }: PageIdDto) {
    return this.pages.find(id);
  }

  /** Acknowledges a page, which stops its escalation. */
  @Post(':id/acknowledge')
  @ZodResponse({ status: 200, type: PageDto })
  @ApiOperation({
    summary: 'Acknowledge a page',
    description: 'It does not escalate further. 409 when another engineer has acknowledged it.',
  })
  acknowledge(@Param() { id }: PageIdDto, @Body() { by }: AcknowledgePageDto) {
    return this.pages.acknowledge(id, by);
  }
}
