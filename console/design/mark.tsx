/** The mark: an arch of a cloister. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3.5 22V10.5a8.5 8.5 0 0 1 17 0V22h-5.2V10.5a3.3 3.3 0 0 0-6.6 0V22z" />
    </svg>
  );
}
