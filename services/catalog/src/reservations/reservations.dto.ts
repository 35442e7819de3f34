import { reservation, reserveStock } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';

export class ReservationIdDto extends createZodDto(reservation.pick({ orderId: true })) {}
export class ReserveStockDto extends createZodDto(reserveStock) {}
export class ReservationDto extends createZodDto(reservation) {}
