const bytes = (...parts: (string | number[] | Buffer)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as never)));

function varint(value: number): Buffer {
  const out: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...out, Number(rest)]);
    out.push(Number(rest & 127n) | 128);
  }
}

/** A Protocol Buffers field that holds a string or a message. */
const message = (field: number, ...parts: (string | Buffer)[]) => {
  const content = bytes(...parts);
  return bytes(varint((field << 3) | 2), varint(content.length), content);
};
const integer = (field: number, value: number) => bytes(varint(field << 3), varint(value));
const double = (field: number, value: number) => {
  const content = Buffer.alloc(8);
  content.writeDoubleLE(value);
  return bytes(varint((field << 3) | 1), content);
};

/** Snappy's block format without compression: one literal. */
function snappy(content: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(content.length - 1);
  return bytes(varint(content.length), [61 << 2], length, content);
}

/** A sample in the remote-write format. */
export const remoteWrite = (name: string, now = Date.now()) =>
  snappy(
    message(
      1,
      message(1, message(1, '__name__'), message(2, name)),
      message(2, double(1, 1), integer(2, now)),
    ),
  );

/** A line in the format of Loki's own clients. */
export function lokiPush(job: string, now = Date.now()): Buffer {
  const time = bytes(integer(1, Math.floor(now / 1_000)), integer(2, (now % 1_000) * 1e6));
  return snappy(
    message(1, message(1, `{job="${job}"}`), message(2, message(1, time), message(2, `a line of ${job}`))),
  );
}

/** A log record as OTLP JSON. */
export const otlpLogs = (service: string, now = Date.now()) => ({
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeLogs: [
        { logRecords: [{ timeUnixNano: `${now}000000`, body: { stringValue: `a line of ${service}` } }] },
      ],
    },
  ],
});
