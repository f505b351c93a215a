/** Lets the calls of several parties happen in one given order: what two requests at once may meet, each order once. */
export class Schedule {
  private readonly order: string[];
  private readonly name: string;
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly counts = new Map<string, number>();

  constructor(order: readonly string[]) {
    this.order = [...order];
    this.name = order.join(' ');
  }

  /** Every order of so many calls of each party. */
  static *all(calls: Readonly<Record<string, number>>, before: readonly string[] = []): Generator<Schedule> {
    const left = Object.entries(calls).filter(([, count]) => count > 0);
    if (left.length === 0) yield new Schedule(before);
    for (const [party, count] of left)
      yield* Schedule.all({ ...calls, [party]: count - 1 }, [...before, party]);
  }

  /** Makes a function of a party wait for its place before it acts. */
  party(name: string) {
    return <Args extends readonly unknown[], Result>(act: (...args: Args) => Result) =>
      async (...args: Args): Promise<Result> => {
        await new Promise<void>((resolve) => {
          this.waiting.set(name, [...(this.waiting.get(name) ?? []), resolve]);
          this.goOn();
        });
        this.counts.set(name, this.count(name) + 1);
        return act(...args);
      };
  }

  /** Whose places are left is not waited for: it makes no call any more. */
  leave(name: string): void {
    this.order.splice(0, this.order.length, ...this.order.filter((party) => party !== name));
    this.goOn();
  }

  /** How often a party acted. */
  count(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  toString(): string {
    return this.name;
  }

  private goOn(): void {
    const next = this.order[0];
    const resolve = next === undefined ? undefined : this.waiting.get(next)?.shift();
    if (resolve === undefined) return;
    this.order.shift();
    // The next one after all that this one leads to: a call counts as made when its party asks for more, or leaves.
    resolve();
    setImmediate(() => this.goOn());
  }
}
