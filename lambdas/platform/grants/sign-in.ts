/** The addresses of the managed login and of its public keys, which anybody may call. */
export const signIn = () => ({ to: 'sign-in' }) as const;
