/** A dependency of the service. `check` rejects if the dependency is down. */
export interface DependencyCheck {
  readonly name: string;
  /** Rejects if the dependency is down. */
  readonly check: () => Promise<unknown>;
  /** True for a dependency that the service can work without (a cache): its state is reported but does not affect readiness. */
  readonly optional?: boolean;
}

export const DEPENDENCY_CHECKS = Symbol('dependency checks');
