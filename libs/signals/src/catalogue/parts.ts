import { labels, promql, type Query } from '../query';

/** Running components, deploys and firing alerts. */
export const parts = {
  environments: labels('Which environments are there?', 'up{job="services"}', 'environment'),
  servicesWithRequests: labels(
    'Which services answer HTTP requests?',
    'webstore_http_requests_total{environment="$environment"}',
    'service',
  ),
  services: labels('Which services are there?', 'up{job="services",environment="$environment"}', 'service'),
  servicesUp: promql(
    'Which services can be scraped?',
    'state',
    'max by (service) (up{job="services",environment="$environment"})',
  ),
  partsUp: promql(
    'Which parts of the stack can be scraped?',
    'state',
    'max by (part) (up{job="stack",environment="$environment"})',
  ),
  deploys: promql(
    'When did a process of a service start, or come in another version?',
    'moment',
    // The series has samples for only half a minute, which a graph of several hours would step over.
    '1000 * last_over_time(webstore:deploys{environment="$environment"}[$window])',
  ),
  pagesFiring: promql(
    'Which pages fire?',
    'state',
    'max by (alertname, severity, service) (max_over_time(ALERTS{alertstate="firing",severity="page",environment="$environment"}[$window]))',
  ),
  alertsOfPeriod: promql(
    'Which alerts fired in the period?',
    'state',
    'max by (alertname, severity, team, service) (max_over_time(ALERTS{alertstate="firing",environment="$environment"}[$period]))',
  ),
} as const satisfies Record<string, Query>;
