import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { Gateway } from '../../../../../local/doubles/cloudfront/gateway.ts';
import { listen } from '../../../../../local/doubles/listen.ts';

it('waits with a request, and its body, while the emulator restarts', async () => {
  const heard: string[] = [];
  const emulator = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push(body);
      response.end('heard');
    });
  });
  const port = await listen(emulator, 0);
  await new Promise((ended) => emulator.close(ended));
  const gateway = new Gateway(`http://127.0.0.1:${port}`);
  const edge = createServer((request, response) => {
    void gateway.forward(request, '/', {}).then((answer) => answer.pipe(response));
  });
  const asked = fetch(`http://127.0.0.1:${await listen(edge, 0)}`, { method: 'POST', body: 'said once' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(heard).toEqual([]);
  await listen(emulator, port);
  expect(await (await asked).text()).toBe('heard');
  expect(heard).toEqual(['said once']);
  edge.close();
  emulator.close();
});
