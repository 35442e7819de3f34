import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { Allow } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { ReservationResultsInterceptor } from './reservation-results.interceptor';
import { ReservationDto, ReservationIdDto, ReserveStockDto } from './reservations.dto';
import { ReservationsService } from './reservations.service';

@Controller('reservations')
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Put(':orderId')
  @Allow('user')
  @UseInterceptors(ReservationResultsInterceptor)
  @ZodResponse({ status: 200, type: ReservationDto })
  reserve(@Param() { orderId }: ReservationIdDto, @Body() { lines }: ReserveStockDto) {
    return this.reservations.reserve(orderId, lines);
  }

  @Get(':orderId')
  @ZodResponse({ status: 200, type: ReservationDto })
  find(@Param() { orderId }: ReservationIdDto) {
    return this.reservations.find(orderId);
  }
}
