import { useLayoutEffect, useRef, useState } from 'react';

/** Nearer to the end than this, the reader reads along. */
const NEAR_PX = 96;

/** Keeps the newest words in sight for who reads along, and leaves who scrolled up where they are. */
export function useFollowing(mark: string) {
  const place = useRef<HTMLDivElement>(null);
  const along = useRef(true);
  const [behind, setBehind] = useState(false);
  const toEnd = () => {
    if (place.current) place.current.scrollTop = place.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (along.current) toEnd();
  }, [mark]);
  return {
    place,
    behind,
    stick: () => {
      along.current = true;
      setBehind(false);
      toEnd();
    },
    scrolled: () => {
      const { scrollHeight, scrollTop, clientHeight } = place.current ?? { scrollHeight: 0, scrollTop: 0, clientHeight: 0 };
      along.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      setBehind(!along.current);
    },
  };
}
