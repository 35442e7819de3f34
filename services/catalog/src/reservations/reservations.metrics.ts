import { counter } from '@webstore/telemetry';

export const reservationRequests = counter({
  name: 'webstore_catalog_reservations_total',
  help: 'Requests to set stock aside, by how they ended: held, out_of_stock or refused.',
  labels: ['result'],
});

export const expiredReservations = counter({
  name: 'webstore_catalog_reservations_expired_total',
  help: 'Reservations released because their order did not complete in time.',
});

for (const result of ['held', 'out_of_stock', 'refused']) reservationRequests.add({ result }, 0);
expiredReservations.add({}, 0);
