/** Attributes of the span with which checkout places an order, to search traces by. */
export const placedOrder = { 'http.route': '/orders', 'http.response.status_code': '201' } as const;
