/** What Node has and its types lack. */
declare namespace WebAssembly {
  function instantiate(
    program: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
}
