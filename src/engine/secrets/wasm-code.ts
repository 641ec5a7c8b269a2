/**
 * As much of an assembler for WebAssembly (https://webassembly.github.io/spec/core/binary) as the search for keywords
 * and the counting of lines need: each function returns the bytes of an instruction after those of its operands.
 */
export type Code = readonly number[];

const [i32Type, v128Type] = [0x7f, 0x7b];
const noResult = 0x40;
/** Says that an address may be any: no alignment is promised. */
const unaligned = 0;

const binary =
  (...opcode: number[]) =>
  (left: Code, right: Code): Code => [...left, ...right, ...opcode];
const unary =
  (...opcode: number[]) =>
  (operand: Code): Code => [...operand, ...opcode];
const load =
  (...opcode: number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, unaligned, ...unsigned(offset)];

/** Instructions on 32-bit integers. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: load(0x28),
  load8: load(0x2d),
  store: (address: Code, value: Code): Code => [...address, ...value, 0x36, unaligned, 0],
  lessThan: binary(0x49),
  add: binary(0x6a),
  subtract: binary(0x6b),
  multiply: binary(0x6c),
  and: binary(0x71),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x76),
  /** How many zero bits stand below the lowest that is set. */
  trailingZeros: unary(0x68),
  /** How many bits are set. */
  ones: unary(0x69),
};

/** Instructions on vectors of 16 bytes. */
export const v128 = {
  load: load(0xfd, 0x00),
  splat: unary(0xfd, 0x0f),
  /** By byte of `indices`, that byte of the table; 0 for indices above 15. */
  lookUp: (table: Code, indices: Code): Code => [...table, ...indices, 0xfd, 0x0e],
  /** By byte: all of its bits where the two agree, else none. */
  equal: binary(0xfd, 0x23),
  notEqual: binary(0xfd, 0x24),
  and: binary(0xfd, 0x4e),
  anyTrue: unary(0xfd, 0x53),
  /** The highest bit of each byte, as an integer. */
  bitmask: unary(0xfd, 0x64),
  /** By pair of bytes, of which the second counts more: processors have none for single bytes. */
  shiftPairsRight: binary(0xfd, 0x8d, 0x01),
};

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const when = (condition: Code, ...then: readonly Code[]): Code => [
  ...condition,
  ...[0x04, noResult],
  ...then.flat(),
  0x0b,
];
/** Does the steps, and again as long as the condition holds after them. */
export const repeatWhile = (steps: readonly Code[], condition: Code): Code => [
  ...[0x03, noResult],
  ...steps.flat(),
  ...condition,
  ...[0x0d, 0, 0x0b],
];

/** A function of integers that returns one, and a memory. */
export interface WasmProgram {
  readonly parameters: number;
  /** Further locals, numbered after the parameters: first integers, then vectors. */
  readonly integers: number;
  readonly vectors: number;
  readonly body: Code;
  /** Of 64 KiB. */
  readonly memoryPages: number;
}

/** The module: it exports the function as `run`, the memory as `memory`. */
export function moduleOf({
  parameters,
  integers,
  vectors,
  body,
  memoryPages,
}: WasmProgram): Uint8Array<ArrayBuffer> {
  const locals = list([
    [...unsigned(integers), i32Type],
    [...unsigned(vectors), v128Type],
  ]);
  const type = [0x60, ...list(Array.from({ length: parameters }, () => [i32Type])), ...list([[i32Type]])];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list([type])),
    ...section(3, list([[0]])),
    ...section(5, list([[0, ...unsigned(memoryPages)]])),
    ...section(
      7,
      list([
        [...name('run'), 0, 0],
        [...name('memory'), 2, 0],
      ]),
    ),
    ...section(10, list([sized([...locals, ...body, 0x0b])])),
  ]);
}

function section(id: number, content: Code): Code {
  return [id, ...sized(content)];
}

function sized(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): Code {
  return sized([...Buffer.from(text)]);
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
