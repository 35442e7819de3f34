import { Body, Controller, Delete, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { Allow, Caller, Owned, type Principal } from '@webstore/http';
import { ApiOperation } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { ReservationResultsInterceptor } from './reservation-results.interceptor';
import { ReservationDto, ReservationIdDto, ReserveStockDto } from './reservations.dto';
import { ReservationsService } from './reservations.service';

@Controller('reservations')
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Put(':orderId')
  @Owned('reservation')
  @Allow('user')
  @UseInterceptors(ReservationResultsInterceptor)
  @ZodResponse({ status: 200, type: ReservationDto })
  @ApiOperation({
    summary: 'Reserve stock',
    description:
      'All lines of an order or none, until it completes or the reservation expires. Repeated, it answers what was reserved before.',
  })
  reserve(
    @Param() { orderId }: ReservationIdDto,
    @Body() request: ReserveStockDto,
    @Caller() caller: Principal,
  ) {
    return this.reservations.reserve(orderId, request, caller);
  }

  @Get(':orderId')
  @Owned('reservation')
  @ZodResponse({ status: 200, type: ReservationDto })
  @ApiOperation({
    summary: 'Show a reservation',
    description: 'The stock that is set aside for an order, with the prices of that moment.',
  })
  find(@Param() { orderId }: ReservationIdDto, @Caller() caller: Principal) {
    return this.reservations.find(orderId, caller);
  }

  @Delete(':orderId')
  @Owned('reservation')
  @Allow('user')
  @ZodResponse({ status: 200, type: ReservationDto })
  @ApiOperation({
    summary: 'Give reserved stock back',
    description:
      'At once, for an order that was not placed. It changes the state of a held reservation to released.',
  })
  giveBack(@Param() { orderId }: ReservationIdDto, @Caller() caller: Principal) {
    return this.reservations.giveBack(orderId, caller);
  }
}
