import { Body, Controller, Delete, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { Allow, Caller, type Principal } from '@webstore/http';
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
  reserve(
    @Param() { orderId }: ReservationIdDto,
    @Body() { lines }: ReserveStockDto,
    @Caller() caller: Principal,
  ) {
    return this.reservations.reserve(orderId, lines, caller);
  }

  @Get(':orderId')
  @ZodResponse({ status: 200, type: ReservationDto })
  find(@Param() { orderId }: ReservationIdDto, @Caller() caller: Principal) {
    return this.reservations.find(orderId, caller);
  }

  @Delete(':orderId')
  @Allow('user')
  @ZodResponse({ status: 200, type: ReservationDto })
  giveBack(@Param() { orderId }: ReservationIdDto, @Caller() caller: Principal) {
    return this.reservations.giveBack(orderId, caller);
  }
}
