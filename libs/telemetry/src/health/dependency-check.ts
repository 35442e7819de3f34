/** Something the service works with. `check` rejects when it is down. */
export interface DependencyCheck {
  readonly name: string;
  readonly check: () => Promise<unknown>;
  /** True for what the service can do without (a cache): its state is shown, and the service stays ready. */
  readonly optional?: boolean;
}

export const DEPENDENCY_CHECKS = Symbol('dependency checks');
