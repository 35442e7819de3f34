/** For ./lab bench: one trivial GET after the other, either as many as go (VUS) or at a fixed arrival rate (RATE). */
import http from 'k6/http';
import { load, summary } from './load.ts';

export const options = load;
export const handleSummary = summary;

export default function () {
  http.get(`${__ENV['TARGET']}/hello/world`, { tags: { name: 'GET /hello/:name' } });
}
