import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { siteConfig } from '../../config.ts';
import { Loaded } from '../../design/loaded.tsx';
import { purify } from '../../design/purify.ts';
import { Alone } from '../../shell/alone.tsx';
import { Section } from '../../shell/page.tsx';
import { day } from '../../words/amounts.ts';
import { Rich } from '../../words/rich.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import './policy.css';
import { policyQuery } from './queries.ts';
import { PolicyVersions } from './versions.tsx';

const say = words(messages);

/** The policy in force, for everybody. */
export function Policy() {
  const policy = useQuery(policyQuery);
  const { privacyContact } = siteConfig();
  const data = policy.data;
  const time = (inner: string) => <time dateTime={data?.effective}>{inner}</time>;
  const mail = (inner: string) => <a href={`mailto:${privacyContact}`}>{inner}</a>;
  return (
    <Alone
      title={say('policy.title')}
      intro={
        data && (
          <Rich
            text={say('policy.intro', { version: data.version, date: day(data.effective) })}
            parts={{ time }}
          />
        )
      }
    >
      <Loaded query={policy} lines={12}>
        {({ html }) => <Document html={html} />}
      </Loaded>
      <Section title={say('policy.versions')}>
        <PolicyVersions />
        <p className="quiet">
          <Rich text={say('policy.contact', { contact: privacyContact })} parts={{ a: mail }} />
        </p>
      </Section>
    </Alone>
  );
}

/** The page's own document, cleaned like anything that comes as HTML; its title is ours already. */
function Document({ html }: { readonly html: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const cleaned = purify(html, {
      FORBID_TAGS: ['style', 'img', 'form'],
      FORBID_ATTR: ['style', 'class', 'id'],
    });
    cleaned.querySelector('h1')?.remove();
    for (const table of cleaned.querySelectorAll('table')) {
      const frame = Object.assign(document.createElement('div'), { className: 'table-frame', tabIndex: 0 });
      table.className = 'table';
      table.replaceWith(frame);
      frame.append(table);
    }
    place.current?.replaceChildren(cleaned);
  }, [html]);
  return <div className="policy-text" ref={place} />;
}
