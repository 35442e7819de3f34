import type { AccessRow, CallerKind } from '@webstore/http';
import { formatted } from '@webstore/lab-core/output/generated-files.ts';
import type { ServiceAccess } from './documents.ts';

const kinds: CallerKind[] = ['customer', 'synthetic', 'tester', 'admin'];

const heading = `# Who may call what

Made from the OpenAPI documents of the services by \`npx nx run-many -t generate\`; \`x-access\` of each operation says the same.
The \`access.int.spec.ts\` of the shop's services and of the pager send every row as every caller, with good tokens and with forged ones.

A call without a valid token gets 401, and a call that the caller's role does not allow gets 403. In the table,
*yes* means allowed, *all* means for the data of every customer, and *own* means for the caller's own data. Data of another
customer gets 404, as if it did not exist. \`GET /orders\` lists a customer's own orders, and all orders to the tester and the admin. The pager has
one token, that of the admin.`;

/** docs/reference/access.md. */
export const accessPage = (services: readonly ServiceAccess[]) =>
  formatted({ 'docs/reference/access.md': text(services) });

function text(services: readonly ServiceAccess[]): string {
  const tables = services.map(({ service, rows }) => `## ${service}\n\n${tableOf(rows)}`);
  return `${heading}\n\n${tables.join('\n\n')}\n`;
}

function tableOf(rows: readonly AccessRow[]): string {
  const sorted = rows.toSorted((a, b) => a.path.localeCompare(b.path, 'en') || order(a) - order(b));
  const lines = sorted.map((row) => {
    const cells = kinds.map((kind) => cellOf(row, kind));
    return `| \`${row.method} ${row.path}\` | ${row.owned ?? ''} | ${row.public ? 'yes' : '–'} | ${cells.join(' | ')} |`;
  });
  return ['| route | whose | no token | ' + kinds.join(' | ') + ' |', '|-|-|-|-|-|-|-|', ...lines].join('\n');
}

const order = ({ method }: AccessRow) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].indexOf(method);

function cellOf({ public: isPublic, callers, owned }: AccessRow, kind: CallerKind): string {
  if (isPublic) return 'yes';
  if (!callers.includes(kind)) return '–';
  if (!owned) return 'yes';
  return kind === 'tester' || kind === 'admin' ? 'all' : 'own';
}
