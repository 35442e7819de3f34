/** A current or upcoming problem with the files of a lab. */
export interface StateProblem {
  /** The file or folder. */
  what: string;
  problem: string;
  fix: string;
}
