/** Something the service cannot work without. `check` rejects when it is down. */
export interface DependencyCheck {
  readonly name: string;
  readonly check: () => Promise<unknown>;
}

export const DEPENDENCY_CHECKS = Symbol('dependency checks');
