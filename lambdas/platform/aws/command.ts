export type Fields = Readonly<Record<string, unknown>>;

export interface Command {
  readonly operation: string;
  readonly input: Fields;
}

/** The class of an operation's commands, made and sent as the SDK's are. */
export const command = (operation: string) =>
  class implements Command {
    readonly operation = operation;
    readonly input: Fields;
    constructor(input: Fields) {
      this.input = input;
    }
  };
