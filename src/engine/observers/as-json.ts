/** A fact type as a file reader may return it: the same members, known to be plain JSON. */
export type AsJson<Fact extends object> = { readonly [Key in keyof Fact]: Fact[Key] };
