// node gunzip.ts FILE.csv.gz: unpacks and throws away, the floor under everything that reads the file.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { programArguments } from './answer.ts';

const { file } = programArguments();
let bytes = 0;
await pipeline(createReadStream(file), createGunzip({ chunkSize: 1 << 18 }), async (chunks) => {
  for await (const chunk of chunks) bytes += chunk.length;
});
console.info(JSON.stringify({ bytes }));
