import type { Tracer } from '@opentelemetry/api';
import { InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { NestInstrumentation } from '@opentelemetry/instrumentation-nestjs-core';
import { setScalars } from './attributes';
import { inSpanOf } from '../propagation/context';
import { guarded } from '../guarded';

type Handler = (...request: unknown[]) => unknown;
/** Nest's factory of a route handler: guards, interceptors, pipes and the controller's method. */
type Create = (controller: object, method: { name: string }, ...rest: unknown[]) => Handler;
interface Router {
  RouterExecutionContext: { prototype: { create: Create } };
}

/**
 * Nest's instrumentation with one span per request, such as `OrdersController.place`, instead of two. The second span, for
 * the method alone, adds cost but no information.
 */
export class NestSpans extends NestInstrumentation {
  override getRouterExecutionContextFileInstrumentation(versions: string[]): InstrumentationNodeModuleFile {
    return new InstrumentationNodeModuleFile(
      '@nestjs/core/router/router-execution-context.js',
      versions,
      (router: Router) => {
        this._wrap(router.RouterExecutionContext.prototype, 'create', (create) =>
          withSpan(this.tracer, create),
        );
        return router;
      },
      (router: Router) => this._unwrap(router.RouterExecutionContext.prototype, 'create'),
    );
  }
}

const describe = guarded('nest-spans', setScalars, () => undefined);

function withSpan(tracer: Tracer, create: Create): Create {
  return function (this: unknown, controller, method, ...rest) {
    const handle = create.call(this, controller, method, ...rest);
    const attributes = {
      'nestjs.type': 'request_context',
      'nestjs.controller': controller.constructor.name,
      'nestjs.callback': method.name,
    };
    const name = `${controller.constructor.name}.${method.name}`;
    return (...request) =>
      inSpanOf(tracer, name, (span) => {
        describe(span, attributes);
        return handle(...request);
      });
  };
}
