import { type ComponentType, useEffect, useRef } from 'react';
import { Link, useParams } from 'wouter';
import { LostPage } from '../../design/lost.tsx';
import { Page } from '../../design/page.tsx';
import { words } from '../../words/words.ts';
import { AuditTrail } from './audit.tsx';
import { DeleteAccount } from './delete.tsx';
import { Exports } from './exports.tsx';
import { Holdings } from './held.tsx';
import { messages } from './messages.ts';
import { PolicyInForce } from './policy-in-force.tsx';
import './privacy.css';

const say = words(messages);

const parts = {
  held: Holdings,
  export: Exports,
  audit: AuditTrail,
  policy: PolicyInForce,
  delete: DeleteAccount,
} as const satisfies Record<string, ComponentType>;
type Part = keyof typeof parts;
const names: readonly Part[] = ['held', 'export', 'audit', 'policy', 'delete'];
const isPart = (name: string): name is Part => name in parts;
const hrefOf = (part: Part): string => (part === 'held' ? '/privacy' : `/privacy/${part}`);

/** The privacy centre: each part has an address of its own, so that signing in again comes back to it. */
export function Privacy() {
  const { part = 'held' } = useParams<{ part?: string }>();
  if (!isPart(part)) return <LostPage />;
  const Shown = parts[part];
  return (
    <Page title={say('privacy.title')} wide>
      <Tabs key={part} part={part} />
      <Shown />
    </Page>
  );
}

function Tabs({ part }: { readonly part: Part }) {
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, []);
  return (
    <nav className="parts" ref={tabs} aria-label={say('privacy.parts')}>
      {names.map((name) => (
        <Link key={name} href={hrefOf(name)} aria-current={name === part ? 'page' : undefined}>
          {say(`privacy.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
