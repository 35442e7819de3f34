/**
 * Whom and what the synthetic checks buy as: reserved, so that no customer's figures and no customer's stock are touched.
 * Neither is in what customers are shown (`GET /customers`, `GET /products`).
 */
export const syntheticCustomerId = 'cus-synthetic';
export const syntheticProductId = 'synthetic-sample';
