/** A program of `moduleOf` that can be run. */
export interface WasmInstance {
  readonly exports: {
    readonly run: (parameter: number) => number;
    readonly memory: { readonly buffer: ArrayBuffer };
  };
}

/** Node has it, its types do not. */
interface WithWebAssembly {
  readonly WebAssembly?: {
    validate(bytes: Uint8Array<ArrayBuffer>): boolean;
    readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
    readonly Instance: new (module: object) => WasmInstance;
  };
}

/** Null: the machine does not know all of its instructions. */
export function instanceOf(code: Uint8Array<ArrayBuffer>): WasmInstance | null {
  const { WebAssembly } = globalThis as unknown as WithWebAssembly;
  return WebAssembly?.validate(code) ? new WebAssembly.Instance(new WebAssembly.Module(code)) : null;
}
