import type { ContentBlock, Message, ToolConfiguration, ToolUseBlock } from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';
import type { ModelAnswer } from './model-answer.ts';
import type { LogLine, RunResult } from './platform.ts';
import { Excerpt, type ShellEnd } from './shell.ts';
import type { Command } from './shell-protocol.ts';

/** Model calls of one run; two messages each, and the API takes 400. */
const maxSteps = 100;
const commandSeconds = 120;
const maxCommandSeconds = 600;
/** Of one command's output: what the model reads, and what the log keeps. */
const modelOutputChars = 16_000;
const logOutputChars = 16_000;
/** A result takes 200,000 bytes, a character of any script three. */
const maxResultChars = 65_000;

export const instructions = [
  'You work for the person who wrote the first message, on a Linux machine that is theirs alone.',
  'Use the tool `shell` to look, to act and to check; your files stay in your home folder between tasks.',
  'Nobody answers questions while you work: choose the sensible way and say which.',
  'End with a short report: what you did, what you found, and what is left.',
].join(' ');

export const tools: ToolConfiguration = {
  tools: [
    {
      toolSpec: {
        name: 'shell',
        description:
          'Runs a bash script as the user `agent` in its home folder and returns output and exit code. Each call is a new shell; what it leaves in the background ends with it.',
        inputSchema: {
          json: {
            type: 'object',
            properties: {
              script: { type: 'string', description: 'The bash script.' },
              seconds: {
                type: 'integer',
                minimum: 1,
                maximum: maxCommandSeconds,
                description: `Time limit; ${commandSeconds} unless given.`,
              },
            },
            required: ['script'],
          },
        },
      },
    },
  ],
};

const shellInput = z.object({
  script: z.string().min(1),
  seconds: z.number().int().min(1).max(maxCommandSeconds).default(commandSeconds),
});

/** What the loop acts through. */
export interface AgentTools {
  readonly ask: (messages: readonly Message[], onText: (text: string) => void) => Promise<ModelAnswer>;
  readonly shell: (command: Command, onOutput: (text: string) => void) => Promise<ShellEnd>;
  readonly log: { write(stream: LogLine['stream'], text: string): void };
  readonly journal: { readonly messages: readonly Message[]; add(message: Message): Promise<void> };
}

/** The built-in agent: asks the model, runs the commands that it wants, and again, until it has nothing more to run. */
export async function runAgent({ ask, shell, log, journal }: AgentTools): Promise<RunResult> {
  await closeOpenCommands(journal);
  for (
    let step = journal.messages.filter(({ role }) => role === 'assistant').length;
    step < maxSteps;
    step++
  ) {
    const text = new LineBuffer((line) => log.write('agent', line));
    const answer = await ask(journal.messages, (part) => text.add(part));
    text.end();
    const { content } = answer.message;
    if (answer.stopReason !== 'tool_use') return ended(answer);
    await journal.add(answer.message);
    const results: ContentBlock[] = [];
    for (const { toolUse } of content) if (toolUse) results.push(await runTool(toolUse, shell, log));
    await journal.add({ role: 'user', content: results });
  }
  return { state: 'failed', failure: 'too-many-steps' };
}

/** A runner that was killed left commands without an answer; whether they had run nobody knows. */
async function closeOpenCommands(journal: AgentTools['journal']): Promise<void> {
  const last = journal.messages.at(-1);
  if (last?.role !== 'assistant') return;
  const content = (last.content ?? []).flatMap(({ toolUse }) =>
    toolUse
      ? [
          answerTo(
            toolUse,
            'The machine was restarted; the command may have run in part. Look before you repeat it.',
            'error',
          ),
        ]
      : [],
  );
  await journal.add({ role: 'user', content });
}

function ended({ message, stopReason }: ModelAnswer): RunResult {
  const output = message.content
    .flatMap(({ text }) => text ?? [])
    .join('\n')
    .trim()
    .slice(0, maxResultChars);
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return { state: 'succeeded', output };
    case 'max_tokens':
      return { state: 'failed', output, failure: 'answer-too-long' };
    default:
      return { state: 'failed', output, failure: stopReason.replaceAll('_', '-').slice(0, 60) };
  }
}

async function runTool(
  use: ToolUseBlock,
  shell: AgentTools['shell'],
  log: AgentTools['log'],
): Promise<ContentBlock> {
  const input = shellInput.safeParse(use.input);
  if (use.name !== 'shell' || !input.success)
    return answerTo(use, 'There is one tool, `shell`, with `script` and perhaps `seconds`.', 'error');
  log.write('tool', input.data.script);
  const forModel = new Excerpt(modelOutputChars);
  const forLog = new LineBuffer((line) => log.write('output', line), logOutputChars);
  const { end, code } = await shell(input.data, (text) => {
    forModel.add(text);
    forLog.add(text);
  });
  forLog.end();
  const how = {
    exit: `exit code ${code ?? 'unknown (killed)'}`,
    time: `ended after ${input.data.seconds} s`,
    lost: 'the shell was restarted',
  }[end];
  log.write('system', how);
  return answerTo(use, `${forModel.text}\n[${how}]`, end === 'exit' && code === 0 ? 'success' : 'error');
}

const answerTo = ({ toolUseId }: ToolUseBlock, text: string, status: 'success' | 'error'): ContentBlock => ({
  toolResult: { toolUseId, content: [{ text }], status },
});

/** Whole lines as soon as they are whole, up to a number of characters. */
class LineBuffer {
  private readonly onLine: (line: string) => void;
  private left: number;
  private rest = '';

  constructor(onLine: (line: string) => void, maxChars = Number.POSITIVE_INFINITY) {
    this.onLine = onLine;
    this.left = maxChars;
  }

  add(text: string): void {
    const allowed = text.slice(0, Math.max(0, this.left));
    this.left -= text.length;
    const lines = (this.rest + allowed).split('\n');
    this.rest = lines.pop() ?? '';
    if (lines.length > 0) this.onLine(lines.join('\n'));
  }

  end(): void {
    if (this.left < 0) this.rest += `\n… ${-this.left} more characters`;
    if (this.rest !== '') this.onLine(this.rest);
    this.rest = '';
  }
}
