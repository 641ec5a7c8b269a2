import { get, i32, moduleOf, repeatWhile, set, v128 } from './wasm-code.js';
import { instanceOf } from './wasm-instance.js';

/** Counts the line feeds in bytes, from one place to before another; both lie within the bytes. */
export type LineCounter = (input: Uint8Array, from: number, to: number) => number;

const lineFeed = 0x0a;
const vectorBytes = 16;
/** Bytes that are counted at once: they stay in the fastest caches. */
const windowBytes = 32 * 1024;

/** One that looks at a byte at a time: for machines that know no vectors. */
export const countPlainly: LineCounter = (input, from, to) => {
  let count = 0;
  for (let at = from; at < to; at++) if (input[at] === lineFeed) count++;
  return count;
};

/** One that looks at 16 bytes at a time; null: this machine knows no vectors. */
export function vectorCounter(): LineCounter | null {
  const instance = instanceOf(countProgram());
  if (!instance) return null;
  const { run, memory } = instance.exports;
  const bytes = new Uint8Array(memory.buffer);
  return (input, from, to) => {
    let count = 0;
    for (let start = from; start < to; start += windowBytes) {
      const end = Math.min(start + windowBytes, to);
      bytes.set(input.subarray(start, end));
      bytes.fill(0, end - start, end - start + vectorBytes);
      count += run(end - start);
    }
    return count;
  };
}

/** The fastest one that this machine can run. */
export const countLines: LineCounter = vectorCounter() ?? countPlainly;

/** The program: takes how many bytes there are at the start of its memory, at least one, and zeros behind them. */
function countProgram(): Uint8Array<ArrayBuffer> {
  const [end, at, count, wanted] = [0, 1, 2, 3] as const;
  const found = v128.bitmask(v128.equal(v128.load(get(at)), get(wanted)));
  const body = [
    set(wanted, v128.splat(i32.const(lineFeed))),
    repeatWhile(
      [set(count, i32.add(get(count), i32.ones(found))), set(at, i32.add(get(at), i32.const(vectorBytes)))],
      i32.lessThan(get(at), get(end)),
    ),
    get(count),
  ].flat();
  return moduleOf({ parameters: 1, integers: 2, vectors: 1, body, memoryPages: 1 });
}
