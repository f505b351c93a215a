import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Nearer to the end than this, the reader reads along. */
const NEAR_PX = 96;

const toEnd = (place: RefObject<HTMLElement | null>): void => {
  if (place.current) place.current.scrollTop = place.current.scrollHeight;
};

/** Keeps the newest words in sight for who reads along, and leaves who scrolled up where they are. */
export function useFollowing(place: RefObject<HTMLElement | null>) {
  const along = useRef(true);
  const [behind, setBehind] = useState(false);
  // Whatever made it draw again may have brought words.
  useLayoutEffect(() => {
    if (along.current) toEnd(place);
  });
  const stick = () => {
    along.current = true;
    setBehind(false);
    toEnd(place);
  };
  const scrolled = () => {
    if (!place.current) return;
    const { scrollHeight, scrollTop, clientHeight } = place.current;
    along.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    setBehind(!along.current);
  };
  return { behind, stick, scrolled };
}
