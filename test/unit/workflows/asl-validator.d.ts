declare module 'asl-validator' {
  /** Checks a definition against the schema of Amazon States Language, and that its states exist and are reached. */
  function validate(definition: unknown): { readonly isValid: boolean; readonly errors: readonly object[] };
  export = validate;
}
