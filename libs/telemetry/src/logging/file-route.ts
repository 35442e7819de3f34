import { createStream, type Options, type RotatingFileStream } from 'rotating-file-stream';
import { MESSAGE } from 'triple-beam';
import TransportStream from 'winston-transport';
import { counter } from '../metrics/metrics';

/** The file and the four before it (`shop.log.1` is the youngest): 50 MB at most. The one written to keeps its name. */
const bounds: Options = { size: '10M', rotate: 4 };
/** Maximum number of bytes that wait for the disk. */
const MOST_WAITING = 4_000_000;
const RETRY_AFTER_MS = 10_000;

const dropped = counter({
  name: 'webstore_log_file_dropped_total',
  help: 'Log lines that the file route could not write; the other routes have them.',
});
dropped.add({}, 0);

/**
 * Writes lines to a file with bounded rotation, for a collector that tails it. A full or slow disk does not block the
 * other routes: excess lines are dropped and counted, and writing is retried after a pause.
 */
export class FileRoute extends TransportStream {
  private file: RotatingFileStream | undefined;
  private brokenAt = -Infinity;

  /** @param onBroken called once per failure of the file */
  constructor(
    private readonly filename: string,
    private readonly onBroken: (error: unknown) => void,
    private readonly options = bounds,
  ) {
    super();
  }

  override log(line: Record<symbol, unknown>, done: () => void): void {
    done();
    const file = this.open();
    if (file && file.writableLength < MOST_WAITING) file.write(`${String(line[MESSAGE])}\n`);
    else dropped.add({});
  }

  override close(): void {
    this.file?.end();
  }

  private open(): RotatingFileStream | undefined {
    if (this.file || performance.now() - this.brokenAt < RETRY_AFTER_MS) return this.file;
    this.file = createStream(this.filename, this.options).on('error', (error) => this.broke(error));
    return this.file;
  }

  private broke(error: unknown): void {
    const first = performance.now() - this.brokenAt > 2 * RETRY_AFTER_MS;
    this.brokenAt = performance.now();
    this.file = undefined;
    dropped.add({});
    if (first) this.onBroken(error);
  }
}
