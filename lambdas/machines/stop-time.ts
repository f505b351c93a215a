/** When an instance was stopped or terminated, as EC2 writes it into the reason: `User initiated (2026-11-23 02:00:00 GMT)`. */
export function stopTimeOf(reason: string | undefined): number | undefined {
  const [, day, time] = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) GMT\)/.exec(reason ?? '') ?? [];
  return day === undefined ? undefined : Date.parse(`${day}T${time}Z`);
}
