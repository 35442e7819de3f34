import { parse, stringify } from 'yaml';
import type { Mail } from '@webstore/lab-core/mail-settings.ts';
import { render } from './template.ts';

/**
 * The fields of Alertmanager's configuration that are filled in here; the rest is as in infra/alertmanager.
 */
interface Configuration {
  global?: object;
  route: { routes: object[] };
  receivers: object[];
}

/** infra/alertmanager/alertmanager.yml with the pager's address; with mail, every page also goes there. */
export function alertmanagerConfig(template: string, pagerUrl: string, mail: Mail | undefined): string {
  const { route, receivers, ...rest } = parse(render(template, { pagerUrl })) as Configuration;
  if (!mail) return stringify({ route, receivers, ...rest });
  const { to, from, smarthost, requireTls, username, password } = mail;
  return stringify({
    global: {
      smtp_smarthost: smarthost,
      smtp_from: from,
      smtp_require_tls: requireTls,
      ...(username && { smtp_auth_username: username, smtp_auth_password: password }),
    },
    route: {
      ...route,
      routes: [{ matchers: ['severity = page'], receiver: 'mail', continue: true }, ...route.routes],
    },
    receivers: [...receivers, { name: 'mail', email_configs: [{ to, send_resolved: true }] }],
    ...rest,
  });
}
