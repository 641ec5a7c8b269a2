import { get, i32, moduleOf, repeatWhile, set, v128, when, type Code } from './wasm-code.js';

/** Of the hash by which three bytes get their slot: the upper half of their product with it. */
export const multiplier = 0x9e3779b1 | 0;
export const tableBytes = 16;
export const bitsStart = 1024;
export const inputStart = 16 * 1024;
export const foundStart = 64 * 1024;
const memoryPages = 5;

/** Slots of the locals: the parameter, integers, vectors. */
const [end, at, bits, place, slot, found] = [0, 1, 2, 3, 4, 5] as const;
const tables = [6, 7, 8, 9, 10, 11, 12, 13] as const;
const [lowerHalf, bytes, hits] = [14, 15, 16] as const;

/**
 * The program: takes the address of the window's end, returns that of the end of what was found. Its memory: the tables,
 * a bit for each slot, the window, and what is found.
 */
export function gramProgram(): Uint8Array<ArrayBuffer> {
  const body = [
    set(at, i32.const(inputStart)),
    set(found, i32.const(foundStart)),
    set(lowerHalf, v128.splat(i32.const(0x0f))),
    ...tables.map((table, index) => set(table, v128.load(i32.const(index * tableBytes)))),
    repeatWhile(lookAtSixteen(), i32.lessThan(get(at), get(end))),
    get(found),
  ].flat();
  return moduleOf({ parameters: 1, integers: 5, vectors: 11, body, memoryPages });
}

function lookAtSixteen(): Code[] {
  const ofPlaces = [0, 1, 2, 3].flatMap((index) => {
    const lower = v128.lookUp(get(tables[2 * index]!), v128.and(get(bytes), get(lowerHalf)));
    const upperHalves = v128.and(v128.shiftPairsRight(get(bytes), i32.const(4)), get(lowerHalf));
    const upper = v128.lookUp(get(tables[2 * index + 1]!), upperHalves);
    const buckets = v128.and(lower, upper);
    return [
      set(bytes, v128.load(get(at), index)),
      set(hits, index === 0 ? buckets : v128.and(get(hits), buckets)),
    ];
  });
  return [
    ...ofPlaces,
    when(
      v128.anyTrue(get(hits)),
      set(bits, v128.bitmask(v128.notEqual(get(hits), v128.splat(i32.const(0))))),
      repeatWhile(tellLowest(), get(bits)),
    ),
    set(at, i32.add(get(at), i32.const(16))),
  ];
}

/** Tells of the place of the lowest bit, if the slot agrees, and clears the bit. */
function tellLowest(): Code[] {
  const firstThree = i32.and(i32.load(get(place)), i32.const(0xffffff));
  const bitsOfSlot = i32.load8(i32.shiftRight(get(slot), i32.const(3)), bitsStart);
  return [
    set(place, i32.add(get(at), i32.trailingZeros(get(bits)))),
    set(slot, i32.shiftRight(i32.multiply(firstThree, i32.const(multiplier)), i32.const(16))),
    when(
      i32.and(i32.shiftRight(bitsOfSlot, i32.and(get(slot), i32.const(7))), i32.const(1)),
      i32.store(get(found), i32.subtract(get(place), i32.const(inputStart))),
      i32.store(i32.add(get(found), i32.const(4)), get(slot)),
      set(found, i32.add(get(found), i32.const(8))),
    ),
    set(bits, i32.and(get(bits), i32.subtract(get(bits), i32.const(1)))),
  ];
}
