/** The program behind the guard. */
export interface Upstream {
  host: string;
  port: number;
}
