/** What the server says of sharing a map. */
interface ShareForm {
  id: string;
  title: string;
  hint?: string;
  text?: string;
  file?: string;
  href: string;
  preview: { kind: "none" | "frame" | "picture" | "json"; src: string; size?: string };
}

interface ShareOptions {
  lang: string;
  languages: { id: string; label: string }[];
  size: string;
  sizes: { id: string; label: string }[];
  view: string;
  offered: string[];
  layers: { id: string; label: string; on: boolean }[];
  controls: boolean;
  legend: boolean;
}

interface ShareData {
  title: string;
  origin: string;
  accessed: { iso: string; words: string; calendar: CalendarWords };
  /** What it is that is shared, in words: of a tour which part. */
  heading: string;
  parts: { id: string; label: string; on: boolean }[];
  /** The way into a lecture of the reader's own, for a map that can be a step of one. */
  lecture: { href: string; label: string } | null;
  groups: { title: string; forms: ShareForm[] }[];
  options: ShareOptions;
  words: Record<string, string>;
}
