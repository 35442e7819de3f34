import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
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
  @ApiOperation({
    summary: 'Reserve stock',
    description:
      'All lines of an order or none, until it completes or the reservation expires. Repeated, it answers what was reserved before.',
  })
  reserve(@Param() { orderId }: ReservationIdDto, @Body() { lines }: ReserveStockDto) {
    return this.reservations.reserve(orderId, lines);
  }

  @Get(':orderId')
  @ZodResponse({ status: 200, type: ReservationDto })
  @ApiOperation({
    summary: 'Show a reservation',
    description: 'The stock that is set aside for an order, with the prices of that moment.',
  })
  find(@Param() { orderId }: ReservationIdDto) {
    return this.reservations.find(orderId);
  }
}
