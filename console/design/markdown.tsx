import { lazy, Suspense } from 'react';
import './prose.css';

const MarkdownBlocks = lazy(async () => ({
  default: (await import('./markdown-blocks.tsx')).MarkdownBlocks,
}));

/** Text of a model. Until what formats it has loaded, it stands there as it came. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <Suspense fallback={<p className="prose plain">{text}</p>}>
      <MarkdownBlocks text={text} />
    </Suspense>
  );
}
