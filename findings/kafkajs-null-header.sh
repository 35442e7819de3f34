#!/usr/bin/env bash
# kafkajs 2.2.4: Kafka allows a header without a value, and kafkajs writes one as null, but it measures the record first, and the
# length of null throws. A consumer that forwards the headers of a message (to a dead-letter topic, say) cannot send it.
# And its decoder collects headers in a plain object: one that is called like a member of Object.prototype arrives as a list
# whose first entry is that member, which cannot be sent again either.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund kafkajs@2.2.4
cat >run.cjs <<'JS'
const Encoder = require('kafkajs/src/protocol/encoder');
const Decoder = require('kafkajs/src/protocol/decoder');
const record = require('kafkajs/src/protocol/recordBatch/record/v0');
const decodeRecord = require('kafkajs/src/protocol/recordBatch/record/v0/decoder');

const write = (headers) => record({ timestamp: 0, key: Buffer.from('k'), value: Buffer.from('v'), headers });
try {
  write({ 'no-value': null });
  console.log('a header without a value: written');
} catch (error) {
  console.log(`a header without a value: ${error.name}`);
}
const { buffer } = new Encoder().writeEncoder(write({ toString: 'text' }));
const decoder = new Decoder(buffer);
decoder.readVarInt(); // The record's length.
const read = decodeRecord(decoder, { firstOffset: '0', firstTimestamp: '0', magicByte: 2 });
const value = read.headers.toString;
console.log(`a header called toString: ${Array.isArray(value) ? value.map((one) => typeof one).join() : typeof value}`);
JS
got=$(node run.cjs)
printf '%s\n' "$got"
[ "$got" = 'a header without a value: TypeError
a header called toString: function,object' ]
