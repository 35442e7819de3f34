/**
 * Customer and product reserved for the synthetic checks, so that the checks change no customer's metrics or stock.
 * Neither is listed for customers (`GET /customers`, `GET /products`).
 */
export const syntheticCustomerId = 'cus-synthetic';
/** The only product that the synthetic customer buys. */
export const syntheticProductId = 'synthetic-sample';
